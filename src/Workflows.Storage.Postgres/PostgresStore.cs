using System.ComponentModel.DataAnnotations;
using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Storage;
using Workflows.Storage.Postgres.Batches;
using Workflows.Storage.Postgres.Connections;
using Workflows.Storage.Postgres.Events;
using Workflows.Storage.Postgres.Maintenance;
using Workflows.Storage.Postgres.Partitions;

namespace Workflows.Storage.Postgres;

/// <summary>The store in a PostgreSQL database (14 or newer): several writers, partitions by day.</summary>
public sealed class PostgresStore : SqlStore
{
    private readonly PostgresConnections connections;
    private readonly PostgresMaintenance maintenance;
    private readonly TimeProvider clock;

    private PostgresStore(
        PostgresConnections connections, PostgresDatabase database, PartitionSet partitions, PostgresStoreOptions options, TimeProvider clock)
        : base(database, new PostgresBatchWriter(connections, partitions, options.Writers), new PostgresEventReader(database, clock))
    {
        this.connections = connections;
        this.clock = clock;
        maintenance = new PostgresMaintenance(database, partitions, options);
    }

    /// <inheritdoc/>
    public override string Dialect => "postgres";

    /// <summary>Opens a store; the server is called when the store is first used.</summary>
    /// <param name="connectionString">An Npgsql connection string; the tables live in the first schema of its search path.</param>
    /// <param name="options">Settings; the defaults when absent. They win over the connection string's pool sizes and timeouts; what its
    /// <c>Options</c> say of idle transactions and silent connections wins over them.</param>
    /// <param name="clock">Tells which partitions are needed; the system's clock when absent.</param>
    /// <exception cref="ValidationException">A setting is out of its range.</exception>
    public static PostgresStore Open(string connectionString, PostgresStoreOptions? options = null, TimeProvider? clock = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(connectionString);
        options ??= new PostgresStoreOptions();
        Validator.ValidateObject(options, new ValidationContext(options), validateAllProperties: true);
        var connections = new PostgresConnections(connectionString, options);
        return new PostgresStore(
            connections, new PostgresDatabase(connections), new PartitionSet(connections.Readers), options,
            clock ?? TimeProvider.System);
    }

    /// <inheritdoc/>
    public override async Task MigrateAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await GuardAsync(() => connections.Abandoned.EndWhileAsync(PostgresMigrator.MigrateAsync(connections.Readers, now, cancellationToken)));
        await GuardAsync(() => maintenance.PrepareAsync(now, cancellationToken));
    }

    /// <inheritdoc/>
    public override Task<int> MaintainAsync(DateTimeOffset now, Retention retention, CancellationToken cancellationToken) =>
        GuardAsync(() => maintenance.MaintainAsync(now, retention, cancellationToken));

    /// <inheritdoc/>
    public override Task<int> PruneTenantAsync(TenantId tenant, DateTimeOffset now, Retention retention, CancellationToken cancellationToken) =>
        GuardAsync(() => maintenance.PruneTenantAsync(tenant, now, retention, cancellationToken));

    /// <inheritdoc/>
    public override ValueTask DisposeAsync() => connections.DisposeAsync();

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
