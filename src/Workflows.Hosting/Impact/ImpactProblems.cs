using Workflows.Schemas;

namespace Workflows.Hosting.Impact;

/// <summary>Why the question cannot be answered.</summary>
internal static class ImpactProblems
{
    public static Problem UnknownSchema(string schemaRef, string pointer, IReadOnlyList<string> near) => new(
        pointer.Length == 0 ? ProblemKind.NotFound : ProblemKind.Invalid, "UNKNOWN_SCHEMA_REF", $"The registry has no schema '{schemaRef}'.",
        pointer.Length == 0 ? null : pointer,
        near.Count == 0 ? "GET /v1/schemas lists the schemas." : $"Did you mean {string.Join(", ", near)}?");

    public static Problem NotCompilable(SchemaCompileError error) => new(
        ProblemKind.Invalid, "SCHEMA_NOT_COMPILABLE", $"The schema cannot be compiled: {error.Message}", "/schema" + error.Pointer,
        "Correct the schema at the pointer.");

    public static Problem OneOfTwo { get; } = new(
        ProblemKind.Invalid, "SCHEMA_OR_WITH", "Either 'schema' or 'with' says what the schema would become.", "/schema",
        "Send 'schema' with a JSON Schema, or 'with' with the ref of a registered one.");
}
