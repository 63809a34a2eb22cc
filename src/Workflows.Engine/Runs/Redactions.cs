using Workflows.Abstractions.Json;

namespace Workflows.Engine.Runs;

/// <summary>
/// Masks values before they are shown. <c>meta.redactions</c> is a list of JSON pointers into the envelope (<c>/payload/card</c>; without a
/// root they mean the payload). A value that stands there is masked wherever it turns up, because steps copy values around.
/// </summary>
public static class Redactions
{
    private const int MaxDepth = 64;
    private const int ShortestText = 3;
    private static readonly JsonValue Mask = JsonValue.From("[REDACTED]");
    private static readonly JsonValue SecretMask = JsonValue.From("[SECRET:REDACTED]");

    /// <summary>Masks an envelope by its own redactions.</summary>
    public static JsonValue MaskEnvelope(JsonValue envelope)
    {
        var pointers = envelope["meta"]["redactions"];
        return pointers.Kind != JsonKind.Array || pointers.Count == 0
            ? envelope
            : MaskValues(envelope, pointers, envelope["payload"], envelope["vars"], envelope["error"]);
    }

    /// <summary>Masks the markers of secrets.</summary>
    internal static JsonValue MaskSecrets(JsonValue value) => Walk(
        value, 0, node => node.Kind == JsonKind.Object && node.Count == 1 && node["$secret"].Kind == JsonKind.String ? SecretMask : default);

    /// <summary>Masks, in a value, everything that stands at the pointers of an envelope.</summary>
    internal static JsonValue MaskValues(JsonValue value, JsonValue pointers, JsonValue payload, JsonValue vars, JsonValue error)
    {
        var texts = new List<string>();
        var numbers = new List<JsonValue>();
        var envelope = new JsonObjectBuilder();
        envelope.Add("payload", payload.IsMissing ? JsonValue.Null : payload);
        envelope.Add("vars", vars.IsMissing ? JsonValue.Null : vars);
        envelope.Add("error", error.IsMissing ? JsonValue.Null : error);
        var root = envelope.Build();
        foreach (var pointer in pointers.EnumerateArray())
        {
            if (pointer.Kind != JsonKind.String || !JsonPointer.TryParse(pointer.GetString(), out var place)) continue;
            var found = place.Resolve(root);
            Collect(found.IsMissing ? place.Resolve(payload) : found, texts, numbers, 0);
        }

        return texts.Count == 0 && numbers.Count == 0 ? value : Walk(value, 0, node => IsKnown(node, texts, numbers) ? Mask : default);
    }

    private static bool IsKnown(JsonValue node, List<string> texts, List<JsonValue> numbers) => node.Kind switch
    {
        JsonKind.String => texts.Exists(text => node.GetString().Contains(text, StringComparison.Ordinal)),
        JsonKind.Number => numbers.Contains(node),
        _ => false,
    };

    private static void Collect(JsonValue value, List<string> texts, List<JsonValue> numbers, int depth)
    {
        if (depth > MaxDepth) return;
        switch (value.Kind)
        {
            case JsonKind.String when value.GetString().Length >= ShortestText: texts.Add(value.GetString()); break;
            case JsonKind.Number: numbers.Add(value); break;
            case JsonKind.Array:
                foreach (var item in value.EnumerateArray()) Collect(item, texts, numbers, depth + 1);
                break;
            case JsonKind.Object:
                foreach (var property in value.EnumerateObject()) Collect(property.Value, texts, numbers, depth + 1);
                break;
        }
    }

    /// <summary>A copy in which every node that has a replacement is replaced; past the depth nothing is shown.</summary>
    private static JsonValue Walk(JsonValue value, int depth, Func<JsonValue, JsonValue> replace)
    {
        var replacement = replace(value);
        if (!replacement.IsMissing) return replacement;
        if (value.Kind is not (JsonKind.Array or JsonKind.Object)) return value;
        if (depth > MaxDepth) return Mask;
        if (value.Kind == JsonKind.Array)
        {
            var items = new JsonArrayBuilder();
            foreach (var item in value.EnumerateArray()) items.Add(Walk(item, depth + 1, replace));
            return items.Build();
        }

        var properties = new JsonObjectBuilder();
        foreach (var property in value.EnumerateObject()) properties.Add(property.Name, Walk(property.Value, depth + 1, replace));
        return properties.Build();
    }
}
