using System.Text;
using Npgsql;
using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Storage;
using Workflows.Storage.Postgres;
using Workflows.Storage.Tests.Conformance;
using Workflows.Testing;

namespace Workflows.Storage.Tests.Postgres;

public sealed class PostgresFaultTests : IAsyncDisposable
{
    // After a loss every pooled connection may be stale, and each may cost one attempt.
    private const int Attempts = 8;

    private readonly ManualClock clock = new();
    private readonly List<IAsyncDisposable> owned = [];
    private readonly PostgresFixture fixture;
    private readonly Rows rows;

    public PostgresFaultTests(PostgresFixture fixture)
    {
        this.fixture = fixture;
        rows = new Rows(clock);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        for (var i = owned.Count - 1; i >= 0; i--) await owned[i].DisposeAsync();
    }

    [Theory]
    [InlineData(Cut.BeforeTheServer, 0)]
    [InlineData(Cut.AfterTheAnswer, 1)]
    public async Task ConnectionLostAtTheEnd_IsUnknown_AndTheStoreTellsAfterwards(Cut cut, long head)
    {
        var (store, proxy, stream) = await OpenBehindProxyAsync();
        proxy.CutAt("COMMIT\0"u8.ToArray(), cut);

        var unknown = (await WriteAsync(store, stream, 1)).ShouldBeOfType<CommitOutcome.Unknown>();

        unknown.Error.IsTransient.ShouldBeTrue();
        (await PositionAsync(store, stream)).ShouldBe(head);
        (await WriteAsync(store, stream, head + 1)).ShouldBe(CommitOutcome.Committed.Instance);
    }

    [Theory]
    [InlineData(Cut.BeforeTheServer)]
    [InlineData(Cut.AfterTheAnswer)]
    public async Task ConnectionLostBeforeTheEnd_IsATransientFailure_AndNothingIsWritten(Cut cut)
    {
        var (store, proxy, stream) = await OpenBehindProxyAsync();
        proxy.CutAt("INSERT INTO streams"u8.ToArray(), cut);

        (await WriteAsync(store, stream, 1)).ShouldBeOfType<CommitOutcome.Failed>().Error.IsTransient.ShouldBeTrue();

        (await PositionAsync(store, stream)).ShouldBe(0);
        (await WriteAsync(store, stream, 1)).ShouldBe(CommitOutcome.Committed.Instance);
    }

    [Fact]
    public async Task ConnectionLostInACopy_IsATransientFailure()
    {
        var (store, proxy, stream) = await OpenBehindProxyAsync();
        proxy.CutAt("COPY events_"u8.ToArray(), Cut.BeforeTheServer);

        (await WriteAsync(store, stream, 1, count: 200)).ShouldBeOfType<CommitOutcome.Failed>().Error.IsTransient.ShouldBeTrue();

        (await PositionAsync(store, stream)).ShouldBe(0);
        (await WriteAsync(store, stream, 1, count: 200)).ShouldBe(CommitOutcome.Committed.Instance);
    }

    [Fact]
    public async Task ServerStoppedAndStarted_FailsTransiently_AndThenGoesOn()
    {
        if (!(await fixture.GetAsync()).IsPrivate) Assert.Skip($"{PostgresServer.Variable} names a server that is not ours to stop");
        var server = Own(await PostgresServer.StartAsync());
        var (store, stream) = await OpenAsync(await server.CreateDatabaseAsync());
        (await WriteAsync(store, stream, 1)).ShouldBe(CommitOutcome.Committed.Instance);

        await server.StopAsync();
        (await WriteAsync(store, stream, 2)).ShouldBeOfType<CommitOutcome.Failed>().Error.IsTransient.ShouldBeTrue();
        (await Should.ThrowAsync<StoreException>(() => store.PingAsync(Token))).IsTransient.ShouldBeTrue();
        (await Should.ThrowAsync<StoreException>(() => store.Events.GetPositionAsync(stream, Token))).IsTransient.ShouldBeTrue();
        (await Should.ThrowAsync<StoreException>(() => store.MigrateAsync(Token))).IsTransient.ShouldBeTrue();

        await server.StartAgainAsync();
        (await PositionAsync(store, stream)).ShouldBe(1);
        (await WriteUntilCommittedAsync(store, stream, 2)).ShouldBe(CommitOutcome.Committed.Instance);
    }

    [Fact]
    public async Task SessionsEndedByAnOperator_CostNoMoreThanAnAttemptEach()
    {
        var database = await (await fixture.GetAsync()).CreateDatabaseAsync();
        var (store, stream) = await OpenAsync(database);
        (await WriteAsync(store, stream, 1)).ShouldBe(CommitOutcome.Committed.Instance);

        await ExecuteAsync(
            database, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()");

        (await PositionAsync(store, stream)).ShouldBe(1);
        (await WriteUntilCommittedAsync(store, stream, 2)).ShouldBe(CommitOutcome.Committed.Instance);
    }

    [Fact]
    public async Task RowLockedForTooLong_IsATransientFailure()
    {
        var database = await (await fixture.GetAsync()).CreateDatabaseAsync();
        var (patient, stream) = await OpenAsync(database);
        (await WriteAsync(patient, stream, 1)).ShouldBe(CommitOutcome.Committed.Instance);
        var store = Own(PostgresStore.Open(database, new PostgresStoreOptions { CommandTimeout = TimeSpan.FromSeconds(1), PartitionDaysAhead = 1 }, clock));
        await using var blocker = new NpgsqlConnection($"{database};Pooling=false");
        await blocker.OpenAsync(Token);
        await using (await blocker.BeginTransactionAsync(Token))
        {
            await using var command = new NpgsqlCommand("SELECT * FROM streams FOR UPDATE", blocker);
            await command.ExecuteNonQueryAsync(Token);
            (await WriteAsync(store, stream, 2)).ShouldBeOfType<CommitOutcome.Failed>().Error.IsTransient.ShouldBeTrue();
        }

        (await WriteUntilCommittedAsync(patient, stream, 2)).ShouldBe(CommitOutcome.Committed.Instance);
    }

    /// <summary>The server has the batch as far as the text; to it the session is at work, and waits for the rest.</summary>
    [Theory]
    [InlineData("INSERT INTO events_", 1)]
    [InlineData("the last of many", 200)]
    public async Task ProcessCutOffAmidABatch_DoesNotKeepOthersWaiting(string at, int count)
    {
        var database = await (await fixture.GetAsync()).CreateDatabaseAsync();
        var (cut, proxy, stream) = await OpenBehindProxyAsync(database);
        var (other, _) = await OpenAsync(database, TimeSpan.FromSeconds(1));
        var lost = Commit(stream, 1, count);
        lost.Events[^1] = lost.Events[^1] with { Payload = "\"the last of many\""u8.ToArray() };
        var broken = proxy.BreakAt(Encoding.UTF8.GetBytes(at));
        var losing = cut.Writer.WriteAsync([lost], Token).AsTask();
        (await Task.WhenAny(broken, losing)).ShouldBe(broken);

        (await WriteAsync(other, stream, 1)).ShouldBe(CommitOutcome.Committed.Instance);

        proxy.Mend();
        (await losing).ShouldHaveSingleItem().ShouldBeOfType<CommitOutcome.Failed>().Error.IsTransient.ShouldBeTrue();
        (await PositionAsync(other, stream)).ShouldBe(1);
        (await WriteUntilCommittedAsync(cut, stream, 2)).ShouldBe(CommitOutcome.Committed.Instance);
    }

    [Fact]
    public async Task SessionAtWork_AndSilentOneThatBlocksNobody_AreNotEnded_HoweverLongAWriteWaits()
    {
        var (store, stream, source) = await OpenBesideAsync();
        await using var silent = await source.OpenConnectionAsync(Token);
        await using var copy = await CopyAsync(silent);
        await using var busy = await source.OpenConnectionAsync(Token);
        await using var transaction = await LockAsync(busy);
        await using var working = new NpgsqlCommand("SELECT pg_sleep(4)", busy);
        var work = working.ExecuteNonQueryAsync(Token);

        var write = WriteAsync(store, stream, 2);

        await work;
        write.IsCompleted.ShouldBeFalse("it waits for the row");
        await transaction.CommitAsync(Token);
        (await write).ShouldBe(CommitOutcome.Committed.Instance);
        await copy.WriteLineAsync("goes on");
        await copy.DisposeAsync();
    }

    [Fact]
    public async Task SessionThatSendsItsRowsSlowly_IsNotEnded_HoweverLongAWriteWaits()
    {
        var (store, stream, source) = await OpenBesideAsync();
        await using var slow = await source.OpenConnectionAsync(Token);
        await using var transaction = await LockAsync(slow);
        Task<CommitOutcome> write;
        await using (var copy = await CopyAsync(slow))
        {
            write = WriteAsync(store, stream, 2);
            using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
            for (var line = 0; line < 80; line++)
            {
                await timer.WaitForNextTickAsync(Token);
                await copy.WriteLineAsync("goes on");
                await copy.FlushAsync(Token);
            }
        }

        write.IsCompleted.ShouldBeFalse("it waits for the row");
        await transaction.CommitAsync(Token);
        (await write).ShouldBe(CommitOutcome.Committed.Instance);
    }

    [Fact]
    public async Task DataThatTheServerRefuses_FailsItsCommitAlone_ForGood()
    {
        var (store, stream) = await OpenAsync(await (await fixture.GetAsync()).CreateDatabaseAsync());
        var batch = Enumerable.Range(0, 20).Select(lane => Commit(stream with { Lane = (short)lane }, 1)).ToList();
        var broken = rows.Event(stream with { Lane = 30 }, 1) with { Payload = new byte[] { (byte)'"', 0xFF, (byte)'"' } };
        var bad = new Commit { Head = new StreamMove(broken.Stream, 0, 1) };
        bad.Events.Add(broken);
        batch.Insert(7, bad);

        var outcomes = await store.Writer.WriteAsync(batch, Token);

        outcomes[7].ShouldBeOfType<CommitOutcome.Failed>().Error.IsTransient.ShouldBeFalse();
        outcomes.Count(outcome => outcome.IsCommitted).ShouldBe(20);
        (await PositionAsync(store, broken.Stream)).ShouldBe(0);
    }

    [Fact]
    public async Task PartitionDroppedByAnotherProcess_IsMadeAgain()
    {
        var database = await (await fixture.GetAsync()).CreateDatabaseAsync();
        var (store, stream) = await OpenAsync(database);
        await ExecuteAsync(database, $"DROP TABLE events_{clock.Now:yyyyMMdd}");

        (await WriteUntilCommittedAsync(store, stream, 1)).ShouldBe(CommitOutcome.Committed.Instance);
    }

    private T Own<T>(T resource)
        where T : IAsyncDisposable
    {
        owned.Add(resource);
        return resource;
    }

    private async Task<(PostgresStore Store, CuttingProxy Proxy, StreamId Stream)> OpenBehindProxyAsync(string? database = null)
    {
        var direct = new NpgsqlConnectionStringBuilder(database ?? await (await fixture.GetAsync()).CreateDatabaseAsync());
        var proxy = Own(new CuttingProxy(direct.Host!, direct.Port));
        var (store, stream) = await OpenAsync(
            new NpgsqlConnectionStringBuilder(direct.ConnectionString) { Host = "127.0.0.1", Port = proxy.Port, SslMode = SslMode.Disable }.ConnectionString);
        return (store, proxy, stream);
    }

    private async Task<(PostgresStore Store, StreamId Stream)> OpenAsync(string database, TimeSpan? idle = null)
    {
        var options = new PostgresStoreOptions { PartitionDaysAhead = 1 };
        if (idle is { } timeout) options = options with { IdleTransactionTimeout = timeout };
        var store = Own(PostgresStore.Open(database, options, clock));
        await store.MigrateAsync(Token);
        var tenant = (await store.Tenants.GetOrAddAsync("acme", clock.Now, Token)).Id;
        return (store, new StreamId(tenant, await store.Catalog.GetOrAddTypeAsync("T", Token), 0));
    }

    /// <summary>A store with one event, which ends sessions after two seconds, and a way to have sessions that look like its own.</summary>
    private async Task<(PostgresStore Store, StreamId Stream, NpgsqlDataSource Sessions)> OpenBesideAsync()
    {
        var database = await (await fixture.GetAsync()).CreateDatabaseAsync();
        var (store, stream) = await OpenAsync(database, TimeSpan.FromSeconds(2));
        (await WriteAsync(store, stream, 1)).ShouldBe(CommitOutcome.Committed.Instance);
        return (store, stream, Own(NpgsqlDataSource.Create($"{database};Application Name=workflows writes")));
    }

    private static async Task<TextWriter> CopyAsync(NpgsqlConnection session)
    {
        await using var command = new NpgsqlCommand("CREATE TEMPORARY TABLE lines (line text)", session);
        await command.ExecuteNonQueryAsync(Token);
        return await session.BeginTextImportAsync("COPY lines FROM STDIN", Token);
    }

    /// <summary>Has a session lock what a write needs.</summary>
    private static async Task<NpgsqlTransaction> LockAsync(NpgsqlConnection session)
    {
        var transaction = await session.BeginTransactionAsync(Token);
        await using var command = new NpgsqlCommand("UPDATE streams SET head = head", session);
        await command.ExecuteNonQueryAsync(Token);
        return transaction;
    }

    private Commit Commit(StreamId stream, long sequence, int count = 1)
    {
        var commit = new Commit { Head = new StreamMove(stream, sequence - 1, sequence + count - 1) };
        commit.Events.AddRange(Enumerable.Range(0, count).Select(i => rows.Event(stream, sequence + i)));
        return commit;
    }

    private async Task<CommitOutcome> WriteAsync(IStore store, StreamId stream, long sequence, int count = 1) =>
        (await store.Writer.WriteAsync([Commit(stream, sequence, count)], Token)).ShouldHaveSingleItem();

    private async Task<CommitOutcome> WriteUntilCommittedAsync(IStore store, StreamId stream, long sequence)
    {
        CommitOutcome outcome;
        var attempt = 0;
        do
        {
            outcome = await WriteAsync(store, stream, sequence);
            if (!outcome.IsCommitted) outcome.ShouldBeOfType<CommitOutcome.Failed>();
        }
        while (!outcome.IsCommitted && ++attempt < Attempts);
        return outcome;
    }

    private static async Task<long> PositionAsync(IStore store, StreamId stream)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return (await store.Events.GetPositionAsync(stream, Token)).Head;
            }
            catch (StoreException error) when (error.IsTransient && attempt < Attempts)
            {
                // A stale connection: the next one is new.
            }
        }
    }

    private static async Task ExecuteAsync(string database, string sql)
    {
        await using var connection = new NpgsqlConnection($"{database};Pooling=false");
        await connection.OpenAsync(Token);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(Token);
    }
}
