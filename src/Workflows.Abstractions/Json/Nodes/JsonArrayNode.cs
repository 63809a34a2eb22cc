namespace Workflows.Abstractions.Json.Nodes;

/// <summary>An array that was built, not parsed. The items are never changed after the node is handed out.</summary>
internal class JsonArrayNode : JsonNode
{
    public static readonly JsonArrayNode Empty = new([], 0);

    public readonly JsonValue[] Items;
    public readonly int Count;

    /// <summary>Upper bound of the nesting below and including this node; keeps every walk over a value
    /// bounded.</summary>
    public readonly int Height;

    public JsonArrayNode(JsonValue[] items, int count)
        : base(JsonForm.Array, JsonKind.Array)
    {
        Items = items;
        Count = count;
        Height = JsonHeight.Above(items.AsSpan(0, count));
    }

    public ReadOnlySpan<JsonValue> Span => Items.AsSpan(0, Count);
}
