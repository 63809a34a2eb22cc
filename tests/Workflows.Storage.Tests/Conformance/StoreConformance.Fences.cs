using Workflows.Abstractions.Deliveries;
using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Runs;
using Workflows.Abstractions.Storage;

namespace Workflows.Storage.Tests.Conformance;

/// <summary>What makes a commit fail.</summary>
public abstract partial class StoreConformance
{
    [Fact]
    public async Task StaleHead_IsAConflict_AndWritesNothing()
    {
        await StoredAsync(rows.Event(Stream, 1));
        var stale = rows.Event(Stream, 1);

        (await WriteAsync(Append(stale))).ShouldHaveSingleItem().ShouldBeOfType<CommitOutcome.Conflict>();
        (await WriteAsync(Append(rows.Event(Stream, 3)))).ShouldHaveSingleItem().ShouldBeOfType<CommitOutcome.Conflict>();
        (await store.Events.GetPositionAsync(Stream, Token)).Head.ShouldBe(1);
        (await store.Events.GetAsync(tenant, stale.Key, Token)).ShouldBeNull();
    }

    [Fact]
    public async Task StaleCursor_IsAConflict()
    {
        await CommitAsync(new Commit { Cursor = new StreamMove(Stream, 0, 5) });

        (await WriteAsync(new Commit { Cursor = new StreamMove(Stream, 0, 5) })).ShouldHaveSingleItem().ShouldBeOfType<CommitOutcome.Conflict>();
        (await WriteAsync(new Commit { Cursor = new StreamMove(Stream, 4, 6) })).ShouldHaveSingleItem().ShouldBeOfType<CommitOutcome.Conflict>();
        await CommitAsync(new Commit { Cursor = new StreamMove(Stream, 5, 6) });
    }

    [Fact]
    public async Task KnownPublisherId_IsADuplicate_WithTheStoredEntry()
    {
        var first = rows.Event(Stream, 1);
        var (known, fresh) = (rows.NextId(), rows.NextId());
        var commit = Append(first);
        commit.Dedupe.Add(rows.Dedupe(first, known, 77));
        await CommitAsync(commit);

        var (again, extra) = (rows.Event(Stream, 2), rows.Event(Stream, 3));
        var repeat = Append(again, extra);
        repeat.Dedupe.Add(rows.Dedupe(extra, fresh));
        repeat.Dedupe.Add(rows.Dedupe(again, known, 78));
        var outcome = (await WriteAsync(repeat)).ShouldHaveSingleItem().ShouldBeOfType<CommitOutcome.Duplicate>();
        outcome.Known.ShouldBe([rows.Dedupe(first, known, 77)]);
        (await store.Events.FindDuplicatesAsync(tenant, [known, fresh], Token)).ShouldBe([rows.Dedupe(first, known, 77)]);
        (await store.Events.GetPositionAsync(Stream, Token)).Head.ShouldBe(1);
    }

    [Fact]
    public async Task PublisherId_OfAnotherTenant_IsNoDuplicate()
    {
        var hash = rows.NextId();
        var mine = rows.Event(Stream, 1);
        var theirs = rows.Event(Stream with { Tenant = other }, 1);
        var (first, second) = (Append(mine), Append(theirs));
        first.Dedupe.Add(rows.Dedupe(mine, hash));
        second.Dedupe.Add(rows.Dedupe(theirs, hash));

        (await WriteAsync(first, second)).ShouldAllBe(outcome => outcome.IsCommitted);
        (await store.Events.FindDuplicatesAsync(other, [hash], Token)).ShouldHaveSingleItem().Key.ShouldBe(theirs.Key);
    }

    [Fact]
    public async Task KnownRunId_IsAConflict()
    {
        var run = await InsertAsync(rows.Run(tenant));
        var commit = new Commit();
        commit.NewRuns.Add(rows.Run(tenant));
        commit.NewRuns.Add(run);

        (await WriteAsync(commit)).ShouldHaveSingleItem().ShouldBeOfType<CommitOutcome.Conflict>();
        (await IdsAsync(new RunQuery { Tenant = tenant })).ShouldBe([run.Id]);
    }

    [Fact]
    public async Task StaleRunRevision_IsAConflict()
    {
        var run = await InsertAsync(rows.Run(tenant, status: RunStatus.Waiting));
        foreach (var wrong in new[] { run with { Revision = 1 }, run with { Revision = 3 }, run with { Revision = 2, Tenant = other } })
        {
            var commit = new Commit();
            commit.RunUpdates.Add(wrong);
            (await WriteAsync(commit)).ShouldHaveSingleItem().ShouldBeOfType<CommitOutcome.Conflict>();
        }

        (await store.Runs.GetAsync(tenant, run.Id, Token))!.Revision.ShouldBe(1);
    }

    [Fact]
    public async Task RunUpdate_OfAnUnknownRun_IsAConflict()
    {
        var commit = new Commit();
        commit.RunUpdates.Add(rows.Run(tenant) with { Revision = 2 });

        (await WriteAsync(commit)).ShouldHaveSingleItem().ShouldBeOfType<CommitOutcome.Conflict>();
    }

    [Fact]
    public async Task Wait_ThatIsGoneOrResolved_CannotBeResolvedOrRemoved()
    {
        var run = rows.Run(tenant, status: RunStatus.Waiting);
        await ParkAsync(run, rows.EventWait(run, type, "a"), rows.EventWait(run, type, "b", 2));
        var by = await ResolveAsync(run, 1);
        await RemoveAsync(new WaitId(run.Id, 2));

        foreach (var number in new[] { 1, 2, 3 })
        {
            var resolve = new Commit();
            resolve.ResolvedWaits.Add(new WaitResolution(new WaitId(run.Id, number), new EventKey(rows.NextId())));
            (await WriteAsync(resolve)).ShouldHaveSingleItem().ShouldBeOfType<CommitOutcome.Conflict>();
        }

        foreach (var stale in new[] { Removal(new WaitId(run.Id, 2)), Removal(new WaitId(run.Id, 1)), Removal(new WaitId(run.Id, 1), new EventKey(rows.NextId())) })
            (await WriteAsync(stale)).ShouldHaveSingleItem().ShouldBeOfType<CommitOutcome.Conflict>();
        await RemoveAsync(new WaitId(run.Id, 1), by);
    }

    [Fact]
    public async Task RowThatExists_IsAConflict()
    {
        var run = rows.Run(tenant, status: RunStatus.Waiting);
        var wait = rows.EventWait(run, type, "a");
        await ParkAsync(run, wait);
        var item = await StoredAsync(rows.Event(Stream, 1));
        var page = new DeliveryPage(Stream, 1, 1, Rows.Utf8("[]"));
        var first = new Commit();
        first.Deliveries.Add(page);
        first.Slices.Add(new SliceRecord(run.Id, 2, Rows.Utf8("[]")));
        await CommitAsync(first);

        Action<Commit>[] repeats =
        [
            commit => commit.NewWaits.Add(wait),
            commit => commit.Events.Add(item),
            commit => commit.Deliveries.Add(page),
            commit => commit.Slices.Add(new SliceRecord(run.Id, 2, Rows.Utf8("[]"))),
        ];
        foreach (var repeat in repeats)
        {
            var commit = new Commit();
            repeat(commit);
            (await WriteAsync(commit)).ShouldHaveSingleItem().ShouldBeOfType<CommitOutcome.Conflict>();
        }
    }
}
