using Workflows.Abstractions.Json;
using Workflows.Schemas.Numbers;

namespace Workflows.Schemas.Shapes;

/// <summary>Between sets of types and the names that JSON Schema has for them.</summary>
internal static class SchemaTypeNames
{
    private static readonly (SchemaTypes Types, string Name)[] Names =
    [
        (SchemaTypes.Object, "object"),
        (SchemaTypes.Array, "array"),
        (SchemaTypes.String, "string"),
        (SchemaTypes.Number, "number"),
        (SchemaTypes.Integer, "integer"),
        (SchemaTypes.Boolean, "boolean"),
        (SchemaTypes.Null, "null"),
    ];

    public static SchemaTypes Parse(IEnumerable<string> names) =>
        names.Aggregate(SchemaTypes.None, (types, name) => types | Array.Find(Names, known => known.Name == name).Types);

    /// <summary>The names of a set; none when it holds every type, because then nothing is said.</summary>
    public static IReadOnlyList<string> Format(SchemaTypes types)
    {
        if (types == SchemaTypes.All)
            return [];
        var names = new List<string>();
        foreach (var (known, name) in Names)
        {
            bool isPartOfNumber = known == SchemaTypes.Integer && types.HasFlag(SchemaTypes.Number);
            if (types.HasFlag(known) && !isPartOfNumber)
                names.Add(name);
        }
        return names;
    }

    public static SchemaTypes Of(JsonValue value) => value.Kind switch
    {
        JsonKind.Null => SchemaTypes.Null,
        JsonKind.Boolean => SchemaTypes.Boolean,
        JsonKind.Number => NumberRules.IsInteger(value) ? SchemaTypes.Integer : SchemaTypes.Fraction,
        JsonKind.String => SchemaTypes.String,
        JsonKind.Array => SchemaTypes.Array,
        JsonKind.Object => SchemaTypes.Object,
        _ => SchemaTypes.None,
    };
}
