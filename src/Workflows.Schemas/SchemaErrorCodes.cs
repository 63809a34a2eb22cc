namespace Workflows.Schemas;

/// <summary>The codes of <see cref="SchemaCompileError"/>.</summary>
public static class SchemaErrorCodes
{
    /// <summary>The text is not JSON.</summary>
    public const string NotJson = "schema.not-json";

    /// <summary>A subschema is neither an object nor a boolean.</summary>
    public const string NotASchema = "schema.not-a-schema";

    /// <summary>A keyword's value is not what the specification asks for.</summary>
    public const string InvalidKeyword = "schema.invalid-keyword";

    /// <summary>A regular expression is not ECMA-262, or longer than the limit.</summary>
    public const string InvalidPattern = "schema.invalid-pattern";

    /// <summary><c>$id</c> or <c>$anchor</c> is malformed, or there twice with different content.</summary>
    public const string InvalidIdentifier = "schema.invalid-identifier";

    /// <summary>A reference leads nowhere.</summary>
    public const string UnresolvedReference = "schema.unresolved-reference";

    /// <summary><c>$schema</c> names a dialect that is not known.</summary>
    public const string UnknownDialect = "schema.unknown-dialect";

    /// <summary>The meta-schema requires a vocabulary that is not known.</summary>
    public const string UnknownVocabulary = "schema.unknown-vocabulary";

    /// <summary>A limit of <see cref="SchemaLimits"/> is passed.</summary>
    public const string LimitExceeded = "schema.limit-exceeded";
}
