using Workflows.Schemas.Compilation;
using Workflows.Schemas.Shapes;

namespace Workflows.Schemas.Walking;

/// <summary>Lists the fields of a schema's instances, through references, <c>allOf</c>, alternatives, arrays and maps.</summary>
public static class SchemaWalker
{
    /// <summary>The fields, each before those inside it, in the order of the schema.</summary>
    public static IReadOnlyList<SchemaField> Walk(JsonSchema schema, SchemaWalkOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(schema);
        var collector = new FieldCollector(options ?? SchemaWalkOptions.Default);
        collector.AddChildren(SchemaShape.Of(schema.Root), [], isAlwaysPresent: true);
        return collector.Fields;
    }

    /// <summary>
    /// The paths that must have a value for an instance to be valid: those of all required fields of which everything around
    /// is required too.
    /// </summary>
    public static IReadOnlyList<string> RequiredPaths(JsonSchema schema, SchemaWalkOptions? options = null) =>
        [.. Walk(schema, options).Where(field => field.IsAlwaysPresent).Select(field => field.Path)];

    /// <summary>The field at the end of those steps (names, <c>[]</c>, <c>*</c>); null when the schema has none there.</summary>
    public static SchemaField? Find(JsonSchema schema, params IReadOnlyList<string> steps)
    {
        ArgumentNullException.ThrowIfNull(schema);
        ArgumentNullException.ThrowIfNull(steps);
        var nodes = (IReadOnlyList<SchemaNode>)[schema.Root];
        SchemaField? field = null;
        for (int i = 0; i < steps.Count; i++)
        {
            bool isPresent = field?.IsAlwaysPresent ?? true;
            var children = ShapeChild.Of(SchemaShape.Of(nodes));
            var child = children.FirstOrDefault(child => child.Name == steps[i])
                ?? children.FirstOrDefault(child => child.Name == ShapeChild.AnyName && steps[i] != ShapeChild.ItemName);
            if (child is null)
                return null;
            nodes = child.Nodes;
            field = SchemaFields.Describe(child, SchemaShape.Of(nodes), [.. steps.Take(i + 1)], isPresent, isCut: false);
        }
        return field;
    }
}
