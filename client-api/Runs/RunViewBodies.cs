using Workflows.Abstractions.Json;
using Workflows.ClientApi.Audit;
using Workflows.Hosting.Queries;

namespace Workflows.ClientApi.Runs;

/// <summary>How many runs are where.</summary>
/// <param name="Total">The sum of <c>ByStatus</c>.</param>
/// <param name="Started">Started in the stretch of time.</param>
/// <param name="ByStatus">RUNNING and WAITING now (counted up to 100,000); SUCCEEDED, FAILED and CANCELED in the stretch of time.</param>
/// <param name="From">The begin of the stretch, a whole hour.</param>
/// <param name="To">Its end, a whole hour.</param>
internal sealed record RunSummaryBody(
    long Total, long Started, IReadOnlyDictionary<string, long> ByStatus, DateTimeOffset From, DateTimeOffset To)
{
    /// <summary>The body of a summary.</summary>
    public static RunSummaryBody Of(RunSummary summary)
    {
        var counts = new Dictionary<string, long>
        {
            ["RUNNING"] = summary.Running,
            ["WAITING"] = summary.Waiting,
            ["SUCCEEDED"] = summary.Succeeded,
            ["FAILED"] = summary.Failed,
            ["CANCELED"] = summary.Canceled,
        };
        return new RunSummaryBody(counts.Values.Sum(), summary.Started, counts, summary.From, summary.To);
    }
}

/// <summary>A failed run that was tried again in vain.</summary>
/// <param name="Run">The run.</param>
/// <param name="MaxAttempt">The highest attempt of any step.</param>
/// <param name="FailedSteps">The steps that failed.</param>
/// <param name="Error">The error that ended it.</param>
internal sealed record DeadLetterBody(RunBody Run, int MaxAttempt, IReadOnlyList<string> FailedSteps, JsonValue? Error)
{
    /// <summary>The body of a dead letter.</summary>
    public static DeadLetterBody Of(DeadLetter letter) => new(
        RunBody.Of(letter.Workflow, letter.Run), letter.MaxAttempt, letter.FailedSteps, letter.Error.IsMissing ? null : letter.Error);
}

/// <summary>A run without progress.</summary>
/// <param name="Run">The run.</param>
/// <param name="IdleMs">For how long it made none.</param>
/// <param name="Reasons">Why.</param>
internal sealed record StuckRunBody(RunBody Run, long IdleMs, IReadOnlyList<RunReason> Reasons);

/// <summary>A list that is complete.</summary>
/// <typeparam name="T">The items.</typeparam>
/// <param name="Items">The items.</param>
internal sealed record ListBody<T>(IReadOnlyList<T> Items);

/// <summary>Everything about a run, redacted.</summary>
/// <param name="Redacted">Says that values were masked.</param>
/// <param name="Run">The run with its envelope, history and waits.</param>
/// <param name="Steps">One row for each step.</param>
/// <param name="Timeline">Attempts, waits, retries and commands.</param>
/// <param name="Logs">The log.</param>
/// <param name="Audit">The audit trail, for administrators.</param>
internal sealed record RunBundleBody(
    bool Redacted, RunDetailBody Run, IReadOnlyList<StepView> Steps, IReadOnlyList<TimelineSpan> Timeline, IReadOnlyList<LogLine> Logs,
    IReadOnlyList<AuditBody>? Audit);
