using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Runs;
using Workflows.Abstractions.Storage;

namespace Workflows.Storage.Tests.Conformance;

public abstract partial class StoreConformance
{
    [Fact]
    public async Task Run_StoredWithEverything_ReadsBackTheSame()
    {
        var run = rows.Run(tenant, 9, RunStatus.Failed) with
        {
            Version = 3,
            Origin = RunOrigin.Replay,
            Event = new EventKey(rows.NextId()),
            CorrelationId = "ticket-7",
            ErrorCode = "ACTION_FAILED",
            State = new byte[] { 0, 255, 1, 128 },
            History = Rows.Utf8("""[{"step":"ü\u0000"}]"""),
        };
        await InsertAsync(run);

        ShouldBeSame((await store.Runs.GetAsync(tenant, run.Id, Token)).ShouldNotBeNull(), run);
        (await store.Runs.GetAsync(other, run.Id, Token)).ShouldBeNull();
        (await store.Runs.GetAsync(tenant, new RunId(rows.NextId()), Token)).ShouldBeNull();
    }

    [Fact]
    public async Task Run_WithoutOptionalParts_ReadsBackWithoutThem()
    {
        var run = rows.Run(tenant) with { State = default, History = default };
        await InsertAsync(run);

        ShouldBeSame((await store.Runs.GetAsync(tenant, run.Id, Token)).ShouldNotBeNull(), run);
    }

    [Fact]
    public async Task RunUpdate_ReplacesTheRun_ButNotItsHistory()
    {
        var run = rows.Run(tenant, status: RunStatus.Waiting);
        await InsertAsync(run);
        Clock.Advance(TimeSpan.FromMinutes(1));
        var updated = run with
        {
            Status = RunStatus.Failed,
            Revision = 2,
            UpdatedAt = Clock.Now,
            ErrorCode = "TIMEOUT",
            State = Rows.Utf8("later"),
            History = Rows.Utf8("not written"),
        };
        await UpdateAsync(updated);

        ShouldBeSame((await store.Runs.GetAsync(tenant, run.Id, Token))!, updated with { History = run.History });
    }

    [Fact]
    public async Task RunUpdate_OfAnOldRun_FindsItsDay()
    {
        var run = rows.Run(tenant, status: RunStatus.Waiting);
        await InsertAsync(run);
        Clock.Advance(TimeSpan.FromDays(40));
        await UpdateAsync(run with { Revision = 2, Status = RunStatus.Succeeded, UpdatedAt = Clock.Now });

        (await store.Runs.GetAsync(tenant, run.Id, Token))!.Revision.ShouldBe(2);
    }

    [Fact]
    public async Task Slices_OfARun_AreReadInOrder()
    {
        var run = rows.Run(tenant, status: RunStatus.Waiting);
        await InsertAsync(run);
        var commit = new Commit();
        commit.RunUpdates.Add(run with { Revision = 2 });
        commit.Slices.Add(new SliceRecord(run.Id, 3, Rows.Utf8("third")));
        commit.Slices.Add(new SliceRecord(run.Id, 2, Rows.Utf8("second")));
        await CommitAsync(commit);

        var slices = await store.Runs.GetSlicesAsync(tenant, run.Id, Token);
        slices.Select(slice => (slice.Revision, Rows.Text(slice.History))).ShouldBe([(2, "second"), (3, "third")]);
        (await store.Runs.GetSlicesAsync(other, run.Id, Token)).ShouldBeEmpty();
    }

    [Fact]
    public async Task StateParts_AreReadInOrder_UntilTheyAreDropped()
    {
        var run = await InsertAsync(rows.Run(tenant, status: RunStatus.Waiting));
        var commit = new Commit();
        commit.NewParts.Add(new StatePart(run.Id, 2, new byte[] { 0, 255 }));
        commit.NewParts.Add(new StatePart(run.Id, 1, Rows.Utf8("first")));
        await CommitAsync(commit);
        var parts = await store.Runs.GetPartsAsync(tenant, run.Id, Token);
        parts.Select(part => (part.Number, Convert.ToHexString(part.Content.Span))).ShouldBe([(1, "6669727374"), (2, "00FF")]);
        (await store.Runs.GetPartsAsync(other, run.Id, Token)).ShouldBeEmpty();

        var drop = new Commit();
        drop.DroppedParts.Add(new StatePartId(run.Id, 1));
        drop.DroppedParts.Add(new StatePartId(run.Id, 7));
        await CommitAsync(drop);
        (await store.Runs.GetPartsAsync(tenant, run.Id, Token)).ShouldHaveSingleItem().Number.ShouldBe(2);
    }

    [Fact]
    public async Task StatePart_WithAKnownNumber_IsAConflict()
    {
        var run = await InsertAsync(rows.Run(tenant, status: RunStatus.Waiting));
        var commit = new Commit();
        commit.NewParts.Add(new StatePart(run.Id, 1, Rows.Utf8("first")));
        await CommitAsync(commit);

        (await WriteAsync(commit)).ShouldHaveSingleItem().ShouldBeOfType<CommitOutcome.Conflict>();
    }

    [Fact]
    public async Task RunList_WithFilters_SelectsNewestFirst()
    {
        var first = await InsertAsync(rows.Run(tenant, 1) with { CorrelationId = "a" });
        Clock.Advance(TimeSpan.FromSeconds(1));
        var second = await InsertAsync(rows.Run(tenant, 2, RunStatus.Failed) with { CorrelationId = "b", Version = 2 });
        Clock.Advance(TimeSpan.FromSeconds(1));
        var third = await InsertAsync(rows.Run(tenant, 1, RunStatus.Waiting) with { CorrelationId = "b" });
        await InsertAsync(rows.Run(other, 1));

        (await IdsAsync(new RunQuery { Tenant = tenant })).ShouldBe([third.Id, second.Id, first.Id]);
        (await IdsAsync(new RunQuery { Tenant = tenant, Workflow = new WorkflowId(1) })).ShouldBe([third.Id, first.Id]);
        (await IdsAsync(new RunQuery { Tenant = tenant, Statuses = [RunStatus.Failed] })).ShouldBe([second.Id]);
        (await IdsAsync(new RunQuery { Tenant = tenant, Statuses = [RunStatus.Waiting, RunStatus.Succeeded] })).ShouldBe([third.Id, first.Id]);
        (await IdsAsync(new RunQuery { Tenant = tenant, CorrelationId = "b" })).ShouldBe([third.Id, second.Id]);
        (await IdsAsync(new RunQuery { Tenant = tenant, Version = 2 })).ShouldBe([second.Id]);
        (await IdsAsync(new RunQuery { Tenant = tenant, From = second.StartedAt })).ShouldBe([third.Id, second.Id]);
        (await IdsAsync(new RunQuery { Tenant = tenant, To = second.StartedAt })).ShouldBe([first.Id]);
        (await IdsAsync(new RunQuery { Tenant = tenant, Before = third.Id, Limit = 1 })).ShouldBe([second.Id]);
    }

    [Fact]
    public async Task RunList_LeavesStateAndHistoryEmpty()
    {
        await InsertAsync(rows.Run(tenant));

        var listed = (await store.Runs.ListAsync(new RunQuery { Tenant = tenant }, Token)).ShouldHaveSingleItem();
        listed.State.IsEmpty.ShouldBeTrue();
        listed.History.IsEmpty.ShouldBeTrue();
    }

    [Fact]
    public async Task RunList_PageByPageWhileRunsStart_ShowsEveryOlderRunOnce()
    {
        var runs = Enumerable.Range(0, 20).Select(i => rows.Run(tenant, status: (RunStatus)(1 + (i % 5)))).ToArray();
        var commit = new Commit();
        commit.NewRuns.AddRange(runs);
        await CommitAsync(commit);

        var seen = new List<RunId>();
        RunId? before = null;
        while (true)
        {
            var page = await IdsAsync(new RunQuery { Tenant = tenant, Statuses = Enum.GetValues<RunStatus>(), Before = before, Limit = 6 });
            if (page.Count == 0) break;
            seen.AddRange(page);
            before = page[^1];
            await InsertAsync(rows.Run(tenant, status: RunStatus.Failed));
        }

        seen.ShouldBe(runs.Reverse().Select(run => run.Id));
    }

    [Fact]
    public async Task Running_ListsRunsOfAllTenants_ById()
    {
        var mine = await InsertAsync(rows.Run(tenant, status: RunStatus.Running));
        await InsertAsync(rows.Run(tenant, status: RunStatus.Waiting));
        Clock.Advance(TimeSpan.FromMinutes(1));
        var theirs = await InsertAsync(rows.Run(other, status: RunStatus.Running));

        (await store.Runs.ListRunningAsync(default, default, 10, Token)).Select(run => run.Id).ShouldBe([mine.Id, theirs.Id]);
        (await store.Runs.ListRunningAsync(mine.Id, default, 10, Token)).Select(run => run.Id).ShouldBe([theirs.Id]);
        (await store.Runs.ListRunningAsync(default, default, 1, Token)).Select(run => run.Id).ShouldBe([mine.Id]);
        (await store.Runs.ListRunningAsync(default, Clock.Now, 10, Token)).Select(run => run.Id).ShouldBe([theirs.Id]);
    }

    [Fact]
    public async Task Active_CountsRunsThatHaveNotEnded()
    {
        foreach (var status in Enum.GetValues<RunStatus>()) await InsertAsync(rows.Run(tenant, 1, status));
        await InsertAsync(rows.Run(tenant, 2, RunStatus.Running));
        await InsertAsync(rows.Run(other, 1, RunStatus.Running));

        (await store.Runs.CountActiveAsync(tenant, new WorkflowId(1), Token)).ShouldBe(2);
        (await store.Runs.CountActiveAsync(tenant, new WorkflowId(3), Token)).ShouldBe(0);
    }

    private async Task<RunRecord> InsertAsync(RunRecord run)
    {
        var commit = new Commit();
        commit.NewRuns.Add(run);
        await CommitAsync(commit);
        return run;
    }

    private async Task UpdateAsync(RunRecord run)
    {
        var commit = new Commit();
        commit.RunUpdates.Add(run);
        await CommitAsync(commit);
    }

    private async Task<List<RunId>> IdsAsync(RunQuery query) => [.. (await store.Runs.ListAsync(query, Token)).Select(run => run.Id)];

    private static void ShouldBeSame(RunRecord actual, RunRecord expected)
    {
        (actual with { State = default, History = default }).ShouldBe(expected with { State = default, History = default });
        actual.State.ToArray().ShouldBe(expected.State.ToArray());
        Rows.Text(actual.History).ShouldBe(Rows.Text(expected.History));
    }
}
