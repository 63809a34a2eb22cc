using Workflows.Abstractions.Json.Nodes;

namespace Workflows.Abstractions.Json;

/// <content>Changed copies; what did not change is shared.</content>
public readonly partial struct JsonValue
{
    /// <summary>This object with one property set: in its old place when it was there, else at the end.</summary>
    /// <exception cref="InvalidOperationException">The value is not an object.</exception>
    /// <exception cref="ArgumentException">The new value is <see cref="Missing"/>.</exception>
    public JsonValue With(string name, JsonValue value)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (value.IsMissing)
            throw new ArgumentException("A property cannot hold a missing value; use Without.", nameof(value));
        var builder = new JsonObjectBuilder(Count + 1);
        builder.AddAll(this);
        builder.Add(name, value);
        return builder.Build();
    }

    /// <summary>This object without one property; itself when the property is not there.</summary>
    /// <exception cref="InvalidOperationException">The value is not an object.</exception>
    public JsonValue Without(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (Kind != JsonKind.Object) throw WrongKind("an object");
        if (!TryGetProperty(name, out _)) return this;
        var builder = new JsonObjectBuilder(Count);
        foreach (var property in EnumerateObject())
            if (property.Name != name) builder.AddUnique(property.Name, property.Value);
        return builder.Build();
    }

    /// <summary>This array with one more item.</summary>
    /// <exception cref="InvalidOperationException">The value is not an array.</exception>
    /// <exception cref="ArgumentException">The item is <see cref="Missing"/>.</exception>
    public JsonValue Append(JsonValue item)
    {
        if (Kind != JsonKind.Array) throw WrongKind("an array");
        if (item.IsMissing) throw new ArgumentException("An array cannot hold a missing value.", nameof(item));
        var items = new JsonValue[Count + 1];
        CopyItemsTo(items);
        items[^1] = item;
        return new JsonValue(new JsonArrayNode(items, items.Length));
    }

    internal void CopyItemsTo(Span<JsonValue> items)
    {
        if (Reference is JsonArrayNode array)
        {
            array.Span.CopyTo(items);
            return;
        }

        var at = 0;
        foreach (var item in EnumerateArray()) items[at++] = item;
    }
}
