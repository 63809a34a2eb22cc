using Workflows.Abstractions.Json;
using Workflows.Expressions;

namespace Workflows.Engine.Mapping;

/// <summary>What expressions see: an object whose properties are the roots, and the clock and seeds of the slice.</summary>
/// <param name="Roots">The roots: <c>payload</c>, <c>vars</c>, <c>meta</c>, <c>error</c>, loop variables; or <c>event</c> alone.</param>
/// <param name="Context">Clock and budgets; and the seed, where there are no <paramref name="Seeds"/>.</param>
/// <param name="Seeds">Gives every evaluation randomness of its own; null to begin each at the context's seed.</param>
public readonly record struct Scope(JsonValue Roots, EvaluationContext Context, SeedSequence? Seeds = null)
{
    /// <summary>Evaluates an expression; Missing when it yields nothing.</summary>
    /// <exception cref="ExpressionException">It fails.</exception>
    public JsonValue Evaluate(Expression expression) => expression.Evaluate(Roots, Context, Seeds?.Next() ?? Context.Seed);
}
