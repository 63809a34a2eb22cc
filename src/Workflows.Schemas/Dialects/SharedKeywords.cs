using Workflows.Schemas.Keywords;

namespace Workflows.Schemas.Dialects;

/// <summary>The keywords that mean the same from draft-07 to 2020-12.</summary>
internal static class SharedKeywords
{
    public static readonly KeywordDefinition[] Applicators =
    [
        new("properties", KeywordShape.Map, context => new PropertiesKeyword(context)),
        new("patternProperties", KeywordShape.Map, context => new PatternPropertiesKeyword(context)),
        new("additionalProperties", KeywordShape.Schema, context => new AdditionalPropertiesKeyword(context)),
        new("propertyNames", KeywordShape.Schema, context => new PropertyNamesKeyword(context)),
        new("if", KeywordShape.Schema, context => new IfKeyword(context)),
        new("then", KeywordShape.Schema),
        new("else", KeywordShape.Schema),
        new("allOf", KeywordShape.List, context => new AllOfKeyword(context)),
        new("anyOf", KeywordShape.List, context => new AnyOfKeyword(context)),
        new("oneOf", KeywordShape.List, context => new OneOfKeyword(context)),
        new("not", KeywordShape.Schema, context => new NotKeyword(context)),
    ];

    public static readonly KeywordDefinition[] Assertions =
    [
        new("type", Create: context => new TypeKeyword(context)),
        new("const", Create: context => new ConstKeyword(context)),
        new("enum", Create: context => new EnumKeyword(context)),
        new("multipleOf", Create: context => new MultipleOfKeyword(context)),
        new("maximum", Create: NumberBoundKeyword.Maximum),
        new("exclusiveMaximum", Create: NumberBoundKeyword.ExclusiveMaximum),
        new("minimum", Create: NumberBoundKeyword.Minimum),
        new("exclusiveMinimum", Create: NumberBoundKeyword.ExclusiveMinimum),
        new("maxLength", Create: SizeKeyword.MaxLength),
        new("minLength", Create: SizeKeyword.MinLength),
        new("pattern", Create: context => new PatternKeyword(context)),
        new("maxItems", Create: SizeKeyword.MaxItems),
        new("minItems", Create: SizeKeyword.MinItems),
        new("uniqueItems", Create: UniqueItemsKeyword.WhenTrue),
        new("maxProperties", Create: SizeKeyword.MaxProperties),
        new("minProperties", Create: SizeKeyword.MinProperties),
        new("required", Create: context => new RequiredKeyword(context)),
    ];
}
