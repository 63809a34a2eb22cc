namespace Workflows.Abstractions.Json.Nodes;

/// <summary>Base of values that exist only inside an evaluation, such as functions.</summary>
internal abstract class JsonOpaque() : JsonNode(JsonForm.Opaque, JsonKind.Missing);
