using Workflows.Abstractions.Ids;

namespace Workflows.Abstractions.Storage;

/// <summary>The store port. PostgreSQL and SQLite implement it; one conformance suite holds them to it. Safe for concurrent use.</summary>
public interface IStore : IAsyncDisposable
{
    /// <summary><c>sqlite</c> or <c>postgres</c>.</summary>
    string Dialect { get; }

    /// <summary>Brings the schema to the newest numbered migration; safe when several processes do it at once.</summary>
    /// <exception cref="StoreException">The store cannot be reached, or holds a newer schema than this program knows.</exception>
    Task MigrateAsync(CancellationToken cancellationToken);

    /// <summary>Asks the store for a sign of life.</summary>
    /// <exception cref="StoreException">There is none.</exception>
    Task PingAsync(CancellationToken cancellationToken);

    /// <summary>The write path of entities.</summary>
    IBatchWriter Writer { get; }

    /// <summary>Streams and events.</summary>
    IEventReader Events { get; }

    /// <summary>Runs and waits.</summary>
    IRunReader Runs { get; }

    /// <summary>Held deliveries and the fences of limited workflows.</summary>
    IDeliveryReader Deliveries { get; }

    /// <summary>Human tasks and the ties of child runs.</summary>
    ITaskReader Tasks { get; }

    /// <summary>Workflows and their versions.</summary>
    IWorkflowStore Workflows { get; }

    /// <summary>Event types, catalog entries and schemas.</summary>
    ICatalogStore Catalog { get; }

    /// <summary>The log of rejected events.</summary>
    IRejectedEventStore Rejected { get; }

    /// <summary>Tenants, API keys and the audit trail.</summary>
    ITenantStore Tenants { get; }

    /// <summary>Secrets, sealed.</summary>
    ISecretStore Secrets { get; }

    /// <summary>Remote actions and the tasks of workers.</summary>
    IWorkerStore Workers { get; }

    /// <summary>The uses of idempotency keys.</summary>
    IInvocationStore Invocations { get; }

    /// <summary>Schedules.</summary>
    IScheduleStore Schedules { get; }

    /// <summary>Calendars.</summary>
    ICalendarStore Calendars { get; }

    /// <summary>Jobs, links and answers of operators.</summary>
    IOperationStore Operations { get; }

    /// <summary>Rolled-up counters.</summary>
    ICounterReader Counters { get; }

    /// <summary>Makes what time needs (partitions ahead) and removes what is past its retention, in bounded batches.</summary>
    /// <param name="now">The present.</param>
    /// <param name="retention">How long each kind of row is kept.</param>
    /// <param name="cancellationToken">Stops between two batches.</param>
    /// <returns>How many rows or partitions were removed.</returns>
    Task<int> MaintainAsync(DateTimeOffset now, Retention retention, CancellationToken cancellationToken);

    /// <summary>
    /// Removes what one tenant keeps for a shorter time than the store does: events, settled deliveries, rejected events, runs with their history
    /// and tasks, and audit rows, in bounded batches. What <see cref="MaintainAsync"/> never removes stays here, too.
    /// </summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="now">The present.</param>
    /// <param name="retention">How long the tenant keeps each kind of row.</param>
    /// <param name="cancellationToken">Stops between two batches.</param>
    /// <returns>How many rows were removed.</returns>
    Task<int> PruneTenantAsync(TenantId tenant, DateTimeOffset now, Retention retention, CancellationToken cancellationToken);
}
