using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Runs;
using Workflows.Abstractions.Storage;

namespace Workflows.Storage.Tests.Conformance;

public abstract partial class StoreConformance
{
    [Fact]
    public async Task Wait_StoredWithEverything_ReadsBackTheSame()
    {
        var run = rows.Run(tenant, status: RunStatus.Waiting);
        var wait = rows.EventWait(run, type, "k") with
        {
            Filter = Rows.Utf8("""{"f":true}"""),
            Due = Clock.Now.AddHours(1),
            Step = "each[3]/wait",
        };
        await ParkAsync(run, wait, rows.TimeWait(run, Clock.Now.AddDays(1), 2));

        var waits = await store.Runs.GetWaitsAsync(tenant, run.Id, Token);
        waits.Select(item => item.Id.Number).ShouldBe([1, 2]);
        (waits[0] with { Filter = default }).ShouldBe(wait with { Filter = default });
        Rows.Text(waits[0].Filter).ShouldBe("""{"f":true}""");
        (await store.Runs.GetWaitsAsync(other, run.Id, Token)).ShouldBeEmpty();
    }

    [Fact]
    public async Task FindWaits_ReturnsPendingWaitsOfTheKeys_OldestFirst()
    {
        var late = rows.Run(tenant, status: RunStatus.Waiting);
        var early = rows.Run(tenant, status: RunStatus.Waiting);
        await ParkAsync(late, rows.EventWait(late, type, "k") with { CreatedAt = Clock.Now.AddSeconds(5) });
        await ParkAsync(early, rows.EventWait(early, type, "k") with { CreatedAt = Clock.Now.AddSeconds(1) });
        var secondKey = rows.Run(tenant, status: RunStatus.Waiting);
        await ParkAsync(secondKey, rows.EventWait(secondKey, type, "a"), rows.EventWait(secondKey, type, "unasked", 2));

        (await FindAsync(tenant, "k", "a", "none")).ShouldBe([secondKey.Id, early.Id, late.Id]);
        (await FindAsync(other, "k")).ShouldBeEmpty();
        (await FindAsync(tenant)).ShouldBeEmpty();
    }

    [Fact]
    public async Task FindWaits_LeavesOutOtherTypesOtherKindsAndResolvedOnes()
    {
        var secondType = await store.Catalog.GetOrAddTypeAsync("TICKET_CLOSED", Token);
        var run = rows.Run(tenant, status: RunStatus.Waiting);
        await ParkAsync(
            run, rows.EventWait(run, secondType, "k"), rows.TimeWait(run, Clock.Now, 2), rows.EventWait(run, type, "k", 3), rows.EventWait(run, type, "k", 4));
        await ResolveAsync(run, 3);

        (await store.Runs.FindWaitsAsync(tenant, type, ["k"], Token)).Select(wait => wait.Id.Number).ShouldBe([4]);
    }

    [Fact]
    public async Task FindWaits_WithThousandsOfKeys_FindsAll()
    {
        var run = rows.Run(tenant, status: RunStatus.Waiting);
        await ParkAsync(run, [.. Enumerable.Range(1, 300).Select(i => rows.EventWait(run, type, $"key-{i}", i))]);

        var keys = Enumerable.Range(1, 1_000).Select(i => $"key-{i}").ToArray();
        (await store.Runs.FindWaitsAsync(tenant, type, keys, Token)).Count.ShouldBe(300);
    }

    [Fact]
    public async Task ResolvedWaits_AreListedForRecovery_UntilTheirRunTakesThem()
    {
        var run = rows.Run(tenant, status: RunStatus.Waiting);
        await ParkAsync(run, rows.EventWait(run, type, "a"), rows.EventWait(run, type, "b", 2), rows.EventWait(run, type, "c", 3));
        var by = await ResolveAsync(run, 1);
        await ResolveAsync(run, 3);

        var listed = await store.Runs.ListResolvedWaitsAsync(default, 10, Token);
        listed.Select(wait => wait.Id.Number).ShouldBe([1, 3]);
        listed[0].ResolvedBy.ShouldBe(by);
        (await store.Runs.ListResolvedWaitsAsync(listed[0].Id, 10, Token)).Select(wait => wait.Id.Number).ShouldBe([3]);
        (await store.Runs.ListResolvedWaitsAsync(default, 1, Token)).Select(wait => wait.Id.Number).ShouldBe([1]);

        await RemoveAsync(listed[0].Id, by);
        (await store.Runs.ListResolvedWaitsAsync(default, 10, Token)).Select(wait => wait.Id.Number).ShouldBe([3]);
    }

    [Fact]
    public async Task DueWaits_OfAShard_AreListedEarliestFirst()
    {
        var run = rows.Run(tenant, status: RunStatus.Waiting);
        var shard = TimerShard.Of(run.Id);
        await ParkAsync(
            run,
            rows.TimeWait(run, Clock.Now.AddMilliseconds(30)),
            rows.TimeWait(run, Clock.Now.AddMilliseconds(10), 2),
            rows.TimeWait(run, Clock.Now.AddMilliseconds(20), 3),
            rows.EventWait(run, type, "never due", 4));

        var (from, until) = (DateTimeOffset.UnixEpoch, Clock.Now.AddMilliseconds(20));
        (await store.Runs.ListDueAsync(shard, from, until, 10, Token)).Select(wait => wait.Id.Number).ShouldBe([2, 3]);
        (await store.Runs.ListDueAsync(shard, from, until, 1, Token)).Select(wait => wait.Id.Number).ShouldBe([2]);
        (await store.Runs.ListDueAsync(shard, until, until.AddHours(1), 10, Token)).Select(wait => wait.Id.Number).ShouldBe([3, 1]);
        (await store.Runs.ListDueAsync((short)((shard + 1) % TimerShard.Count), from, until, 10, Token)).ShouldBeEmpty();
        (await store.Runs.GetNextDueAsync(shard, Token)).ShouldBe(Clock.Now.AddMilliseconds(10));
    }

    [Fact]
    public async Task NextDue_WithoutADueWait_IsNull()
    {
        var run = rows.Run(tenant, status: RunStatus.Waiting);
        await ParkAsync(run, rows.EventWait(run, type, "k") with { Due = Clock.Now });
        await ResolveAsync(run, 1);

        (await store.Runs.GetNextDueAsync(TimerShard.Of(run.Id), Token)).ShouldBeNull();
        (await store.Runs.ListDueAsync(TimerShard.Of(run.Id), DateTimeOffset.UnixEpoch, Clock.Now, 10, Token)).ShouldBeEmpty();
    }

    private async Task<List<RunId>> FindAsync(TenantId owner, params string[] keys) =>
        [.. (await store.Runs.FindWaitsAsync(owner, type, keys, Token)).Select(wait => wait.Id.Run)];

    private async Task ParkAsync(RunRecord run, params WaitRecord[] waits)
    {
        var commit = new Commit();
        commit.NewRuns.Add(run);
        commit.NewWaits.AddRange(waits);
        await CommitAsync(commit);
    }

    private async Task<EventKey> ResolveAsync(RunRecord run, int number)
    {
        var by = new EventKey(rows.NextId());
        var commit = new Commit();
        commit.ResolvedWaits.Add(new WaitResolution(new WaitId(run.Id, number), by));
        await CommitAsync(commit);
        return by;
    }

    private async Task RemoveAsync(WaitId wait, EventKey? resolvedBy = null) => await CommitAsync(Removal(wait, resolvedBy));

    private static Commit Removal(WaitId wait, EventKey? resolvedBy = null)
    {
        var commit = new Commit();
        commit.RemovedWaits.Add(new WaitRemoval(wait, resolvedBy));
        return commit;
    }
}
