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
using Workflows.Storage.Postgres.Batches;
using Workflows.Storage.Postgres.Connections;
using Workflows.Storage.Postgres.Events;
using Workflows.Storage.Postgres.Maintenance;
using Workflows.Storage.Postgres.Partitions;
using Workflows.Storage.Runs;
using Workflows.Storage.Schedules;
using Workflows.Storage.Secrets;
using Workflows.Storage.Tasks;
using Workflows.Storage.Tenancy;
using Workflows.Storage.Workers;

namespace Workflows.Storage.Postgres;

/// <summary>The store in a PostgreSQL database (14 or newer): several writers, partitions by day.</summary>
public sealed class PostgresStore : IStore
{
    private readonly PostgresConnections connections;
    private readonly PostgresDatabase database;
    private readonly PostgresMaintenance maintenance;
    private readonly TimeProvider clock;

    private PostgresStore(PostgresConnections connections, PostgresStoreOptions options, TimeProvider clock)
    {
        this.connections = connections;
        this.clock = clock;
        database = new PostgresDatabase(connections.Readers, connections.Keyed);
        var partitions = new PartitionSet(connections.Readers);
        maintenance = new PostgresMaintenance(database, partitions, options);
        Writer = new PostgresBatchWriter(connections.Writers, partitions, options.Writers);
        Events = new PostgresEventReader(database, clock);
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
    public string Dialect => "postgres";

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

    /// <summary>Opens a store; the server is called when the store is first used.</summary>
    /// <param name="connectionString">An Npgsql connection string; the tables live in the first schema of its search path.</param>
    /// <param name="options">Settings; the defaults when absent. They win over the connection string's pool sizes and timeouts.</param>
    /// <param name="clock">Tells which partitions are needed; the system's clock when absent.</param>
    /// <exception cref="ValidationException">A setting is out of its range.</exception>
    public static PostgresStore Open(string connectionString, PostgresStoreOptions? options = null, TimeProvider? clock = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(connectionString);
        options ??= new PostgresStoreOptions();
        Validator.ValidateObject(options, new ValidationContext(options), validateAllProperties: true);
        return new PostgresStore(new PostgresConnections(connectionString, options), options, clock ?? TimeProvider.System);
    }

    /// <inheritdoc/>
    public async Task MigrateAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await GuardAsync(() => PostgresMigrator.MigrateAsync(connections.Readers, now, cancellationToken));
        await GuardAsync(() => maintenance.PrepareAsync(now, cancellationToken));
    }

    /// <inheritdoc/>
    public Task PingAsync(CancellationToken cancellationToken) =>
        database.QueryAsync("SELECT count(*) FROM schema_version", _ => { }, reader => reader.GetInt64(0), cancellationToken);

    /// <inheritdoc/>
    public Task<int> MaintainAsync(DateTimeOffset now, Retention retention, CancellationToken cancellationToken) =>
        GuardAsync(() => maintenance.MaintainAsync(now, retention, cancellationToken));

    /// <inheritdoc/>
    public Task<int> PruneTenantAsync(TenantId tenant, DateTimeOffset now, Retention retention, CancellationToken cancellationToken) =>
        GuardAsync(() => maintenance.PruneTenantAsync(tenant, now, retention, cancellationToken));

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => connections.DisposeAsync();

    private static Task GuardAsync(Func<Task> work) =>
        GuardAsync(async () =>
        {
            await work();
            return 0;
        });

    private static async Task<T> GuardAsync<T>(Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (Exception error) when (PostgresErrors.IsInfrastructure(error))
        {
            throw PostgresErrors.Wrap(error);
        }
    }
}
