using Workflows.Schemas.Compilation;
using Workflows.Schemas.Keywords;

namespace Workflows.Schemas.Shapes;

/// <summary>What one alternative, or one conditional part, of a shape adds to it.</summary>
/// <param name="Group">
/// The alternatives of which one must hold; null for conditional parts: that none of them applies is always possible.
/// </param>
/// <param name="Shape">Its own shape.</param>
/// <param name="Children">Its children, those of alternatives inside it included.</param>
internal sealed record ShapeBranch(object? Group, SchemaShape Shape, IReadOnlyList<ShapeChild> Children)
{
    public static IReadOnlyList<ShapeBranch> Of(SchemaShape shape) => Of(shape, [.. shape.Nodes]);

    public bool Requires(string name) =>
        Shape.Required.Contains(name) || Children.Any(child => child.Name == name && child.IsRequired);

    // Each subschema is looked into once: alternatives may refer to each other.
    private static List<ShapeBranch> Of(SchemaShape shape, HashSet<SchemaNode> seen)
    {
        var branches = new List<ShapeBranch>();
        foreach (var alternatives in shape.Alternatives())
            branches.AddRange(alternatives.Where(seen.Add).Select(node => Of(alternatives, node, seen)));
        branches.AddRange(Conditional(shape).Where(seen.Add).Select(node => Of(null, node, seen)));
        return branches;
    }

    private static ShapeBranch Of(object? group, SchemaNode node, HashSet<SchemaNode> seen)
    {
        var shape = SchemaShape.Of(node);
        return new ShapeBranch(group, shape, ShapeChild.Merge(shape, Of(shape, seen)));
    }

    private static IEnumerable<SchemaNode> Conditional(SchemaShape shape)
    {
        var branches = shape.All<IfKeyword>().SelectMany(keyword => new[] { keyword.Then, keyword.Else }).OfType<SchemaNode>();
        return branches.Concat(shape.All<DependentSchemasKeyword>().SelectMany(keyword => keyword.Subschemas));
    }
}
