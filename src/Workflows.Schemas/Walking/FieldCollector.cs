using Workflows.Schemas.Compilation;
using Workflows.Schemas.Shapes;

namespace Workflows.Schemas.Walking;

/// <summary>One walk through a schema.</summary>
internal sealed class FieldCollector(SchemaWalkOptions options)
{
    // Subschemas around the current place; meeting one again means that the schema is recursive there.
    private readonly HashSet<SchemaNode> _around = [];

    public List<SchemaField> Fields { get; } = [];

    public void AddChildren(SchemaShape shape, string[] steps, bool isAlwaysPresent)
    {
        var entered = shape.Nodes.Where(_around.Add).ToList();
        foreach (var child in ShapeChild.Of(shape))
        {
            if (Fields.Count >= options.MaxFields)
                break;
            Add(child, [.. steps, child.Name], isAlwaysPresent);
        }
        _around.ExceptWith(entered);
    }

    private void Add(ShapeChild child, string[] steps, bool isParentPresent)
    {
        var shape = SchemaShape.Of(child.Nodes);
        bool ends = steps.Length >= options.MaxDepth || shape.Nodes.Any(_around.Contains);
        var field = SchemaFields.Describe(child, shape, steps, isParentPresent, ends && ShapeChild.Of(shape).Count > 0);
        Fields.Add(field);
        if (!ends)
            AddChildren(shape, steps, field.IsAlwaysPresent);
    }
}
