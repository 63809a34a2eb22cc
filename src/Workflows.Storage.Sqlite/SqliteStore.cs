using System.ComponentModel.DataAnnotations;
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
using Workflows.Storage.Tasks;
using Workflows.Storage.Sqlite.Batches;
using Workflows.Storage.Sqlite.Connections;
using Workflows.Storage.Sqlite.Maintenance;
using Workflows.Storage.Tenancy;
using Workflows.Storage.Workers;

namespace Workflows.Storage.Sqlite;

/// <summary>The store in one SQLite file: one writer, readers beside it, every commit flushed to the disk.</summary>
public sealed class SqliteStore : IStore
{
    private readonly SqliteMaintenance maintenance;
    private readonly TimeProvider clock;

    private SqliteStore(SqliteDatabase database, SqliteStoreOptions options, TimeProvider clock)
    {
        Database = database;
        this.clock = clock;
        maintenance = new SqliteMaintenance(database, options.PruneBatchRows);
        Writer = new SqliteBatchWriter(database.Writer);
        Events = new EventReader(database);
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
    public string Dialect => "sqlite";

    /// <summary>The connections, for tests that make them fail.</summary>
    internal SqliteDatabase Database { get; }

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

    /// <summary>Opens a store; the file is touched when it is first used, and made by <see cref="MigrateAsync"/>.</summary>
    /// <param name="path">The database file; its folder must exist.</param>
    /// <param name="options">Settings; the defaults when absent.</param>
    /// <param name="clock">Tells when a migration was applied; the system's clock when absent.</param>
    /// <exception cref="ValidationException">A setting is out of its range.</exception>
    public static SqliteStore Open(string path, SqliteStoreOptions? options = null, TimeProvider? clock = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        options ??= new SqliteStoreOptions();
        Validator.ValidateObject(options, new ValidationContext(options), validateAllProperties: true);
        var database = new SqliteDatabase(new SqliteConnections(path, options), options);
        return new SqliteStore(database, options, clock ?? TimeProvider.System);
    }

    /// <inheritdoc/>
    public Task MigrateAsync(CancellationToken cancellationToken) =>
        Database.Writer.RunAsync(session => SqliteMigrator.Migrate(session, clock.GetUtcNow()), cancellationToken);

    /// <inheritdoc/>
    public Task PingAsync(CancellationToken cancellationToken) =>
        Database.QueryAsync("SELECT count(*) FROM schema_version", _ => { }, reader => reader.GetInt64(0), cancellationToken);

    /// <inheritdoc/>
    public Task<int> MaintainAsync(DateTimeOffset now, Retention retention, CancellationToken cancellationToken) =>
        maintenance.PruneAsync(now, retention, cancellationToken);

    /// <inheritdoc/>
    public Task<int> PruneTenantAsync(TenantId tenant, DateTimeOffset now, Retention retention, CancellationToken cancellationToken) =>
        maintenance.PruneTenantAsync(tenant, now, retention, cancellationToken);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Database.DisposeAsync();
}
