using Microsoft.Data.Sqlite;
using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Storage;
using Workflows.Storage.Sqlite;
using Workflows.Storage.Sqlite.Connections;
using Workflows.Storage.Tests.Conformance;
using Workflows.Testing;

namespace Workflows.Storage.Tests.Sqlite;

public sealed class SqliteFaultTests : IAsyncLifetime
{
    private readonly TempFolder folder = new();
    private readonly ManualClock clock = new();
    private readonly Rows rows;
    private SqliteStore store = null!;
    private StreamId stream;

    public SqliteFaultTests() => rows = new Rows(clock);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Path => folder.File("store.db");

    public async ValueTask InitializeAsync()
    {
        store = SqliteStore.Open(Path, new SqliteStoreOptions { BusyTimeout = TimeSpan.Zero }, clock);
        await store.MigrateAsync(Token);
        var tenant = (await store.Tenants.GetOrAddAsync("acme", clock.Now, Token)).Id;
        stream = new StreamId(tenant, await store.Catalog.GetOrAddTypeAsync("T", Token), 0);
    }

    public async ValueTask DisposeAsync()
    {
        await store.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task FileLockedByAnotherProcess_IsATransientFailure_UntilItIsReleased()
    {
        await using var blocker = new SqliteConnection($"Data Source={Path};Pooling=False");
        await blocker.OpenAsync(Token);
        blocker.Execute("BEGIN IMMEDIATE");

        (await WriteAsync(1)).ShouldBeOfType<CommitOutcome.Failed>().Error.IsTransient.ShouldBeTrue();
        (await store.Events.GetPositionAsync(stream, Token)).Head.ShouldBe(0);
        (await Should.ThrowAsync<StoreException>(() => store.Tenants.GetOrAddAsync("new", clock.Now, Token))).IsTransient.ShouldBeTrue();

        blocker.Execute("ROLLBACK");
        (await WriteAsync(1)).ShouldBe(CommitOutcome.Committed.Instance);
    }

    [Fact]
    public async Task FullDisk_IsATransientFailure_OfTheWholeBatch()
    {
        await SetPagesAsync("(SELECT page_count FROM pragma_page_count)");

        var outcomes = await store.Writer.WriteAsync([Commit(1, 200_000), Commit(2, 200_000)], Token);
        outcomes.ShouldAllBe(outcome => outcome is CommitOutcome.Failed && ((CommitOutcome.Failed)outcome).Error.IsTransient);
        (await store.Events.GetPositionAsync(stream, Token)).Head.ShouldBe(0);

        // The connection was given up after the error, and its limit with it: the disk has room again.
        (await store.Writer.WriteAsync([Commit(1, 200_000), Commit(2, 200_000)], Token)).ShouldAllBe(outcome => outcome.IsCommitted);
    }

    [Fact]
    public async Task FolderThatIsMissing_IsATransientFailure_UntilItIsThere()
    {
        var missing = System.IO.Path.Combine(folder.Path, "later");
        await using var late = SqliteStore.Open(System.IO.Path.Combine(missing, "store.db"));
        (await Should.ThrowAsync<StoreException>(() => late.MigrateAsync(Token))).IsTransient.ShouldBeTrue();
        (await Should.ThrowAsync<StoreException>(() => late.PingAsync(Token))).IsTransient.ShouldBeTrue();

        Directory.CreateDirectory(missing);
        await late.MigrateAsync(Token);
        await late.PingAsync(Token);
    }

    [Fact]
    public async Task FileThatIsNoDatabase_IsAFailureForGood()
    {
        await File.WriteAllTextAsync(folder.File("note.txt"), new string('x', 4096), Token);
        await using var wrong = SqliteStore.Open(folder.File("note.txt"));

        (await Should.ThrowAsync<StoreException>(() => wrong.MigrateAsync(Token))).IsTransient.ShouldBeFalse();
    }

    [Fact]
    public async Task StoreClosedAndOpened_HasEveryCommit()
    {
        for (var i = 1; i <= 20; i++) (await WriteAsync(i)).ShouldBe(CommitOutcome.Committed.Instance);
        await store.DisposeAsync();

        store = SqliteStore.Open(Path, clock: clock);
        (await store.Events.ReadAsync(stream, 0, 100, Token)).Count.ShouldBe(20);
    }

    [Fact]
    public async Task Commit_AfterTheStoreWasClosed_IsMisuse()
    {
        await store.DisposeAsync();

        await Should.ThrowAsync<ObjectDisposedException>(() => WriteAsync(1));
        await Should.ThrowAsync<ObjectDisposedException>(() => store.PingAsync(Token));
    }

    private Task SetPagesAsync(string pages) =>
        store.Database.Writer.RunAsync(
            session =>
            {
                var count = session.Connection.ExecuteLong($"SELECT {pages}");
                session.Connection.Execute($"PRAGMA max_page_count = {count}");
                return 0;
            },
            Token);

    private async Task<CommitOutcome> WriteAsync(long sequence) =>
        (await store.Writer.WriteAsync([Commit(sequence, 10)], Token)).ShouldHaveSingleItem();

    private Commit Commit(long sequence, int size)
    {
        var commit = new Commit { Head = new StreamMove(stream, sequence - 1, sequence) };
        commit.Events.Add(rows.Event(stream, sequence, $"\"{new string('x', size)}\""));
        return commit;
    }
}
