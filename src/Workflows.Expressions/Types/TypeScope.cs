namespace Workflows.Expressions.Types;

/// <summary>What an expression may refer to.</summary>
public sealed record TypeScope
{
    /// <summary>The roots (payload, vars, …) by name.</summary>
    public required IReadOnlyDictionary<string, ExpressionType> Roots { get; init; }

    /// <summary>Variables that the evaluation context binds, by name without the dollar.</summary>
    public IReadOnlyDictionary<string, ExpressionType> Variables { get; init; } =
        new Dictionary<string, ExpressionType>();

    /// <summary>The input as an object of the roots.</summary>
    internal ExpressionType Input => ExpressionType.ObjectOf(ObjectShape.Of(Roots));
}
