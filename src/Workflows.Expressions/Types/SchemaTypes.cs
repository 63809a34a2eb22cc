using Workflows.Abstractions.Json;

namespace Workflows.Expressions.Types;

/// <summary>
/// Reads types from JSON Schema (2020-12 and draft-07). What a type cannot express is left out, so the type is never
/// narrower than the schema.
/// </summary>
public sealed class SchemaTypes
{
    private const int MaxReferences = 32;
    private const int MaxValues = 200;

    private readonly JsonValue _root;
    private readonly Func<string, JsonValue>? _resolve;

    private SchemaTypes(JsonValue root, Func<string, JsonValue>? resolve)
    {
        _root = root;
        _resolve = resolve;
    }

    /// <summary>Reads a schema.</summary>
    /// <param name="schema">The schema document.</param>
    /// <param name="resolve">Finds the schema that a <c>$ref</c> outside the document names; missing when it is not
    /// known.</param>
    public static ExpressionType Read(JsonValue schema, Func<string, JsonValue>? resolve = null) =>
        new SchemaTypes(schema, resolve).Type(schema, 0);

    private ExpressionType Type(JsonValue schema, int references)
    {
        if (schema.Kind != JsonKind.Object) return ExpressionType.Unknown;
        var type = Own(schema);
        if (schema["$ref"] is { Kind: JsonKind.String } reference)
            type = Both(type, references < MaxReferences
                ? Referenced(reference.GetString(), references) : ExpressionType.Unknown);
        foreach (var part in schema["allOf"].EnumerateArray()) type = Both(type, Type(part, references + 1));
        type = Both(type, AnyOf(schema["anyOf"], references));
        type = Both(type, AnyOf(schema["oneOf"], references));
        return type.IsUnknown ? ExpressionType.Unknown : type.AsPresent();
    }

    private ExpressionType Referenced(string reference, int references)
    {
        if (reference == "#") return Type(_root, references + 1);
        if (reference.StartsWith("#/", StringComparison.Ordinal))
            return JsonPointer.TryParse(Uri.UnescapeDataString(reference[1..]), out var pointer)
                ? Type(pointer.Resolve(_root), references + 1)
                : ExpressionType.Unknown;
        var found = _resolve?.Invoke(reference) ?? default;
        return found.IsMissing ? ExpressionType.Unknown : new SchemaTypes(found, _resolve).Type(found, references + 1);
    }

    private ExpressionType AnyOf(JsonValue choices, int references)
    {
        ExpressionType? type = null;
        foreach (var choice in choices.EnumerateArray())
        {
            var one = Type(choice, references + 1);
            type = type is null ? one : ExpressionType.Union(type, one);
        }

        return type ?? ExpressionType.Unknown;
    }

    private ExpressionType Own(JsonValue schema)
    {
        var kinds = Kinds(schema);
        var shape = (kinds & TypeKinds.Object) != 0 ? Shape(schema) : null;
        // Fields without a type are still worth knowing, but they do not make it an object.
        if (kinds == TypeKinds.Any)
            return shape is null ? ExpressionType.Unknown : new ExpressionType(TypeKinds.Object, shape: shape);
        var items = (kinds & TypeKinds.Array) != 0 ? Items(schema) : null;
        return new ExpressionType(kinds, items: items, shape: shape, values: Values(schema));
    }

    private static List<JsonValue>? Values(JsonValue schema)
    {
        if (schema["const"] is { IsMissing: false } constant) return [constant];
        if (schema["enum"].Count is 0 or > MaxValues) return null;
        var values = new List<JsonValue>();
        foreach (var value in schema["enum"].EnumerateArray()) values.Add(value);
        return values;
    }

    private static TypeKinds Kinds(JsonValue schema)
    {
        if (schema["const"] is { IsMissing: false } constant) return KindOf(constant);
        var type = schema["type"];
        if (type.Kind == JsonKind.String) return Named(type.GetString());
        var kinds = TypeKinds.None;
        foreach (var one in type.EnumerateArray()) kinds |= one.Kind == JsonKind.String ? Named(one.GetString())
            : TypeKinds.Any;
        if (kinds != TypeKinds.None) return kinds;
        foreach (var one in schema["enum"].EnumerateArray()) kinds |= KindOf(one);
        return kinds == TypeKinds.None ? TypeKinds.Any : kinds;
    }

    private static TypeKinds Named(string type) => type switch
    {
        "string" => TypeKinds.String,
        "number" or "integer" => TypeKinds.Number,
        "boolean" => TypeKinds.Boolean,
        "array" => TypeKinds.Array,
        "object" => TypeKinds.Object,
        "null" => TypeKinds.Null,
        _ => TypeKinds.Any,
    };

    private static TypeKinds KindOf(JsonValue value) => value.Kind switch
    {
        JsonKind.Null => TypeKinds.Null,
        JsonKind.Boolean => TypeKinds.Boolean,
        JsonKind.Number => TypeKinds.Number,
        JsonKind.String => TypeKinds.String,
        JsonKind.Array => TypeKinds.Array,
        _ => TypeKinds.Object,
    };

    private ExpressionType? Items(JsonValue schema)
    {
        var tuple = schema["prefixItems"].Kind == JsonKind.Array ? schema["prefixItems"] : schema["items"];
        if (tuple.Kind == JsonKind.Object) return Type(tuple, 1) is { IsUnknown: false } item ? item : null;
        ExpressionType? items = null;
        foreach (var one in tuple.EnumerateArray())
            items = items is null ? Type(one, 1) : ExpressionType.Union(items, Type(one, 1));
        // Items behind the fixed ones may be anything unless the schema rules them out.
        var rest = schema["prefixItems"].Kind == JsonKind.Array ? schema["items"] : schema["additionalItems"];
        return rest == JsonValue.False ? items : null;
    }

    private ObjectShape? Shape(JsonValue schema)
    {
        var properties = schema["properties"];
        if (properties.Kind != JsonKind.Object) return null;
        var required = new HashSet<string>(StringComparer.Ordinal);
        foreach (var name in schema["required"].EnumerateArray())
            if (name.Kind == JsonKind.String) required.Add(name.GetString());
        var fields = new Dictionary<string, Lazy<ExpressionType>>(StringComparer.Ordinal);
        foreach (var property in properties.EnumerateObject())
        {
            var (field, isRequired) = (property.Value, required.Contains(property.Name));
            fields[property.Name] = new Lazy<ExpressionType>(() => isRequired
                ? Type(field, 0) : Type(field, 0).AsOptional());
        }

        return new ObjectShape(fields, schema["additionalProperties"] == JsonValue.False
            || schema["unevaluatedProperties"] == JsonValue.False);
    }

    private static ExpressionType Both(ExpressionType left, ExpressionType right)
    {
        if (left.IsUnknown) return right;
        if (right.IsUnknown) return left;
        var shape = left.Shape is { } first && right.Shape is { } second
            ? ObjectShape.Both(first, second) : left.Shape ?? right.Shape;
        return new ExpressionType(left.Kinds & right.Kinds, items: left.Items ?? right.Items, shape: shape,
            values: left.Values ?? right.Values);
    }
}
