using Workflows.Abstractions.Deliveries;
using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Runs;

namespace Workflows.Abstractions.Storage;

/// <summary>
/// Reads held deliveries and what fences their release. Every method throws <see cref="StoreException"/> when the store fails.
/// </summary>
public interface IDeliveryReader
{
    /// <summary>
    /// Held deliveries of a workflow that may be tried now, in order of their ids. One that waits for its retry holds back the later ones with
    /// its correlation id.
    /// </summary>
    Task<IReadOnlyList<HeldDelivery>> ListReadyAsync(
        TenantId tenant, WorkflowId workflow, DateTimeOffset now, int limit, CancellationToken cancellationToken);

    /// <summary>The earliest due time after a moment among a workflow's held deliveries; null when there is none.</summary>
    Task<DateTimeOffset?> GetNextDueAsync(TenantId tenant, WorkflowId workflow, DateTimeOffset after, CancellationToken cancellationToken);

    /// <summary>Which of the workflows have held deliveries.</summary>
    Task<IReadOnlyList<WorkflowId>> FindHoldingAsync(
        TenantId tenant, IReadOnlyList<WorkflowId> workflows, CancellationToken cancellationToken);

    /// <summary>The next workflow, over all tenants and by number, that has held deliveries; null after the last; for recovery.</summary>
    Task<(TenantId Tenant, WorkflowId Workflow)?> NextHoldingAsync(WorkflowId after, CancellationToken cancellationToken);

    /// <summary>Deliveries that are held or dead, newest first.</summary>
    Task<IReadOnlyList<HeldDelivery>> ListAsync(HeldQuery query, CancellationToken cancellationToken);

    /// <summary>The rows of one event, of every workflow that it was ever held for.</summary>
    Task<IReadOnlyList<HeldDelivery>> FindAsync(TenantId tenant, Guid id, CancellationToken cancellationToken);

    /// <summary>The fence of a workflow; null while it has none.</summary>
    Task<GateRecord?> GetGateAsync(TenantId tenant, WorkflowId workflow, CancellationToken cancellationToken);

    /// <summary>The stored keys among those asked for.</summary>
    Task<IReadOnlyList<StartKey>> FindStartKeysAsync(
        TenantId tenant, WorkflowId workflow, IReadOnlyList<Guid> hashes, CancellationToken cancellationToken);

    /// <summary>The runs of a workflow that have not ended, by what started them.</summary>
    Task<IReadOnlyDictionary<RunOrigin, int>> CountActiveAsync(TenantId tenant, WorkflowId workflow, CancellationToken cancellationToken);
}

/// <summary>Selects deliveries; newest first.</summary>
public sealed record HeldQuery
{
    /// <summary>The owner.</summary>
    public required TenantId Tenant { get; init; }

    /// <summary><see cref="HeldStatus.Held"/> or <see cref="HeldStatus.Dead"/>.</summary>
    public required HeldStatus Status { get; init; }

    /// <summary>Only this workflow.</summary>
    public WorkflowId? Workflow { get; init; }

    /// <summary>Only this reason.</summary>
    public string? Reason { get; init; }

    /// <summary>Only rows before this one: the last row of the page before.</summary>
    public (Guid Id, WorkflowId Workflow)? Before { get; init; }

    /// <summary>At most so many; 1 to 1,000.</summary>
    public int Limit { get; init; } = 100;
}
