using Workflows.Schemas.Shapes;

namespace Workflows.Schemas.Diffing;

/// <summary>
/// Compares what two schemas say about the data, not how they say it: moving a part behind a <c>$ref</c> or into
/// <c>allOf</c> is no change.
/// </summary>
public static class SchemaDiff
{
    /// <summary>The changes from one schema to another, in the order of the fields; none when both say the same.</summary>
    public static IReadOnlyList<SchemaChange> Compare(JsonSchema old, JsonSchema @new)
    {
        ArgumentNullException.ThrowIfNull(old);
        ArgumentNullException.ThrowIfNull(@new);
        var comparison = new ShapeComparison();
        comparison.Compare(SchemaShape.Of(old.Root), SchemaShape.Of(@new.Root), []);
        return comparison.Changes;
    }

    /// <summary>Whether any of the changes breaks readers of the data.</summary>
    public static bool IsBreaking(IEnumerable<SchemaChange> changes) =>
        changes.Any(change => change.Impact == ChangeImpact.Breaking);
}
