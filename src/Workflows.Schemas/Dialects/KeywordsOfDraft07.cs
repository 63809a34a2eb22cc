using Workflows.Schemas.Keywords;

namespace Workflows.Schemas.Dialects;

/// <summary>JSON Schema draft-07.</summary>
internal static class KeywordsOfDraft07
{
    public static readonly KeywordDefinition[] Arrays =
    [
        new("items", KeywordShape.SchemaOrList, ItemsKeyword.OneOrList),
        new("additionalItems", KeywordShape.Schema, ItemsKeyword.AfterList),
        new("contains", KeywordShape.Schema, context => new ContainsKeyword(context)),
    ];

    public static readonly KeywordDefinition[] All =
    [
        new("$ref", Create: context => new RefKeyword(context)),
        new("definitions", KeywordShape.Map),
        .. Arrays,
        .. SharedKeywords.Applicators,
        new("dependencies", KeywordShape.MapOfSchemasOrNames, context => new DependenciesKeyword(context)),
        .. SharedKeywords.Assertions,
        new("format", Create: FormatKeyword.WhenAsserted),
        new("contentEncoding", Create: ContentKeyword.WhenAsserted),
        new("contentMediaType", Create: ContentKeyword.WhenAsserted),
    ];
}
