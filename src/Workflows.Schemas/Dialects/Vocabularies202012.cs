using Workflows.Schemas.Keywords;

namespace Workflows.Schemas.Dialects;

/// <summary>The vocabularies of JSON Schema 2020-12.</summary>
internal static class Vocabularies202012
{
    private const string Prefix = "https://json-schema.org/draft/2020-12/vocab/";

    public static readonly KeywordDefinition[] Core =
    [
        new("$ref", Create: context => new RefKeyword(context)),
        new("$dynamicRef", Create: context => new DynamicRefKeyword(context, context.DynamicReference())),
        new("$defs", KeywordShape.Map),
        new("definitions", KeywordShape.Map),
    ];

    public static readonly KeywordDefinition[] Applicator =
    [
        new("prefixItems", KeywordShape.List, context => new PrefixItemsKeyword(context)),
        new("items", KeywordShape.Schema, ItemsKeyword.AfterPrefix),
        new("contains", KeywordShape.Schema, context => new ContainsKeyword(context)),
        .. SharedKeywords.Applicators,
        new("dependentSchemas", KeywordShape.Map, context => new DependentSchemasKeyword(context)),
        new("dependencies", KeywordShape.MapOfSchemasOrNames, context => new DependenciesKeyword(context)),
    ];

    public static readonly KeywordDefinition[] Unevaluated =
    [
        new("unevaluatedItems", KeywordShape.Schema, context => new UnevaluatedItemsKeyword(context)),
        new("unevaluatedProperties", KeywordShape.Schema, context => new UnevaluatedPropertiesKeyword(context)),
    ];

    public static readonly KeywordDefinition[] Validation =
    [
        .. SharedKeywords.Assertions,
        new("minContains"),
        new("maxContains"),
        new("dependentRequired", Create: context => new DependentRequiredKeyword(context)),
    ];

    public static readonly KeywordDefinition[] FormatAnnotation = [new("format", Create: FormatKeyword.WhenAsserted)];

    public static readonly KeywordDefinition[] FormatAssertion = [new("format", Create: FormatKeyword.Always)];

    public static readonly KeywordDefinition[] Content = [new("contentSchema", KeywordShape.Schema)];

    public static readonly KeywordDefinition[] Standard =
        [.. Core, .. Applicator, .. Unevaluated, .. Validation, .. FormatAnnotation, .. Content];

    public static readonly Dictionary<string, KeywordDefinition[]> All = new(StringComparer.Ordinal)
    {
        [Prefix + "core"] = Core,
        [Prefix + "applicator"] = Applicator,
        [Prefix + "unevaluated"] = Unevaluated,
        [Prefix + "validation"] = Validation,
        [Prefix + "meta-data"] = [],
        [Prefix + "format-annotation"] = FormatAnnotation,
        [Prefix + "format-assertion"] = FormatAssertion,
        [Prefix + "content"] = Content,
    };
}
