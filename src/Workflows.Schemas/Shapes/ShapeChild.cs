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

    /// <summary>The children of a shape: named properties first, then map values, then items.</summary>
    public static IReadOnlyList<ShapeChild> Of(SchemaShape shape) => Of(shape, [.. Branches(shape)]);

    /// <summary>The children without those that only alternatives and conditions have.</summary>
    public static IReadOnlyList<ShapeChild> OfAlways(SchemaShape shape) => Of(shape, []);

    private static List<ShapeChild> Of(SchemaShape shape, List<(int Group, SchemaShape Shape)> branches)
    {
        var names = shape.PropertyNames.Concat(branches.SelectMany(branch => branch.Shape.PropertyNames)).Distinct();
        var children = new List<ShapeChild>();
        foreach (string name in names)
        {
            var nodes = shape.Property(name).Concat(branches.SelectMany(branch => branch.Shape.Property(name)));
            children.Add(new ShapeChild(name, [.. nodes], IsRequiredIn(shape, branches, name)));
        }
        var all = branches.Select(branch => branch.Shape).Prepend(shape).ToList();
        AddIfAny(children, AnyName, all.SelectMany(one => one.AdditionalProperties().Concat(PatternValues(one))));
        AddIfAny(children, ItemName, all.SelectMany(ItemsOf));
        return children;
    }

    private static bool IsRequiredIn(SchemaShape shape, List<(int Group, SchemaShape Shape)> branches, string name) =>
        shape.Required.Contains(name)
        || branches.Where(branch => branch.Group >= 0)
            .GroupBy(branch => branch.Group)
            .Any(group => group.All(branch => branch.Shape.Required.Contains(name)));

    // Conditional branches belong to no group: that none of them applies is always possible.
    private static IEnumerable<(int Group, SchemaShape Shape)> Branches(SchemaShape shape)
    {
        int group = 0;
        foreach (var alternatives in shape.Alternatives())
        {
            foreach (var alternative in alternatives)
                yield return (group, SchemaShape.Of(alternative));
            group++;
        }
        var conditional = shape.All<IfKeyword>().SelectMany(keyword => new[] { keyword.Then, keyword.Else });
        var dependent = shape.All<DependentSchemasKeyword>().SelectMany(keyword => keyword.Subschemas);
        foreach (var node in conditional.Concat(dependent).OfType<SchemaNode>())
            yield return (-1, SchemaShape.Of(node));
    }

    private static IEnumerable<SchemaNode> PatternValues(SchemaShape shape) =>
        shape.All<PatternPropertiesKeyword>().SelectMany(keyword => keyword.Subschemas);

    private static IEnumerable<SchemaNode> ItemsOf(SchemaShape shape) =>
        shape.All<PrefixItemsKeyword>().SelectMany(keyword => keyword.Schemas)
            .Concat(shape.All<ItemsKeyword>().Select(keyword => keyword.Schema));

    private static void AddIfAny(List<ShapeChild> children, string name, IEnumerable<SchemaNode> nodes)
    {
        var found = nodes.Where(node => !node.IsFalse).Distinct().ToList();
        if (found.Count > 0)
            children.Add(new ShapeChild(name, found, IsRequired: false));
    }
}
