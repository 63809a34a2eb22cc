using Workflows.Abstractions.Json.Nodes;

namespace Workflows.Abstractions.Json;

/// <summary>Builds an object property by property. Not for several threads.</summary>
public sealed class JsonObjectBuilder
{
    private const int IndexedFrom = 16;

    private string[] _names;
    private JsonValue[] _values;
    private int _count;
    private Dictionary<string, int>? _index;

    /// <summary>An empty builder.</summary>
    public JsonObjectBuilder()
        : this(4)
    {
    }

    internal JsonObjectBuilder(int capacity)
    {
        _names = new string[capacity];
        _values = new JsonValue[capacity];
    }

    /// <summary>Properties so far.</summary>
    public int Count => _count;

    /// <summary>Sets a property; a name that is there already keeps its place. A missing value is left out.</summary>
    public JsonObjectBuilder Add(string name, JsonValue value)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (value.IsMissing) return this;
        var at = IndexOf(name);
        if (at < 0) AddUnique(name, value);
        else _values[at] = value;
        return this;
    }

    /// <summary>The object. The builder may go on; what was built does not change.</summary>
    public JsonValue Build()
    {
        if (_count == 0) return JsonValue.EmptyObject;
        var built = new JsonObjectNode(_names, _values, _count);
        // From here on the arrays belong to the object.
        _names = [.. _names];
        _values = [.. _values];
        return new JsonValue(built);
    }

    /// <summary>The object, for builders that are dropped afterwards.</summary>
    internal JsonValue BuildLast() =>
        _count == 0 ? JsonValue.EmptyObject : new JsonValue(new JsonObjectNode(_names, _values, _count));

    /// <summary>The object with one more property, which may hold a function.</summary>
    internal JsonValue With(string name, JsonValue value)
    {
        AddUnique(name, value);
        return BuildLast();
    }

    internal void AddAll(JsonValue source)
    {
        if (source.Kind != JsonKind.Object)
            throw new InvalidOperationException($"The value is {source.Kind}, not an object.");
        foreach (var property in source.EnumerateObject())
        {
            if (_count == 0 || IndexOf(property.Name) < 0) AddUnique(property.Name, property.Value);
            else Add(property.Name, property.Value);
        }
    }

    internal void AddUnique(string name, JsonValue value)
    {
        if (_count == _names.Length)
        {
            Array.Resize(ref _names, Math.Max(4, _count * 2));
            Array.Resize(ref _values, _names.Length);
        }

        _names[_count] = name;
        _values[_count] = value;
        _index?.Add(name, _count);
        _count++;
    }

    private int IndexOf(string name)
    {
        if (_count < IndexedFrom) return _names.AsSpan(0, _count).IndexOf(name);
        if (_index is null)
        {
            _index = new Dictionary<string, int>(StringComparer.Ordinal);
            for (var i = 0; i < _count; i++) _index.Add(_names[i], i);
        }

        return _index.TryGetValue(name, out var at) ? at : -1;
    }
}
