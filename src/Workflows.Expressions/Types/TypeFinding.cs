using Workflows.Expressions.Syntax;

namespace Workflows.Expressions.Types;

/// <summary>Something that the types tell about an expression; plain data.</summary>
/// <param name="Code">A stable code of <see cref="TypeFindingCodes"/>.</param>
/// <param name="IsError">Whether it cannot work; otherwise it may not work for some data.</param>
/// <param name="Message">One sentence for people.</param>
/// <param name="Span">The place in the text.</param>
/// <param name="Expected">The type that is needed, where one is.</param>
/// <param name="Actual">The type that is there.</param>
/// <param name="Suggestion">The nearest known name, when it looks like a slip.</param>
/// <param name="Path">The data path that leads nowhere, <c>vars.total</c>; or the field of the target that does not fit,
/// <c>lines.price</c>; null where there is neither.</param>
public sealed record TypeFinding(
    string Code, bool IsError, string Message, SourceSpan Span, string? Expected = null, string? Actual =
        null, string? Suggestion = null, string? Path = null);

/// <summary>The codes of <see cref="TypeFinding"/>.</summary>
public static class TypeFindingCodes
{
    /// <summary>A path leads to a field that the schema does not know.</summary>
    public const string UnknownPath = "UNDEFINED_MAPPING_SOURCE";

    /// <summary>A variable or function is not known.</summary>
    public const string UnknownName = "UNDEFINED_NAME";

    /// <summary>Null or no value where a value is required.</summary>
    public const string NullableToRequired = "NULLABLE_TO_REQUIRED";

    /// <summary>A value is converted on the way, or a single item stands where a list is needed.</summary>
    public const string Coercion = "TYPE_COERCION";

    /// <summary>A value of a type that cannot work.</summary>
    public const string Mismatch = "TYPE_MISMATCH";

    /// <summary>The items of a list are of a type that cannot work.</summary>
    public const string ItemMismatch = "ARRAY_ELEMENT_MISMATCH";

    /// <summary>A value that the schema does not list.</summary>
    public const string EnumValue = "INVALID_ENUM_VALUE";

    /// <summary>The type is not known, so nothing could be checked.</summary>
    public const string UnknownType = "UNKNOWN_SOURCE_TYPE";
}
