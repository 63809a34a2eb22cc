using Microsoft.Data.Sqlite;
using Workflows.Abstractions.Storage;
using Workflows.Storage.Sqlite;
using Workflows.Storage.Sqlite.Batches;
using Workflows.Storage.Sqlite.Connections;
using Workflows.Testing;

namespace Workflows.Load.Floor;

/// <summary>SQLite: one connection, prepared statements, every transaction flushed to the disk.</summary>
public sealed class SqliteFloor : IFloor
{
    private readonly TempFolder folder;
    private readonly SqliteStore store;

    private SqliteFloor(TempFolder folder, SqliteStore store)
    {
        this.folder = folder;
        this.store = store;
    }

    /// <inheritdoc/>
    public IStore Store => store;

    /// <inheritdoc/>
    public CpuMeter Meter { get; } = new(server: null);

    /// <summary>Makes a new store in a temporary folder.</summary>
    public static async Task<SqliteFloor> OpenAsync()
    {
        var folder = new TempFolder();
        var store = SqliteStore.Open(folder.File("floor.db"));
        await store.MigrateAsync(CancellationToken.None);
        return new SqliteFloor(folder, store);
    }

    /// <inheritdoc/>
    public Task SettleAsync() => Task.CompletedTask;

    /// <inheritdoc/>
    public Task WriteAsync(IReadOnlyList<FloorStep[]> chunks)
    {
        using var connection = new SqliteConnections(folder.File("floor.db"), new SqliteStoreOptions()).OpenWriter();
        using var session = new WriteSession(connection);
        foreach (var chunk in chunks)
        {
            session.Begin();
            foreach (var step in chunk) Write(session.Statements, step);
            session.Commit();
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await store.DisposeAsync();
        SqliteConnection.ClearAllPools();
        folder.Dispose();
    }

    private static void Write(CommitStatements statements, FloorStep step)
    {
        var stream = step.Append.Head!.Value.Stream;
        var (tenant, type, lane) = (stream.Tenant.Value, stream.Type.Value, stream.Lane);
        foreach (var item in step.Append.Events)
        {
            statements.InsertEvent.Bind(item.Key.Value).Bind(tenant).Bind(type).Bind(lane).Bind(item.Sequence)
                .Bind(item.OccurredAt.ToUnixTimeMilliseconds()).Bind((long)item.Flags).Bind(item.Source).Bind(item.ExternalId)
                .Bind(item.CorrelationId).BindText(item.Payload).BindText(item.Extra).Run();
        }

        foreach (var entry in step.Append.Dedupe)
        {
            statements.InsertDedupe.Bind(tenant).Bind(entry.IdHash).Bind(entry.ContentHash).Bind(entry.Key.Value).Bind(entry.Sequence).Run();
        }

        foreach (var run in step.Start.NewRuns)
        {
            statements.InsertRun.Bind(run.Id.Value).Bind(tenant).Bind(run.Workflow.Value).Bind(run.Version).Bind((long)run.Status)
                .Bind((long)run.Origin).Bind(run.Revision).Bind(run.UpdatedAt.ToUnixTimeMilliseconds()).Bind(run.Event!.Value.Value)
                .Bind(run.CorrelationId).Bind(run.ErrorCode).BindBlob(run.State).BindText(run.History).Run();
        }

        var page = step.Start.Deliveries[0];
        statements.InsertDelivery.Bind(tenant).Bind(type).Bind(lane).Bind(page.First).Bind(page.Last).BindText(page.Body).Run();
        var (insert, move) = (statements.InsertCursor, statements.MoveCursor);
        var (expected, next) = (step.Start.Cursor!.Value.Expected, step.Start.Cursor.Value.New);
        if (expected == 0) insert.Bind(tenant).Bind(type).Bind(lane).Bind(next).Run();
        else move.Bind(tenant).Bind(type).Bind(lane).Bind(next).Bind(expected).Run();
        foreach (var delta in step.Append.Counters.Concat(step.Start.Counters))
        {
            statements.AddToCounter.Bind(tenant).Bind((long)delta.Kind).Bind(delta.Subject).Bind(delta.Hour).Bind(delta.Count).Bind(delta.Sum).Run();
        }
    }
}
