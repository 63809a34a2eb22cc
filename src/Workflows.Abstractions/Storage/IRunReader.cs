using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Runs;

namespace Workflows.Abstractions.Storage;

/// <summary>Reads runs and waits. Every method throws <see cref="StoreException"/> when the store fails.</summary>
public interface IRunReader
{
    /// <summary>A run with everything; null when the tenant has none such.</summary>
    Task<RunRecord?> GetAsync(TenantId tenant, RunId run, CancellationToken cancellationToken);

    /// <summary>The parts of a run's state, in the order of their numbers; none for most runs.</summary>
    Task<IReadOnlyList<StatePart>> GetPartsAsync(TenantId tenant, RunId run, CancellationToken cancellationToken);

    /// <summary>The waits of a run, oldest first.</summary>
    Task<IReadOnlyList<WaitRecord>> GetWaitsAsync(TenantId tenant, RunId run, CancellationToken cancellationToken);

    /// <summary>The histories of a run's later slices, in order.</summary>
    Task<IReadOnlyList<SliceRecord>> GetSlicesAsync(TenantId tenant, RunId run, CancellationToken cancellationToken);

    /// <summary>
    /// Runs in the order of the query, with <see cref="RunRecord.History"/> left empty, and <see cref="RunRecord.State"/> too unless the query
    /// asks for it.
    /// </summary>
    Task<IReadOnlyList<RunRecord>> ListAsync(RunQuery query, CancellationToken cancellationToken);

    /// <summary>
    /// Runs of all tenants that have not ended and are RUNNING, and were last changed at a moment or later, by id, after one; for recovery. State and
    /// history left empty.
    /// </summary>
    Task<IReadOnlyList<RunRecord>> ListRunningAsync(RunId after, DateTimeOffset changedSince, int limit, CancellationToken cancellationToken);

    /// <summary>
    /// Runs that are RUNNING and were last changed before a moment, of one tenant or of all, oldest first, with their states; history left
    /// empty.
    /// </summary>
    Task<IReadOnlyList<RunRecord>> ListStuckAsync(
        TenantId? tenant, DateTimeOffset before, int limit, CancellationToken cancellationToken);

    /// <summary>
    /// Runs whose id, correlation id, error code, tag, or open wait's correlation key begins with a text; newest first. Looks at no more
    /// than <paramref name="limit"/> of each kind; more than that is cut, and the count tells.
    /// </summary>
    Task<IReadOnlyList<RunId>> SearchAsync(TenantId tenant, string prefix, int limit, CancellationToken cancellationToken);

    /// <summary>How many runs of a tenant are in a state other than SUCCEEDED, of one workflow or of all; counts no further than a bound.</summary>
    Task<int> CountAsync(TenantId tenant, WorkflowId? workflow, RunStatus status, int bound, CancellationToken cancellationToken);

    /// <summary>The number of runs of a workflow that have not ended.</summary>
    Task<int> CountActiveAsync(TenantId tenant, WorkflowId workflow, CancellationToken cancellationToken);

    /// <summary>Pending waits for an event type with one of the keys, oldest first. The keys are distinct.</summary>
    Task<IReadOnlyList<WaitRecord>> FindWaitsAsync(
        TenantId tenant, EventTypeId type, IReadOnlyList<string> keys, CancellationToken cancellationToken);

    /// <summary>Waits of all tenants that an event resolved and whose run has not taken it, after one; for recovery.</summary>
    Task<IReadOnlyList<WaitRecord>> ListResolvedWaitsAsync(WaitId after, int limit, CancellationToken cancellationToken);

    /// <summary>
    /// Pending waits of a timer shard that are due in a stretch of time, both ends included, earliest first. A wait's shard is
    /// <see cref="TimerShard.Of(RunId)"/>.
    /// </summary>
    Task<IReadOnlyList<WaitRecord>> ListDueAsync(
        short shard, DateTimeOffset from, DateTimeOffset until, int limit, CancellationToken cancellationToken);

    /// <summary>The earliest due time of a shard's pending waits; null when there is none.</summary>
    Task<DateTimeOffset?> GetNextDueAsync(short shard, CancellationToken cancellationToken);
}

/// <summary>Selects runs and their order; newest first when it does not say otherwise.</summary>
public sealed record RunQuery
{
    /// <summary>The owner.</summary>
    public required TenantId Tenant { get; init; }

    /// <summary>Only these states; empty for all.</summary>
    public IReadOnlyList<RunStatus> Statuses { get; init; } = [];

    /// <summary>Only this workflow.</summary>
    public WorkflowId? Workflow { get; init; }

    /// <summary>Only this version.</summary>
    public int? Version { get; init; }

    /// <summary>Only this correlation id.</summary>
    public string? CorrelationId { get; init; }

    /// <summary>Started at or after.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Started before.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>Only runs before this one: the last id of the page before.</summary>
    public RunId? Before { get; init; }

    /// <summary>Only runs of this origin.</summary>
    public RunOrigin? Origin { get; init; }

    /// <summary>Only runs that ended with this error.</summary>
    public string? ErrorCode { get; init; }

    /// <summary>Only runs with this tag.</summary>
    public string? Tag { get; init; }

    /// <summary>Only these runs; null for all.</summary>
    public IReadOnlyList<RunId>? Ids { get; init; }

    /// <summary>By what they are ordered.</summary>
    public RunOrder Order { get; init; } = RunOrder.Started;

    /// <summary>Whether the oldest come first.</summary>
    public bool Ascending { get; init; }

    /// <summary>Only runs after this place in the order: the last run of the page before.</summary>
    public RunPosition? After { get; init; }

    /// <summary>Whether the states are wanted.</summary>
    public bool WithState { get; init; }

    /// <summary>At most so many; 1 to 1,000.</summary>
    public int Limit { get; init; } = 100;
}

/// <summary>By what runs are ordered.</summary>
public enum RunOrder
{
    /// <summary>By their start; each has a place of its own that never changes.</summary>
    Started,

    /// <summary>
    /// By their last change. A run that succeeded in its first slice never changed, and stands at its start. A run that changes moves while
    /// one pages through the list.
    /// </summary>
    Updated,
}

/// <summary>A place in a list of runs.</summary>
/// <param name="At">When the run at it was last changed, in Unix milliseconds; its start for one that never was. Ignored in the order of starts.</param>
/// <param name="Run">The run.</param>
public readonly record struct RunPosition(long At, RunId Run)
{
    /// <summary>The place of a run.</summary>
    public static RunPosition Of(RunRecord run) => new(
        run.Status == RunStatus.Succeeded && run.Revision == 1 ? run.StartedAt.ToUnixTimeMilliseconds() : run.UpdatedAt.ToUnixTimeMilliseconds(),
        run.Id);
}
