using System.Text.RegularExpressions;
using Workflows.Schemas;

namespace Workflows.Hosting.Schemas;

/// <summary>Why a schema, or a reference to one, was refused.</summary>
internal static partial class SchemaProblems
{
    public const int MaxRefLength = 200;

    public static bool IsRef(string text) => RefPattern().IsMatch(text);

    public static Problem InvalidRef(string pointer) => new(
        ProblemKind.Invalid, "INVALID_SCHEMA_REF", "This cannot be the ref of a schema.", pointer,
        "Use 1 to 200 letters, digits, dots, hyphens and underscores, beginning with a letter or digit, as payload.TicketCreated.v1.");

    public static Problem NotFound(string schemaRef, IReadOnlyList<string> nearest) => Unknown(ProblemKind.NotFound, schemaRef, null, nearest);

    public static Problem Unknown(string schemaRef, string pointer, IReadOnlyList<string> nearest) =>
        Unknown(ProblemKind.Invalid, schemaRef, pointer, nearest);

    public static Problem Deprecated(string schemaRef, string pointer) => new(
        ProblemKind.Invalid, "SCHEMA_DEPRECATED", $"The schema '{schemaRef}' is deprecated and must not be asked for any more.", pointer,
        "Name a version that is active; GET /v1/schemas lists them.");

    public static Problem NotActive(string schemaRef, string pointer) => new(
        ProblemKind.Invalid, "SCHEMA_NOT_ACTIVE", $"The schema '{schemaRef}' is a draft, whose content may still change.", pointer,
        $"Activate it first: POST /v1/schemas/{schemaRef}/activate.");

    public static Problem RefConflict(string schemaRef, string status) => new(
        ProblemKind.Conflict, "SCHEMA_REF_CONFLICT", $"The schema '{schemaRef}' is {status} with other content, which never changes.", "/ref",
        "Register the new content as the next version: send 'name' without the version instead of 'ref'.");

    public static Problem SystemReadOnly(string schemaRef) => new(
        ProblemKind.Conflict, "SYSTEM_SCHEMA_READ_ONLY", $"The schema '{schemaRef}' belongs to the system.", null,
        "Register a schema of your own under another ref.");

    public static Problem StatusConflict(string schemaRef, string status, string wanted) => new(
        ProblemKind.Conflict, "SCHEMA_STATUS_CONFLICT", $"The schema '{schemaRef}' is {status} and cannot become {wanted}.", null,
        "A schema goes from draft to active to deprecated, and never back; register the next version instead.");

    public static Problem ChangedMeanwhile(string schemaRef) => new(
        ProblemKind.Conflict, "SCHEMA_CHANGED", $"The schema '{schemaRef}' was changed by somebody else in the same moment.", null,
        "Read it again and repeat the request if it still makes sense.");

    public static Problem NoSample(string schemaRef) => new(
        ProblemKind.Conflict, "NO_SAMPLE", $"No value was found that the schema '{schemaRef}' allows.", null,
        "Give the schema 'examples', or loosen the rule that only few values pass.");

    public static Problem DraftReference(string schemaRef, string pointer) => new(
        ProblemKind.Invalid, "SCHEMA_REFERENCE_NOT_ACTIVE", $"The schema refers to '{schemaRef}', which is a draft.", pointer,
        $"Activate it first: POST /v1/schemas/{schemaRef}/activate.");

    public static Problem ForeignIdentifier(string id, string pointer) => new(
        ProblemKind.Invalid, "SCHEMA_INVALID_IDENTIFIER", $"The schema's $id '{id}' is the address of another ref of the registry.",
        $"{pointer}/$id", "Leave $id out, or make it schema:/// and the schema's own ref.");

    /// <summary>A schema that cannot be compiled.</summary>
    /// <param name="error">Why.</param>
    /// <param name="at">The pointer of the schema in the request.</param>
    /// <param name="nearest">Refs that a reference may have meant.</param>
    public static Problem NotCompilable(SchemaCompileError error, string at, IReadOnlyList<string> nearest)
    {
        // The place in another document has no place in the request.
        var pointer = error.Pointer.Length == 0 || error.Pointer[0] == '/' ? at + error.Pointer : at;
        return new Problem(ProblemKind.Invalid, CodeOf(error.Code), error.Message, pointer, NextStepOf(error.Code, nearest))
        {
            Nearest = nearest,
        };
    }

    private static Problem Unknown(ProblemKind kind, string schemaRef, string? pointer, IReadOnlyList<string> nearest) => new(
        kind, "UNKNOWN_SCHEMA_REF", $"There is no schema '{schemaRef}'.", pointer,
        nearest.Count > 0 ? $"Did you mean {Quoted(nearest)}?" : "GET /v1/schemas lists the schemas.")
    {
        Nearest = nearest,
    };

    private static string NextStepOf(string code, IReadOnlyList<string> nearest) => code switch
    {
        SchemaErrorCodes.UnresolvedReference when nearest.Count > 0 => $"Did you mean {Quoted(nearest)}?",
        SchemaErrorCodes.UnresolvedReference => "Refer to schemas of the registry by their ref; nothing is fetched from elsewhere.",
        SchemaErrorCodes.UnknownDialect or SchemaErrorCodes.UnknownVocabulary =>
            $"Use {SchemaDialect.Draft202012} or {SchemaDialect.Draft07}, or leave $schema out.",
        SchemaErrorCodes.LimitExceeded => "Make the schema smaller, or split it into several that refer to each other.",
        _ => "Correct the schema at the pointer; docs/schemas.md says what is supported.",
    };

    private static string CodeOf(string code) => code switch
    {
        SchemaErrorCodes.NotASchema => "SCHEMA_NOT_A_SCHEMA",
        SchemaErrorCodes.InvalidKeyword => "SCHEMA_INVALID_KEYWORD",
        SchemaErrorCodes.InvalidPattern => "SCHEMA_INVALID_PATTERN",
        SchemaErrorCodes.InvalidIdentifier => "SCHEMA_INVALID_IDENTIFIER",
        SchemaErrorCodes.UnresolvedReference => "SCHEMA_UNRESOLVED_REFERENCE",
        SchemaErrorCodes.UnknownDialect => "SCHEMA_UNKNOWN_DIALECT",
        SchemaErrorCodes.UnknownVocabulary => "SCHEMA_UNKNOWN_VOCABULARY",
        SchemaErrorCodes.LimitExceeded => "SCHEMA_LIMIT_EXCEEDED",
        _ => throw new InvalidOperationException($"No problem for the schema error '{code}'."),
    };

    private static string Quoted(IEnumerable<string> names) => string.Join(", ", names.Select(name => $"'{name}'"));

    [GeneratedRegex("^[A-Za-z0-9][A-Za-z0-9._-]{0,199}$", RegexOptions.CultureInvariant)]
    private static partial Regex RefPattern();
}
