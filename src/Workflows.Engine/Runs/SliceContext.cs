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

    /// <summary>The workflows that the run may call; null for none.</summary>
    public ICallableWorkflows? Workflows { get; init; }

    /// <summary>How far below the root of its tree the run is; 0 for a run that no other run called.</summary>
    public int Depth { get; init; }

    /// <summary>
    /// Gives the ids of child runs and human tasks: UUIDv7 where they are stored. When it is null they are derived from the seed, which will
    /// do for runs that are not stored.
    /// </summary>
    public Func<Guid>? NextId { get; init; }

    /// <summary>The time of the slice.</summary>
    public DateTimeOffset Now => Evaluation.Now;
}
