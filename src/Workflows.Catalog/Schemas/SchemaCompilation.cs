using Workflows.Schemas;

namespace Workflows.Catalog.Schemas;

/// <summary>The outcome of compiling a document against the registry.</summary>
/// <param name="Compiled">The schema; null when it was refused.</param>
/// <param name="Error">Why it was refused.</param>
/// <param name="References">The refs of the registry that it leads to, directly or through others, with their statuses.</param>
public sealed record SchemaCompilation(JsonSchema? Compiled, SchemaCompileError? Error, IReadOnlyDictionary<string, string> References);
