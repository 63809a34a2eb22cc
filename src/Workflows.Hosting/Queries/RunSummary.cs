using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Json;
using Workflows.Abstractions.Runs;

namespace Workflows.Hosting.Queries;

/// <summary>How many runs are where.</summary>
/// <param name="Started">Started in the stretch of time.</param>
/// <param name="Running">RUNNING now; counted up to 100,000.</param>
/// <param name="Waiting">WAITING now; counted up to 100,000.</param>
/// <param name="Succeeded">Succeeded in the stretch of time.</param>
/// <param name="Failed">Failed in the stretch of time, and were not brought back to life.</param>
/// <param name="Canceled">Cancelled in the stretch of time.</param>
/// <param name="From">The begin of the stretch, a whole hour.</param>
/// <param name="To">Its end, a whole hour.</param>
public sealed record RunSummary(
    long Started, long Running, long Waiting, long Succeeded, long Failed, long Canceled, DateTimeOffset From, DateTimeOffset To);

/// <summary>A failed run that was tried again in vain.</summary>
/// <param name="Workflow">The workflow's key.</param>
/// <param name="Run">The run; history left empty.</param>
/// <param name="MaxAttempt">The highest attempt of any step.</param>
/// <param name="FailedSteps">The identities of the steps that failed.</param>
/// <param name="Error">The error that ended it, redacted.</param>
public sealed record DeadLetter(string Workflow, RunRecord Run, int MaxAttempt, IReadOnlyList<string> FailedSteps, JsonValue Error);

/// <summary>A page of dead letters.</summary>
/// <param name="Items">The runs.</param>
/// <param name="Next">The place from which the next page goes on; null on the last one.</param>
public sealed record DeadLetterPage(IReadOnlyList<DeadLetter> Items, RunId? Next);
