using Workflows.Schemas.Shapes;

namespace Workflows.Schemas.Walking;

/// <summary>Makes the public description of a field.</summary>
internal static class SchemaFields
{
    public static SchemaField Describe(
        ShapeChild child, SchemaShape shape, IReadOnlyList<string> steps, bool isParentPresent, bool isCut) => new()
    {
        Path = FieldPath.Format(steps),
        Steps = steps,
        Types = SchemaTypeNames.Format(TypesOf(shape)),
        IsRequired = child.IsRequired,
        IsAlwaysPresent = isParentPresent && child.IsRequired,
        Title = shape.Text("title"),
        Description = shape.Text("description"),
        Format = shape.Text("format"),
        Values = shape.Values ?? [],
        Default = shape.Annotation("default"),
        IsCut = isCut,
    };

    // Each anyOf or oneOf narrows the types to those of its alternatives.
    private static SchemaTypes TypesOf(SchemaShape shape) =>
        shape.Alternatives().Aggregate(
            shape.Types,
            (types, alternatives) => types & alternatives.Aggregate(
                SchemaTypes.None, (any, alternative) => any | SchemaShape.Of(alternative).Types));
}
