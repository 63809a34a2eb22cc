using Workflows.Abstractions.Json;
using Workflows.Expressions;

namespace Workflows.Engine.Mapping;

/// <summary>What expressions see: an object whose properties are the roots, and the clock and seed of the slice.</summary>
/// <param name="Roots">The roots: <c>payload</c>, <c>vars</c>, <c>meta</c>, <c>error</c>, loop variables; or <c>event</c> alone.</param>
/// <param name="Context">Clock, seed and budgets.</param>
public readonly record struct Scope(JsonValue Roots, EvaluationContext Context)
{
    /// <summary>Evaluates an expression; Missing when it yields nothing.</summary>
    /// <exception cref="ExpressionException">It fails.</exception>
    public JsonValue Evaluate(Expression expression) => expression.Evaluate(Roots, Context);
}
