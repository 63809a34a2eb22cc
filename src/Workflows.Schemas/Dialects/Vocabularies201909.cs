using Workflows.Schemas.Keywords;

namespace Workflows.Schemas.Dialects;

/// <summary>JSON Schema 2019-09: 2020-12 with the array keywords and the recursion of its time.</summary>
internal static class Vocabularies201909
{
    private const string Prefix = "https://json-schema.org/draft/2019-09/vocab/";

    private static readonly KeywordDefinition[] Core =
    [
        new("$ref", Create: context => new RefKeyword(context)),
        new("$recursiveRef", Create: context => new DynamicRefKeyword(context, context.RecursiveReference())),
        new("$defs", KeywordShape.Map),
        new("definitions", KeywordShape.Map),
    ];

    private static readonly KeywordDefinition[] Applicator =
    [
        .. KeywordsOfDraft07.Arrays,
        .. SharedKeywords.Applicators,
        new("dependentSchemas", KeywordShape.Map, context => new DependentSchemasKeyword(context)),
        new("dependencies", KeywordShape.MapOfSchemasOrNames, context => new DependenciesKeyword(context)),
        .. Vocabularies202012.Unevaluated,
    ];

    public static readonly KeywordDefinition[] Standard =
    [
        .. Core, .. Applicator, .. Vocabularies202012.Validation, .. Vocabularies202012.FormatAnnotation,
        .. Vocabularies202012.Content,
    ];

    public static readonly Dictionary<string, KeywordDefinition[]> All = new(StringComparer.Ordinal)
    {
        [Prefix + "core"] = Core,
        [Prefix + "applicator"] = Applicator,
        [Prefix + "validation"] = Vocabularies202012.Validation,
        [Prefix + "meta-data"] = [],
        [Prefix + "format"] = Vocabularies202012.FormatAnnotation,
        [Prefix + "content"] = Vocabularies202012.Content,
    };
}
