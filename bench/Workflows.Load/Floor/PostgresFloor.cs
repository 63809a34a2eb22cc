using Npgsql;
using Workflows.Abstractions.Storage;
using Workflows.Storage.Postgres;
using Workflows.Storage.Postgres.Batches;
using Workflows.Storage.Postgres.Partitions;
using Workflows.Testing;

namespace Workflows.Load.Floor;

/// <summary>PostgreSQL: bare COPY on two connections, with the cursor and the counters.</summary>
public sealed class PostgresFloor : IFloor
{
    private const int Connections = 2;

    private readonly PostgresServer server;
    private readonly string database;
    private readonly PostgresStore store;

    private PostgresFloor(PostgresServer server, string database, PostgresStore store)
    {
        this.server = server;
        this.database = database;
        this.store = store;
        Meter = new CpuMeter(server.ProcessId);
    }

    /// <inheritdoc/>
    public IStore Store => store;

    /// <inheritdoc/>
    public CpuMeter Meter { get; }

    /// <summary>Starts a private server, or uses the one that the environment names, with a new database.</summary>
    public static async Task<PostgresFloor> OpenAsync()
    {
        var server = await PostgresServer.StartAsync("shared_buffers = 512MB", "max_wal_size = 4GB", "wal_compression = off");
        var database = await server.CreateDatabaseAsync();
        var store = PostgresStore.Open(database);
        await store.MigrateAsync(CancellationToken.None);
        return new PostgresFloor(server, database, store);
    }

    /// <inheritdoc/>
    public Task WriteAsync(IReadOnlyList<FloorStep[]> chunks) =>
        Task.WhenAll(Enumerable.Range(0, Connections).Select(
            number => WriteConnectionAsync([.. chunks.Where((_, index) => index % Connections == number)])));

    /// <inheritdoc/>
    public async Task SettleAsync()
    {
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("VACUUM (ANALYZE)", connection) { CommandTimeout = 600 };
        await command.ExecuteNonQueryAsync();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await store.DisposeAsync();
        NpgsqlConnection.ClearAllPools();
        await server.DropDatabaseAsync(database);
        await server.DisposeAsync();
    }

    private async Task WriteConnectionAsync(List<FloorStep[]> chunks)
    {
        await using var connection = new NpgsqlConnection($"{database};Pooling=false;Max Auto Prepare=16;Auto Prepare Min Usages=2");
        await connection.OpenAsync();
        foreach (var chunk in chunks)
        {
            await using var transaction = await connection.BeginTransactionAsync();
            await WriteAsync(connection, chunk);
            await transaction.CommitAsync();
        }
    }

    private static async Task WriteAsync(NpgsqlConnection connection, FloorStep[] steps)
    {
        var events = steps.SelectMany(step => step.Append.Events).ToList();
        var runs = steps.SelectMany(step => step.Start.NewRuns).ToList();
        await CopyTables.EventsAsync(connection, Day.Of(events[0].Key.Value), events, CancellationToken.None);
        using (var dedupe = new CopyBuffer(64 * events.Count))
        {
            foreach (var entry in steps.SelectMany(step => step.Append.Dedupe))
                dedupe.Row(5).Add(entry.IdHash).Add(entry.Key.Value).Add(entry.ContentHash).Add(entry.Sequence).Add(entry.Tenant.Value);
            await dedupe.SendAsync(connection, "event_dedupe", "id_hash, key, content_hash, seq, tenant", CancellationToken.None);
        }

        await CopyTables.RunsAsync(connection, Day.Of(runs[0].Id.Value), runs, CancellationToken.None);
        await CopyTables.DeliveriesAsync(connection, [.. steps.SelectMany(step => step.Start.Deliveries)], CancellationToken.None);
        await WritePositionsAsync(connection, steps);
    }

    private static async Task WritePositionsAsync(NpgsqlConnection connection, FloorStep[] steps)
    {
        await using var batch = new NpgsqlBatch(connection);
        foreach (var move in steps.Select(step => step.Start.Cursor!.Value))
        {
            batch.BatchCommands.Add(new NpgsqlBatchCommand(
                """
                INSERT INTO cursors (tenant, type, lane, cursor) VALUES ($1, $2, $3, $4)
                ON CONFLICT (tenant, type, lane) DO UPDATE SET cursor = greatest(cursors.cursor, excluded.cursor)
                """)
            {
                Parameters =
                {
                    Column.Of(move.Stream.Tenant.Value), Column.Of(move.Stream.Type.Value), Column.Of(move.Stream.Lane), Column.Of(move.New),
                },
            });
        }

        var counters = new CounterSums();
        foreach (var step in steps)
        {
            counters.Add(step.Append);
            counters.Add(step.Start);
        }

        batch.BatchCommands.Add(counters.ToCommand());
        await batch.ExecuteNonQueryAsync();
    }
}
