using Workflows.Abstractions.Json;
using Workflows.Expressions.Evaluation;

namespace Workflows.Expressions;

/// <summary>
/// What an evaluation may know besides its input. Equal contexts and inputs give equal results; only the time budget
/// reads a clock. May be used again, also by several threads at once.
/// </summary>
public sealed class EvaluationContext
{
    private Run? _idle;

    /// <summary>What <c>$now</c>, <c>$millis</c> and <c>nowIso</c> say.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>Where <c>$random</c> and <c>$shuffle</c> begin; each evaluation that is given no seed of its own begins there again.</summary>
    public ulong Seed { get; init; }

    /// <summary>The budgets.</summary>
    public EvaluationLimits Limits { get; init; } = EvaluationLimits.Default;

    /// <summary>The clock of the time budget, and of nothing else.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Variables by name, without the dollar; they win over functions of the same name.</summary>
    public IReadOnlyDictionary<string, JsonValue>? Bindings { get; init; }

    internal Run Begin(in JsonValue root, ulong seed)
    {
        var run = Interlocked.Exchange(ref _idle, null) ?? new Run(this);
        run.Start(root, seed);
        return run;
    }

    internal void End(Run run)
    {
        run.Stop();
        _idle = run;
    }
}
