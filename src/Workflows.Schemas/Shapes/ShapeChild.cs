using Workflows.Schemas.Compilation;
using Workflows.Schemas.Keywords;

namespace Workflows.Schemas.Shapes;

/// <summary>A property, an item or a map value of a shape, also when only some alternative has it.</summary>
/// <param name="Name">Name of the property; <see cref="ItemName"/> and <see cref="AnyName"/> for the others.</param>
/// <param name="Nodes">The subschemas for it.</param>
/// <param name="IsRequired">Whether every instance has it.</param>
internal sealed record ShapeChild(string Name, IReadOnlyList<SchemaNode> Nodes, bool IsRequired)
{
    /// <summary>The items of an array.</summary>
    public const string ItemName = "[]";

    /// <summary>The properties of a map, which have no names of their own.</summary>
    public const string AnyName = "*";

    /// <summary>The children of a shape and of its alternatives: named properties first, then map values, then items.</summary>
    public static IReadOnlyList<ShapeChild> Of(SchemaShape shape) => Merge(shape, ShapeBranch.Of(shape));

    /// <summary>The children without those that only alternatives and conditions have.</summary>
    public static IReadOnlyList<ShapeChild> OfAlways(SchemaShape shape) => Merge(shape, []);

    /// <summary>The children of a shape together with those of its branches.</summary>
    public static IReadOnlyList<ShapeChild> Merge(SchemaShape shape, IReadOnlyList<ShapeBranch> branches)
    {
        var own = OwnChildren(shape);
        var children = new List<ShapeChild>();
        foreach (var same in own.Concat(branches.SelectMany(branch => branch.Children)).GroupBy(child => child.Name))
        {
            var nodes = same.SelectMany(child => child.Nodes).Where(node => !node.IsFalse).Distinct().ToList();
            if (nodes.Count > 0)
                children.Add(new ShapeChild(same.Key, nodes, IsRequiredIn(shape, branches, same.Key)));
        }
        return [.. children.OrderBy(child => child.Name switch { AnyName => 1, ItemName => 2, _ => 0 })];
    }

    private static bool IsRequiredIn(SchemaShape shape, IReadOnlyList<ShapeBranch> branches, string name) =>
        shape.Required.Contains(name)
        || branches.Where(branch => branch.Group is not null)
            .GroupBy(branch => branch.Group)
            .Any(group => group.All(branch => branch.Requires(name)));

    private static IEnumerable<ShapeChild> OwnChildren(SchemaShape shape)
    {
        foreach (string name in shape.PropertyNames)
            yield return new ShapeChild(name, shape.Property(name), IsRequired: false);
        var patterns = shape.All<PatternPropertiesKeyword>().SelectMany(keyword => keyword.Subschemas);
        yield return new ShapeChild(AnyName, [.. shape.AdditionalProperties(), .. patterns], IsRequired: false);
        var prefixed = shape.All<PrefixItemsKeyword>().SelectMany(keyword => keyword.Schemas);
        var repeated = shape.All<ItemsKeyword>().Select(keyword => keyword.Schema);
        yield return new ShapeChild(ItemName, [.. prefixed, .. repeated], IsRequired: false);
    }
}
