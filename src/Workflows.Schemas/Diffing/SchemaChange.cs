using Workflows.Abstractions.Json;

namespace Workflows.Schemas.Diffing;

/// <summary>One difference between two schemas.</summary>
/// <param name="Kind">What changed.</param>
/// <param name="Impact">What it means for readers of the data.</param>
/// <param name="Path">The field, in the form of <see cref="Walking.SchemaField.Path"/>; empty for the root.</param>
/// <param name="Keyword">The keyword that says it.</param>
/// <param name="OldPointer">Place in the old schema; null when it was not there.</param>
/// <param name="NewPointer">Place in the new schema; null when it is not there.</param>
/// <param name="Old">The old value; missing when there was none.</param>
/// <param name="New">The new value; missing when there is none.</param>
/// <param name="Message">One sentence for people.</param>
public sealed record SchemaChange(
    SchemaChangeKind Kind,
    ChangeImpact Impact,
    string Path,
    string Keyword,
    string? OldPointer,
    string? NewPointer,
    JsonValue Old,
    JsonValue New,
    string Message);
