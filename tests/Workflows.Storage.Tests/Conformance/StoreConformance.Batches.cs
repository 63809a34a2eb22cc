using Workflows.Abstractions.Deliveries;
using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Metrics;
using Workflows.Abstractions.Runs;
using Workflows.Abstractions.Storage;

namespace Workflows.Storage.Tests.Conformance;

public abstract partial class StoreConformance
{
    [Fact]
    public async Task Batch_Empty_HasNoOutcomes() => (await WriteAsync()).ShouldBeEmpty();

    [Fact]
    public async Task EmptyCommit_IsCommitted() => await CommitAsync(new Commit());

    [Theory]
    [InlineData(5)]
    [InlineData(200)]
    public async Task BadCommits_InABatch_FailAlone(int size)
    {
        var run = await InsertAsync(rows.Run(tenant, status: RunStatus.Waiting));
        var known = rows.Event(Stream with { Lane = 200 }, 1);
        var hash = rows.NextId();
        var seed = Append(known);
        seed.Dedupe.Add(rows.Dedupe(known, hash));
        await CommitAsync(seed);

        var batch = Enumerable.Range(0, size).Select(i => FullCommit((short)(i % 100), i / 100)).ToList();
        var stale = FullCommit(100, 0);
        stale.RunUpdates.Add(run with { Revision = 7 });
        var duplicate = FullCommit(101, 0);
        duplicate.Dedupe.Add(rows.Dedupe(duplicate.Events[0], hash));
        var exists = FullCommit(102, 0);
        exists.NewRuns.Add(run);
        batch.Insert(1, stale);
        batch.Insert(3, duplicate);
        batch.Insert(4, exists);

        var outcomes = await WriteAsync([.. batch]);

        outcomes[1].ShouldBeOfType<CommitOutcome.Conflict>();
        outcomes[3].ShouldBeOfType<CommitOutcome.Duplicate>().Known.ShouldBe([rows.Dedupe(known, hash)]);
        outcomes[4].ShouldBeOfType<CommitOutcome.Conflict>();
        for (var i = 0; i < batch.Count; i++)
        {
            var good = i is not (1 or 3 or 4);
            outcomes[i].IsCommitted.ShouldBe(good, $"commit {i}: {outcomes[i]}");
            await ShouldBeThereAsync(batch[i], good);
        }

        (await CountAsync(CounterKind.EventsAccepted)).ShouldBe(size);
    }

    [Fact]
    public async Task HeadMovedTwice_InABatch_IsAppliedInOrder()
    {
        var outcomes = await WriteAsync(
            Append(rows.Event(Stream, 1)), Append(rows.Event(Stream, 2), rows.Event(Stream, 3)), Append(rows.Event(Stream, 4)), Append(rows.Event(Stream, 4)));

        outcomes.Select(outcome => outcome.IsCommitted).ShouldBe([true, true, true, false]);
        (await store.Events.GetPositionAsync(Stream, Token)).Head.ShouldBe(4);
        (await store.Events.ReadAsync(Stream, 0, 10, Token)).Count.ShouldBe(4);
    }

    [Fact]
    public async Task CommitOnACommit_ThatFailed_FailsToo()
    {
        await StoredAsync(rows.Event(Stream, 1));
        var bad = Append(rows.Event(Stream, 1));
        var run = rows.Run(tenant, status: RunStatus.Waiting);
        bad.NewRuns.Add(run);
        var next = new Commit();
        next.RunUpdates.Add(run with { Revision = 2 });

        (await WriteAsync(bad, next, Append(rows.Event(Stream, 2)))).Select(outcome => outcome.IsCommitted).ShouldBe([false, false, true]);
    }

    [Fact]
    public async Task RunAndWait_InsertedAndChangedInOneBatch_EndAsTheLastCommitSays()
    {
        var run = rows.Run(tenant, status: RunStatus.Waiting);
        var start = new Commit();
        start.NewRuns.Add(run);
        start.NewWaits.Add(rows.EventWait(run, type, "a"));
        var by = new EventKey(rows.NextId());
        var resolve = new Commit();
        resolve.ResolvedWaits.Add(new WaitResolution(new WaitId(run.Id, 1), by));
        var end = new Commit();
        end.RunUpdates.Add(run with { Revision = 2, Status = RunStatus.Succeeded });
        end.RemovedWaits.Add(new WaitRemoval(new WaitId(run.Id, 1), by));
        var late = new Commit();
        late.ResolvedWaits.Add(new WaitResolution(new WaitId(run.Id, 1), new EventKey(rows.NextId())));

        (await WriteAsync(start, resolve, end, late)).Select(outcome => outcome.IsCommitted).ShouldBe([true, true, true, false]);
        (await store.Runs.GetAsync(tenant, run.Id, Token))!.Status.ShouldBe(RunStatus.Succeeded);
        (await store.Runs.GetWaitsAsync(tenant, run.Id, Token)).ShouldBeEmpty();
    }

    [Fact]
    public async Task SamePublisherId_InTwoCommitsOfABatch_MakesTheSecondADuplicate()
    {
        var hash = rows.NextId();
        var first = rows.Event(Stream, 1);
        var second = rows.Event(Stream with { Lane = 1 }, 1);
        var (one, two) = (Append(first), Append(second));
        one.Dedupe.Add(rows.Dedupe(first, hash));
        two.Dedupe.Add(rows.Dedupe(second, hash));

        var outcomes = await WriteAsync(one, two);
        outcomes[0].IsCommitted.ShouldBeTrue();
        outcomes[1].ShouldBeOfType<CommitOutcome.Duplicate>().Known.ShouldBe([rows.Dedupe(first, hash)]);
    }

    [Fact]
    public async Task Counters_OfManyCommits_AddUp()
    {
        var hour = CounterDelta.HourOf(Clock.Now);
        Commit Count(int subject, long count, long sum, int at)
        {
            var commit = new Commit();
            commit.Counters.Add(new CounterDelta(tenant, CounterKind.RunsSucceeded, subject, at, count, sum));
            commit.Counters.Add(new CounterDelta(other, CounterKind.RunsSucceeded, subject, at, 1));
            return commit;
        }

        (await WriteAsync(Count(1, 1, 10, hour), Count(2, 1, 5, hour), Count(1, 2, 20, hour))).ShouldAllBe(outcome => outcome.IsCommitted);
        await CommitAsync(Count(1, 3, 30, hour));
        await CommitAsync(Count(1, 1, 1, hour + 1));

        CounterKind[] kinds = [CounterKind.RunsSucceeded, CounterKind.RunsFailed];
        (await store.Counters.ListAsync(tenant, kinds, null, hour, hour + 1, Token)).ShouldBe(
            [new CounterDelta(tenant, kinds[0], 1, hour, 6, 60), new CounterDelta(tenant, kinds[0], 2, hour, 1, 5)]);
        (await store.Counters.ListAsync(tenant, kinds, 1, hour, hour + 2, Token)).Sum(counter => counter.Sum).ShouldBe(61);
        (await store.Counters.ListAsync(tenant, [CounterKind.RunsFailed], null, hour, hour + 2, Token)).ShouldBeEmpty();
        (await store.Counters.ListAsync(tenant, [], null, hour, hour + 2, Token)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Batches_WrittenAtTheSameTime_AllArrive()
    {
        var work = Enumerable.Range(0, 8).Select(async lane =>
        {
            for (var i = 0; i < 10; i++)
                (await store.Writer.WriteAsync([FullCommit((short)lane, i)], Token))[0].ShouldBe(CommitOutcome.Committed.Instance);
        });
        await Task.WhenAll(work);

        (await CountAsync(CounterKind.EventsAccepted)).ShouldBe(80);
        (await IdsAsync(new RunQuery { Tenant = tenant, Limit = 1_000 })).Count.ShouldBe(80);
    }

    [Fact]
    public async Task Commit_CanceledBeforeItIsSent_IsNotWritten()
    {
        using var canceled = new CancellationTokenSource();
        await canceled.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(async () => await store.Writer.WriteAsync([FullCommit(0, 0)], canceled.Token));
        (await store.Events.GetPositionAsync(Stream, Token)).Head.ShouldBe(0);
    }

    /// <summary>A commit with a row of nearly every kind, on a lane of its own.</summary>
    private Commit FullCommit(short lane, long after)
    {
        var item = rows.Event(Stream with { Lane = lane }, after + 1, correlation: "c");
        var run = rows.Run(tenant, status: RunStatus.Waiting) with { Event = item.Key };
        var commit = Append(item);
        commit.Cursor = commit.Head;
        commit.Dedupe.Add(rows.Dedupe(item, rows.NextId()));
        commit.NewRuns.Add(run);
        commit.Slices.Add(new SliceRecord(run.Id, 2, Rows.Utf8("[1]")));
        commit.NewWaits.Add(rows.EventWait(run, type, "k"));
        commit.Deliveries.Add(new DeliveryPage(item.Stream, after + 1, after + 1, Rows.Utf8("[2]")));
        commit.Counters.Add(new CounterDelta(tenant, CounterKind.EventsAccepted, type.Value, CounterDelta.HourOf(Clock.Now), 1));
        return commit;
    }

    private async Task ShouldBeThereAsync(Commit commit, bool there)
    {
        var item = commit.Events[0];
        var run = commit.NewRuns[0];
        ((await store.Events.GetAsync(tenant, item.Key, Token)) is not null).ShouldBe(there);
        ((await store.Runs.GetAsync(tenant, run.Id, Token)) is not null).ShouldBe(there);
        ((await store.Runs.GetWaitsAsync(tenant, run.Id, Token)).Count == 1).ShouldBe(there);
        ((await store.Runs.GetSlicesAsync(tenant, run.Id, Token)).Count == 1).ShouldBe(there);
        ((await store.Events.GetDeliveriesAsync(item.Stream, item.Sequence, Token)) is not null).ShouldBe(there);
        ((await store.Events.FindDuplicatesAsync(tenant, [commit.Dedupe[0].IdHash], Token)).Count == 1).ShouldBe(there);
    }

    private async Task<long> CountAsync(CounterKind kind) =>
        (await store.Counters.ListAsync(tenant, [kind], null, 0, int.MaxValue, Token)).Sum(counter => counter.Count);
}
