using Workflows.Abstractions.Json.Nodes;
using Workflows.Abstractions.Json.Tape;

namespace Workflows.Abstractions.Json;

/// <summary>Walks the properties of an object in document order.</summary>
public struct JsonObjectEnumerator
{
    private readonly JsonTape? _tape;
    private readonly JsonObjectNode? _map;
    private readonly int _end;
    private int _next;
    private int _at;

    internal JsonObjectEnumerator(JsonValue value)
    {
        if (value.Kind != JsonKind.Object) return;
        _map = value.Reference as JsonObjectNode;
        _tape = value.Reference as JsonTape;
        _next = _tape is null ? 0 : (int)value.Bits + 1;
        _end = _tape is null ? _map!.Count : _tape.Entries[(int)value.Bits].Link;
    }

    /// <summary>The property that the last successful <see cref="MoveNext"/> reached.</summary>
    public readonly JsonProperty Current => new(Name, Value);

    /// <summary>The current name.</summary>
    public readonly string Name => _tape?.NameAt(_at) ?? _map!.Names[_at];

    /// <summary>The current value.</summary>
    public readonly JsonValue Value => _tape?.ValueAt(_at + 1) ?? _map!.Values[_at];

    /// <summary>Goes to the next property; false after the last one.</summary>
    public bool MoveNext()
    {
        while (_next < _end)
        {
            _at = _next;
            _next = _tape?.After(_at + 1) ?? _at + 1;
            if (_tape is null || !_tape.Entries[_at].Has(TapeEntry.Shadowed)) return true;
        }

        return false;
    }

    /// <summary>Itself, for <c>foreach</c>.</summary>
    public readonly JsonObjectEnumerator GetEnumerator() => this;
}
