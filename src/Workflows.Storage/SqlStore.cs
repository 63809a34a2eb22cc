using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Storage;
using Workflows.Storage.Calendars;
using Workflows.Storage.Catalog;
using Workflows.Storage.Definitions;
using Workflows.Storage.Deliveries;
using Workflows.Storage.Events;
using Workflows.Storage.Invocations;
using Workflows.Storage.Metrics;
using Workflows.Storage.Operations;
using Workflows.Storage.Runs;
using Workflows.Storage.Schedules;
using Workflows.Storage.Secrets;
using Workflows.Storage.Sql;
using Workflows.Storage.Tasks;
using Workflows.Storage.Tenancy;
using Workflows.Storage.Workers;

namespace Workflows.Storage;

/// <summary>What the stores in SQL databases share: everything but the write path of entities, migrations and maintenance.</summary>
public abstract class SqlStore : IStore
{
    private readonly SqlDatabase database;

    internal SqlStore(SqlDatabase database, IBatchWriter writer, IEventReader events)
    {
        this.database = database;
        Writer = writer;
        Events = events;
        Runs = new RunReader(database);
        Deliveries = new DeliveryReader(database);
        Tasks = new TaskReader(database);
        Workflows = new WorkflowStore(database);
        Catalog = new CatalogStore(database);
        Rejected = new RejectedEventStore(database);
        Tenants = new TenantStore(database);
        Workers = new WorkerStore(database);
        Invocations = new InvocationStore(database);
        Secrets = new SecretStore(database);
        Schedules = new ScheduleStore(database);
        Calendars = new CalendarStore(database);
        Operations = new OperationStore(database);
        Counters = new CounterReader(database);
    }

    /// <inheritdoc/>
    public abstract string Dialect { get; }

    /// <inheritdoc/>
    public IBatchWriter Writer { get; }

    /// <inheritdoc/>
    public IEventReader Events { get; }

    /// <inheritdoc/>
    public IRunReader Runs { get; }

    /// <inheritdoc/>
    public IDeliveryReader Deliveries { get; }

    /// <inheritdoc/>
    public ITaskReader Tasks { get; }

    /// <inheritdoc/>
    public IWorkflowStore Workflows { get; }

    /// <inheritdoc/>
    public ICatalogStore Catalog { get; }

    /// <inheritdoc/>
    public IRejectedEventStore Rejected { get; }

    /// <inheritdoc/>
    public ITenantStore Tenants { get; }

    /// <inheritdoc/>
    public IWorkerStore Workers { get; }

    /// <inheritdoc/>
    public IInvocationStore Invocations { get; }

    /// <inheritdoc/>
    public ISecretStore Secrets { get; }

    /// <inheritdoc/>
    public IScheduleStore Schedules { get; }

    /// <inheritdoc/>
    public ICalendarStore Calendars { get; }

    /// <inheritdoc/>
    public IOperationStore Operations { get; }

    /// <inheritdoc/>
    public ICounterReader Counters { get; }

    /// <inheritdoc/>
    public abstract Task MigrateAsync(CancellationToken cancellationToken);

    /// <inheritdoc/>
    public Task PingAsync(CancellationToken cancellationToken) =>
        database.QueryAsync("SELECT count(*) FROM schema_version", _ => { }, reader => reader.GetInt64(0), cancellationToken);

    /// <inheritdoc/>
    public abstract Task<int> MaintainAsync(DateTimeOffset now, Retention retention, CancellationToken cancellationToken);

    /// <inheritdoc/>
    public abstract Task<int> PruneTenantAsync(TenantId tenant, DateTimeOffset now, Retention retention, CancellationToken cancellationToken);

    /// <inheritdoc/>
    public abstract ValueTask DisposeAsync();
}
