namespace Workflows.Schemas.Compilation;

/// <summary>Where a dynamic reference leads.</summary>
/// <param name="Fallback">The target that the reference has by itself.</param>
/// <param name="Anchor">The dynamic anchor to look for in the dynamic scope; null when the reference is a plain one.</param>
internal readonly record struct DynamicTarget(SchemaNode Fallback, string? Anchor);
