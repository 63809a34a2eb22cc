using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Json;
using Workflows.Abstractions.Runs;
using Workflows.Hosting.Tenancy;

namespace Workflows.Hosting.Runs;

/// <summary>
/// Operator commands. Each is committed together with its audit row, and refused as a conflict in a state that does not take it; nothing
/// changes then.
/// </summary>
public interface IRunCommands
{
    /// <summary>Cancels, resumes, retries or requeues a run; answers with the run as committed.</summary>
    /// <param name="tenant">The owner.</param>
    /// <param name="run">The run.</param>
    /// <param name="command">What to do.</param>
    /// <param name="cancellationToken">Ends the waiting, not the command.</param>
    Task<Result<RunRecord>> ExecuteAsync(TenantId tenant, RunId run, RunCommand command, CancellationToken cancellationToken);

    /// <summary>Starts a new run from an old one.</summary>
    Task<Result<RunRecord>> ReplayAsync(Caller caller, RunId run, ReplayRequest request, CancellationToken cancellationToken);
}

/// <summary>How to replay a run.</summary>
public sealed record ReplayRequest
{
    /// <summary>Why; 3 to 500 characters.</summary>
    public required string Reason { get; init; }

    /// <summary>The id of the step to begin at; null for the beginning, with empty variables.</summary>
    public string? Step { get; init; }

    /// <summary>The version: null for the run's own, 0 for the latest.</summary>
    public int? Version { get; init; }

    /// <summary>The payload; Missing for the run's own, in full and not redacted.</summary>
    public JsonValue Payload { get; init; }

    /// <summary>The variables; Missing for the run's own as they stand, or none when it begins at the beginning.</summary>
    public JsonValue Vars { get; init; }

    /// <summary>The job that the command is part of.</summary>
    public Guid? Job { get; init; }
}
