using Workflows.Abstractions.Json;

namespace Workflows.Schemas.Dialects;

/// <summary>The published meta-schemas of 2020-12 and draft-07, by their URIs.</summary>
internal static class MetaSchemas
{
    private static readonly Lazy<Dictionary<string, JsonValue>> Documents = new(Load);

    public static bool TryFind(string uri, out JsonValue schema) => Documents.Value.TryGetValue(uri, out schema);

    private static Dictionary<string, JsonValue> Load()
    {
        var assembly = typeof(MetaSchemas).Assembly;
        var documents = new Dictionary<string, JsonValue>(StringComparer.Ordinal);
        foreach (string name in assembly.GetManifestResourceNames().Where(name => name.EndsWith(".json", StringComparison.Ordinal)))
        {
            using var stream = assembly.GetManifestResourceStream(name)!;
            byte[] text = new byte[stream.Length];
            stream.ReadExactly(text);
            var schema = JsonValue.Parse(text);
            documents[schema["$id"].GetString().TrimEnd('#')] = schema;
        }
        return documents;
    }
}
