using System.Collections.Frozen;
using Workflows.Abstractions.Json;
using Workflows.Schemas.Compilation;
using Workflows.Schemas.Keywords;

namespace Workflows.Schemas.Dialects;

/// <summary>The keywords that a schema may use, and how it identifies its parts.</summary>
internal sealed class Dialect(string uri, IEnumerable<KeywordDefinition> keywords)
{
    // A later vocabulary may define a keyword anew: format-assertion over format-annotation.
    private readonly FrozenDictionary<string, KeywordDefinition> _keywords = keywords
        .GroupBy(keyword => keyword.Name, StringComparer.Ordinal)
        .ToFrozenDictionary(group => group.Key, group => group.Last(), StringComparer.Ordinal);

    public string Uri { get; } = uri;

    /// <summary>Draft-07: a schema with <c>$ref</c> is that reference and nothing else.</summary>
    public bool IgnoresSiblingsOfRef { get; init; }

    /// <summary>Draft-07: an anchor is written as the fragment of <c>$id</c>.</summary>
    public bool HasAnchorsInId { get; init; }

    public bool Knows(string keyword) => _keywords.ContainsKey(keyword);

    public KeywordShape ShapeOf(string keyword) => _keywords.GetValueOrDefault(keyword)?.Shape ?? KeywordShape.Plain;

    /// <summary>The keywords of a schema that have an effect.</summary>
    public IEnumerable<string> KeywordsIn(JsonValue schema)
    {
        if (IgnoresSiblingsOfRef && !schema["$ref"].IsMissing)
        {
            yield return "$ref";
            yield break;
        }
        foreach (var property in schema.EnumerateObject())
        {
            if (_keywords.GetValueOrDefault(property.Name)?.Create is not null)
                yield return property.Name;
        }
    }

    public Keyword? Create(KeywordContext context) => _keywords[context.Name].Create!(context);
}
