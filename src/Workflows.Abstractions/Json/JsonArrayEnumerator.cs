using Workflows.Abstractions.Json.Nodes;
using Workflows.Abstractions.Json.Tape;

namespace Workflows.Abstractions.Json;

/// <summary>Walks the items of an array without allocating.</summary>
public struct JsonArrayEnumerator
{
    private readonly JsonTape? _tape;
    private readonly JsonArrayNode? _array;
    private readonly int _end;
    private int _next;
    private JsonValue _current;

    internal JsonArrayEnumerator(JsonValue value)
    {
        if (value.Kind != JsonKind.Array) return;
        _array = value.Reference as JsonArrayNode;
        _tape = value.Reference as JsonTape;
        _next = _tape is null ? 0 : (int)value.Bits + 1;
        _end = _tape is null ? _array!.Count : _tape.Entries[(int)value.Bits].Link;
    }

    /// <summary>The item that the last successful <see cref="MoveNext"/> reached.</summary>
    public readonly JsonValue Current => _current;

    /// <summary>Goes to the next item; false after the last one.</summary>
    public bool MoveNext()
    {
        if (_next >= _end) return false;
        if (_tape is { } tape)
        {
            _current = tape.ValueAt(_next);
            _next = tape.After(_next);
            return true;
        }

        _current = _array!.Items[_next++];
        return true;
    }

    /// <summary>Itself, for <c>foreach</c>.</summary>
    public readonly JsonArrayEnumerator GetEnumerator() => this;
}
