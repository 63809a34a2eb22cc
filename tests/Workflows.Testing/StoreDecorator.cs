using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Storage;

namespace Workflows.Testing;

/// <summary>A store that passes everything on to another one; tests override what they watch or break.</summary>
/// <param name="inner">The store that does the work; disposed with this one.</param>
public abstract class StoreDecorator(IStore inner) : IStore
{
    /// <inheritdoc/>
    public string Dialect => inner.Dialect;

    /// <inheritdoc/>
    public abstract IBatchWriter Writer { get; }

    /// <inheritdoc/>
    public virtual IEventReader Events => inner.Events;

    /// <inheritdoc/>
    public virtual IRunReader Runs => inner.Runs;

    /// <inheritdoc/>
    public virtual IDeliveryReader Deliveries => inner.Deliveries;

    /// <inheritdoc/>
    public virtual ITaskReader Tasks => inner.Tasks;

    /// <inheritdoc/>
    public virtual IWorkflowStore Workflows => inner.Workflows;

    /// <inheritdoc/>
    public virtual ICatalogStore Catalog => inner.Catalog;

    /// <inheritdoc/>
    public virtual IRejectedEventStore Rejected => inner.Rejected;

    /// <inheritdoc/>
    public virtual ITenantStore Tenants => inner.Tenants;

    /// <inheritdoc/>
    public virtual ISecretStore Secrets => inner.Secrets;

    /// <inheritdoc/>
    public virtual IWorkerStore Workers => inner.Workers;

    /// <inheritdoc/>
    public virtual IInvocationStore Invocations => inner.Invocations;

    /// <inheritdoc/>
    public virtual IScheduleStore Schedules => inner.Schedules;

    /// <inheritdoc/>
    public virtual ICalendarStore Calendars => inner.Calendars;

    /// <inheritdoc/>
    public virtual IOperationStore Operations => inner.Operations;

    /// <inheritdoc/>
    public virtual ICounterReader Counters => inner.Counters;

    /// <inheritdoc/>
    public Task MigrateAsync(CancellationToken cancellationToken) => inner.MigrateAsync(cancellationToken);

    /// <inheritdoc/>
    public Task PingAsync(CancellationToken cancellationToken) => inner.PingAsync(cancellationToken);

    /// <inheritdoc/>
    public virtual Task<int> MaintainAsync(DateTimeOffset now, Retention retention, CancellationToken cancellationToken) =>
        inner.MaintainAsync(now, retention, cancellationToken);

    /// <inheritdoc/>
    public Task<int> PruneTenantAsync(TenantId tenant, DateTimeOffset now, Retention retention, CancellationToken cancellationToken) =>
        inner.PruneTenantAsync(tenant, now, retention, cancellationToken);

    /// <inheritdoc/>
    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return inner.DisposeAsync();
    }
}
