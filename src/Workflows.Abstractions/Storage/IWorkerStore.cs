using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Tenancy;
using Workflows.Abstractions.Workers;

namespace Workflows.Abstractions.Storage;

/// <summary>Keeps remote actions and the tasks of workers. Every method throws <see cref="StoreException"/> when the store fails.</summary>
public interface IWorkerStore
{
    /// <summary>Registers an action with its audit row; false when the tenant has the id and version already.</summary>
    Task<bool> AddActionAsync(RemoteActionRecord action, AuditRecord audit, CancellationToken cancellationToken);

    /// <summary>The actions of a tenant, by id and version.</summary>
    Task<IReadOnlyList<RemoteActionRecord>> ListActionsAsync(TenantId tenant, CancellationToken cancellationToken);

    /// <summary>Inserts a task; one that is there stays as it is, and is returned.</summary>
    Task<WorkerTaskRecord> GetOrAddTaskAsync(WorkerTaskRecord task, CancellationToken cancellationToken);

    /// <summary>A task; null when the tenant has none such.</summary>
    Task<WorkerTaskRecord?> GetTaskAsync(TenantId tenant, RunId run, int number, CancellationToken cancellationToken);

    /// <summary>Open tasks of some topics that nobody has leased at a moment, oldest first.</summary>
    Task<IReadOnlyList<WorkerTaskRecord>> ListOpenAsync(
        TenantId tenant, IReadOnlyList<string> topics, DateTimeOffset now, int limit, CancellationToken cancellationToken);

    /// <summary>When the first lease on an open task of some topics ends; null when there is no such task.</summary>
    Task<DateTimeOffset?> GetNextFreeAsync(TenantId tenant, IReadOnlyList<string> topics, CancellationToken cancellationToken);

    /// <summary>The topics of a tenant that have open tasks, by name, with who works on them at a moment.</summary>
    Task<IReadOnlyList<WorkerQueue>> ListQueuesAsync(TenantId tenant, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Replaces the lease of an open task. The stored number of leases must be one less than the record's; false when it is not.</summary>
    Task<bool> LeaseAsync(WorkerTaskRecord task, CancellationToken cancellationToken);

    /// <summary>Moves the end of a lease; false when the token is not the present one or the task was answered.</summary>
    Task<bool> ExtendAsync(TenantId tenant, RunId run, int number, Guid token, DateTimeOffset until, CancellationToken cancellationToken);

    /// <summary>
    /// Stores the answer of a task, and who may repeat it: the token of the record. False when it was answered or leased since the record was read.
    /// </summary>
    Task<bool> AnswerAsync(WorkerTaskRecord task, ReadOnlyMemory<byte> answer, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Removes an open task that its run does not wait for any more.</summary>
    Task RemoveAsync(TenantId tenant, RunId run, int number, CancellationToken cancellationToken);

    /// <summary>Open tasks of all tenants that have taken too long at a moment, earliest first.</summary>
    Task<IReadOnlyList<WorkerTaskRecord>> ListOverdueAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken);

    /// <summary>When the first open task will have taken too long; null when none will.</summary>
    Task<DateTimeOffset?> GetNextDueAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Removes tasks that were answered, or made and never answered, before a moment, at most so many; returns how many. Tasks of a run that is
    /// RUNNING stay: it may not have taken up the answer yet.
    /// </summary>
    Task<int> PruneTasksAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken);
}
