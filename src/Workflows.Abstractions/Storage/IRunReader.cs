using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Runs;

namespace Workflows.Abstractions.Storage;

/// <summary>Reads runs and waits. Every method throws <see cref="StoreException"/> when the store fails.</summary>
public interface IRunReader
{
    /// <summary>A run with everything; null when the tenant has none such.</summary>
    Task<RunRecord?> GetAsync(TenantId tenant, RunId run, CancellationToken cancellationToken);

    /// <summary>The waits of a run, oldest first.</summary>
    Task<IReadOnlyList<WaitRecord>> GetWaitsAsync(TenantId tenant, RunId run, CancellationToken cancellationToken);

    /// <summary>The histories of a run's later slices, in order.</summary>
    Task<IReadOnlyList<SliceRecord>> GetSlicesAsync(TenantId tenant, RunId run, CancellationToken cancellationToken);

    /// <summary>Runs, newest first, with <see cref="RunRecord.State"/> and <see cref="RunRecord.History"/> left empty.</summary>
    Task<IReadOnlyList<RunRecord>> ListAsync(RunQuery query, CancellationToken cancellationToken);

    /// <summary>Runs of all tenants that have not ended and are RUNNING, by id, after one; for recovery. State and history left empty.</summary>
    Task<IReadOnlyList<RunRecord>> ListRunningAsync(RunId after, int limit, CancellationToken cancellationToken);

    /// <summary>The number of runs of a workflow that have not ended.</summary>
    Task<int> CountActiveAsync(TenantId tenant, WorkflowId workflow, CancellationToken cancellationToken);

    /// <summary>Pending waits for an event type with one of the keys, oldest first within a key.</summary>
    Task<IReadOnlyList<WaitRecord>> FindWaitsAsync(
        TenantId tenant, EventTypeId type, IReadOnlyList<string> keys, CancellationToken cancellationToken);

    /// <summary>The number of pending event waits for a type, all keys; lets a trigger leave the search out.</summary>
    Task<int> CountWaitsAsync(TenantId tenant, EventTypeId type, CancellationToken cancellationToken);

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

/// <summary>Selects runs; newest first.</summary>
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

    /// <summary>At most so many; 1 to 1,000.</summary>
    public int Limit { get; init; } = 100;
}
