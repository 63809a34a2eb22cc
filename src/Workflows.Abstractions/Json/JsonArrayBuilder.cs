using Workflows.Abstractions.Json.Nodes;

namespace Workflows.Abstractions.Json;

/// <summary>Builds an array item by item. Not for several threads.</summary>
public sealed class JsonArrayBuilder
{
    private JsonValue[] _items = [];
    private int _count;

    /// <summary>Items so far.</summary>
    public int Count => _count;

    /// <summary>Adds an item. A missing value is left out.</summary>
    public JsonArrayBuilder Add(JsonValue item)
    {
        if (item.IsMissing) return this;
        if (_count == _items.Length) Array.Resize(ref _items, Math.Max(4, _count * 2));
        _items[_count++] = item;
        return this;
    }

    /// <summary>The array. The builder may go on; what was built does not change.</summary>
    public JsonValue Build() =>
        _count == 0 ? JsonValue.EmptyArray : new JsonValue(new JsonArrayNode(_items[.._count], _count));
}
