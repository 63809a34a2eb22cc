using Workflows.Abstractions.Json;
using Workflows.Expressions.Syntax.Nodes;

namespace Workflows.Expressions.Types;

/// <summary>The static type of an expression: what it may be, whether it may be missing, and what lies inside.
/// Immutable.</summary>
public sealed class ExpressionType
{
    /// <summary>Nothing is known.</summary>
    public static readonly ExpressionType Unknown = new(TypeKinds.Any, isOptional: true);

    /// <summary>No value, ever.</summary>
    public static readonly ExpressionType Missing = new(TypeKinds.None, isOptional: true);

    /// <summary>A string.</summary>
    public static readonly ExpressionType String = new(TypeKinds.String);

    /// <summary>A number.</summary>
    public static readonly ExpressionType Number = new(TypeKinds.Number);

    /// <summary>A boolean.</summary>
    public static readonly ExpressionType Boolean = new(TypeKinds.Boolean);

    /// <summary>null.</summary>
    public static readonly ExpressionType Null = new(TypeKinds.Null);

    internal ExpressionType(
        TypeKinds kinds, bool isOptional = false, ExpressionType? items = null, ObjectShape? shape = null,
        InferredFunction? function = null, IReadOnlyList<JsonValue>? values = null)
    {
        Kinds = kinds;
        IsOptional = isOptional;
        Items = items;
        Shape = shape;
        Function = function;
        Values = values;
    }

    /// <summary>What a value of this type may be.</summary>
    public TypeKinds Kinds { get; }

    /// <summary>Whether there may be no value.</summary>
    public bool IsOptional { get; }

    /// <summary>The type of the items when it is an array, or null when nothing is known about them.</summary>
    public ExpressionType? Items { get; }

    /// <summary>The fields when it is an object, or null when nothing is known about them.</summary>
    public ObjectShape? Shape { get; }

    /// <summary>The only values that it can have, from literals and enumerations, or null when it may have others.</summary>
    public IReadOnlyList<JsonValue>? Values { get; }

    /// <summary>Whether nothing is known.</summary>
    public bool IsUnknown => Kinds == TypeKinds.Any;

    internal InferredFunction? Function { get; }

    /// <summary>An array of items.</summary>
    public static ExpressionType ArrayOf(ExpressionType? items) =>
        new(TypeKinds.Array, items: items is { IsUnknown: true } ? null : items?.AsPresent());

    /// <summary>An object with fields.</summary>
    public static ExpressionType ObjectOf(ObjectShape? shape) => new(TypeKinds.Object, shape: shape);

    /// <summary>Either of two types.</summary>
    public static ExpressionType Union(ExpressionType left, ExpressionType right)
    {
        var isOptional = left.IsOptional || right.IsOptional;
        if (left.Kinds == TypeKinds.None) return right.With(isOptional);
        if (right.Kinds == TypeKinds.None) return left.With(isOptional);
        if (left.IsUnknown || right.IsUnknown) return Unknown;
        return new ExpressionType(left.Kinds | right.Kinds, isOptional,
            Merge(left, right, TypeKinds.Array, type => type.Items, Union),
            Merge(left, right, TypeKinds.Object, type => type.Shape, ObjectShape.Union),
            left.Function ?? right.Function,
            left.Values is { } first && right.Values is { } second ? [.. first.Union(second)] : null);
    }

    /// <summary>As readers write it: <c>string | null</c>, <c>{id: string}[]</c>, with a question mark when it may be
    /// missing.</summary>
    public override string ToString() => TypeText.Of(this);

    /// <summary>The type of one value. A list has the types of its items together.</summary>
    public static ExpressionType OfValue(JsonValue value)
    {
        switch (value.Kind)
        {
            case JsonKind.Missing: return Missing;
            case JsonKind.Object:
                var fields = new List<KeyValuePair<string, ExpressionType>>();
                foreach (var property in value.EnumerateObject())
                    fields.Add(new(property.Name, OfValue(property.Value)));
                return ObjectOf(ObjectShape.Of(fields));
            case JsonKind.Array:
                ExpressionType? items = null;
                foreach (var item in value.EnumerateArray())
                    items = items is null ? OfValue(item) : Union(items, OfValue(item));
                return ArrayOf(items);
            case JsonKind.String: return new ExpressionType(TypeKinds.String, values: [value]);
            case JsonKind.Number: return new ExpressionType(TypeKinds.Number, values: [value]);
            case JsonKind.Boolean: return new ExpressionType(TypeKinds.Boolean, values: [value]);
            default: return new ExpressionType(TypeKinds.Null, values: [value]);
        }
    }

    /// <summary>The same, but there may be no value.</summary>
    public ExpressionType AsOptional() => With(true);

    /// <summary>The same, and there is a value.</summary>
    public ExpressionType AsPresent() => With(false);

    /// <summary>Without the values: a variable may be bound to others later, a parameter by other calls.</summary>
    public ExpressionType Widened() =>
        Values is null ? this : new ExpressionType(Kinds, IsOptional, Items, Shape, Function);

    /// <summary>Whether a value may be of one of the kinds.</summary>
    public bool Has(TypeKinds kinds) => (Kinds & kinds) != 0;

    /// <summary>What stands against giving a value of this type to a target.</summary>
    /// <param name="target">The type of the target.</param>
    public IReadOnlyList<TypeFinding> CheckAgainst(ExpressionType target)
    {
        ArgumentNullException.ThrowIfNull(target);
        return Assignability.Check(this, target, default);
    }

    /// <summary>The part of the type that is of certain kinds.</summary>
    internal ExpressionType Only(TypeKinds kinds) => 
        new(Kinds & kinds, IsOptional, Items, Shape, Function, Values);

    private ExpressionType With(bool isOptional) =>
        isOptional == IsOptional ? this : new ExpressionType(Kinds, isOptional, Items, Shape, Function, Values);

    private static T? Merge<T>(ExpressionType left, ExpressionType right, TypeKinds kind, Func<ExpressionType,
        T?> part, Func<T, T, T> merge)
        where T : class
    {
        if (!left.Has(kind)) return part(right);
        if (!right.Has(kind)) return part(left);
        return part(left) is { } first && part(right) is { } second
            ? ReferenceEquals(first, second) ? first : merge(first, second) : null;
    }
}

/// <summary>A function whose definition is known: its tree and the variables around it.</summary>
internal sealed record InferredFunction(LambdaSyntax Lambda, TypeFrame Frame, Inferred Context);
