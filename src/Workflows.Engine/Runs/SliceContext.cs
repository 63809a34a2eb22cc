using Workflows.Abstractions.Json;
using Workflows.Expressions;

namespace Workflows.Engine.Runs;

/// <summary>The facts that a slice may use beside its input.</summary>
public sealed class SliceContext
{
    /// <summary>The run's facts for expressions: the root <c>run</c> with <c>id</c>, <c>workflow</c>, <c>version</c>, <c>correlationId</c>.</summary>
    public required JsonValue Run { get; init; }

    /// <summary>The run's id, as part of idempotency keys.</summary>
    public required string RunId { get; init; }

    /// <summary>Clock, seed and budgets of expressions; its <see cref="EvaluationContext.Now"/> is the slice's time.</summary>
    public required EvaluationContext Evaluation { get; init; }

    /// <summary>After so many steps a slice is cut, committed and continued, so that one run cannot hold a worker for long.</summary>
    public int StepBudget { get; init; } = 2_000;

    /// <summary>The time of the slice.</summary>
    public DateTimeOffset Now => Evaluation.Now;
}
