namespace Workflows.Abstractions.Json.Nodes;

/// <summary>Markers for the scalars that fit into the 64 bits of a value.</summary>
internal sealed class JsonTag : JsonNode
{
    public static readonly JsonTag Null = new(JsonForm.Null, JsonKind.Null);
    public static readonly JsonTag Boolean = new(JsonForm.Boolean, JsonKind.Boolean);
    public static readonly JsonTag Integer = new(JsonForm.Integer, JsonKind.Number);
    public static readonly JsonTag Double = new(JsonForm.Double, JsonKind.Number);

    private JsonTag(JsonForm form, JsonKind kind)
        : base(form, kind)
    {
    }
}
