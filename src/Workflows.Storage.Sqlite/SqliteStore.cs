using System.ComponentModel.DataAnnotations;
using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Storage;
using Workflows.Storage.Events;
using Workflows.Storage.Sqlite.Batches;
using Workflows.Storage.Sqlite.Connections;
using Workflows.Storage.Sqlite.Maintenance;

namespace Workflows.Storage.Sqlite;

/// <summary>The store in one SQLite file: one writer, readers beside it, every commit flushed to the disk.</summary>
public sealed class SqliteStore : SqlStore
{
    private readonly SqliteMaintenance maintenance;
    private readonly TimeProvider clock;

    private SqliteStore(SqliteDatabase database, SqliteStoreOptions options, TimeProvider clock)
        : base(database, new SqliteBatchWriter(database.Writer), new EventReader(database))
    {
        Database = database;
        this.clock = clock;
        maintenance = new SqliteMaintenance(database, options.PruneBatchRows);
    }

    /// <inheritdoc/>
    public override string Dialect => "sqlite";

    /// <summary>The connections, for tests that make them fail.</summary>
    internal SqliteDatabase Database { get; }

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
    public override Task MigrateAsync(CancellationToken cancellationToken) =>
        Database.Writer.RunAsync(session => SqliteMigrator.Migrate(session, clock.GetUtcNow()), cancellationToken);

    /// <inheritdoc/>
    public override Task<int> MaintainAsync(DateTimeOffset now, Retention retention, CancellationToken cancellationToken) =>
        maintenance.PruneAsync(now, retention, cancellationToken);

    /// <inheritdoc/>
    public override Task<int> PruneTenantAsync(TenantId tenant, DateTimeOffset now, Retention retention, CancellationToken cancellationToken) =>
        maintenance.PruneTenantAsync(tenant, now, retention, cancellationToken);

    /// <inheritdoc/>
    public override ValueTask DisposeAsync() => Database.DisposeAsync();
}
