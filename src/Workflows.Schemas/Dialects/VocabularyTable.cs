using Workflows.Abstractions.Json;
using Workflows.Schemas.Compilation;

namespace Workflows.Schemas.Dialects;

/// <summary>Makes a dialect from the vocabularies that a meta-schema lists (core §8.1.2).</summary>
internal static class VocabularyTable
{
    private static readonly Dictionary<string, KeywordDefinition[]> Vocabularies =
        Vocabularies202012.All.Concat(Vocabularies201909.All).ToDictionary(StringComparer.Ordinal);

    /// <summary>The dialect of a meta-schema; without <c>$vocabulary</c> that of the meta-schema itself.</summary>
    public static Dialect DialectOf(string uri, SchemaResource metaSchema)
    {
        var listed = metaSchema.Root.Value["$vocabulary"];
        if (listed.Kind != JsonKind.Object)
            return metaSchema.Dialect;
        var keywords = new List<KeywordDefinition>(Vocabularies202012.Core);
        foreach (var vocabulary in listed.EnumerateObject())
        {
            if (Vocabularies.TryGetValue(vocabulary.Name, out var known))
                keywords.AddRange(known);
            else if (vocabulary.Value == JsonValue.True)
                throw metaSchema.Root.Append("$vocabulary").Append(vocabulary.Name).Refuse(
                    SchemaErrorCodes.UnknownVocabulary, $"The required vocabulary '{vocabulary.Name}' is not known.");
        }
        return new Dialect(uri, keywords);
    }
}
