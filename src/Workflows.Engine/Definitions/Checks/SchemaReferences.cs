using Workflows.Abstractions.Json;

namespace Workflows.Engine.Definitions.Checks;

/// <summary>The other documents that a schema refers to.</summary>
public static class SchemaReferences
{
    /// <summary>Their refs, each once; what stands under <c>$ref</c> in samples and values counts, too.</summary>
    public static IReadOnlyCollection<string> Of(JsonValue schema)
    {
        var refs = new HashSet<string>(StringComparer.Ordinal);
        Collect(schema, refs);
        return refs;
    }

    private static void Collect(JsonValue value, HashSet<string> refs)
    {
        if (value.Kind == JsonKind.Array)
            foreach (var item in value.EnumerateArray())
                Collect(item, refs);
        if (value.Kind != JsonKind.Object) return;
        foreach (var property in value.EnumerateObject())
        {
            if (property.Name is "$ref" or "$dynamicRef" && property.Value.Kind == JsonKind.String) Add(property.Value.GetString(), refs);
            else Collect(property.Value, refs);
        }
    }

    private static void Add(string reference, HashSet<string> refs)
    {
        var document = reference.Split('#')[0];
        if (document.Length > 0) refs.Add(ValidationContext.RefOf(document));
    }
}
