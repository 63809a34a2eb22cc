using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Runs;
using Workflows.Abstractions.Storage;

namespace Workflows.Storage.Tests.Conformance;

public abstract partial class StoreConformance
{
    [Fact]
    public async Task CommandRows_AreWrittenWithTheirCommit_OrNotAtAll()
    {
        var run = rows.Run(tenant, status: RunStatus.Waiting);
        await CommitAsync(new Commit { NewRuns = { run } });
        var audit = rows.Audit(tenant, $"run:{run.Id}");
        var target = rows.Run(tenant);
        var job = rows.NextId();
        var link = new ReplayLink(tenant, run.Id, target.Id, "step");

        await CommitAsync(new Commit
        {
            Audit = { audit }, Replays = { link }, NewTags = { new RunTag(tenant, run.Id, "vip") }, JobItems = { new JobItem(job, run.Id, JobItem.Done) },
        });
        var again = await WriteAsync(
            new Commit { JobItems = { new JobItem(job, run.Id, JobItem.Done) }, Audit = { rows.Audit(tenant, $"run:{run.Id}") } },
            new Commit { Audit = { audit } },
            new Commit { NewTags = { new RunTag(tenant, run.Id, "vip") }, RemovedTags = { new RunTag(tenant, run.Id, "none") } });

        again[0].ShouldBeOfType<CommitOutcome.Conflict>();
        again[1].ShouldBeOfType<CommitOutcome.Conflict>();
        again[2].IsCommitted.ShouldBeTrue();
        (await store.Tenants.ListAuditAsync(tenant, $"run:{run.Id}", null, 10, Token)).ShouldHaveSingleItem().Id.ShouldBe(audit.Id);
        (await store.Operations.ListReplaysAsync(tenant, target.Id, Token)).ShouldBe([link]);
        (await store.Operations.ListReplaysAsync(other, target.Id, Token)).ShouldBeEmpty();
        (await store.Operations.FindItemAsync(job, run.Id, Token)).ShouldBe(JobItem.Done);
        (await store.Runs.ListAsync(new RunQuery { Tenant = tenant, Tag = "vip" }, Token)).ShouldHaveSingleItem().Id.ShouldBe(run.Id);
        (await store.Runs.ListAsync(new RunQuery { Tenant = other, Tag = "vip" }, Token)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(RunOrder.Started, false)]
    [InlineData(RunOrder.Started, true)]
    [InlineData(RunOrder.Updated, false)]
    [InlineData(RunOrder.Updated, true)]
    public async Task Runs_PagedWhileOthersAreAdded_AreEachSeenOnce(RunOrder order, bool ascending)
    {
        var random = new Random(7);
        var known = new List<RunRecord>();
        for (var i = 0; i < 60; i++) known.Add(await AddRunAsync(random));

        var seen = new List<RunId>();
        RunPosition? after = null;
        for (var pages = 0; pages < 1_000; pages++)
        {
            var page = await store.Runs.ListAsync(
                new RunQuery { Tenant = tenant, Order = order, Ascending = ascending, After = after, Limit = 7 }, Token);
            if (page.Count == 0 || (ascending && seen.Count > 200)) break;
            seen.AddRange(page.Select(run => run.Id));
            after = RunPosition.Of(page[^1]);
            for (var i = random.Next(3); i > 0 && known.Count < 100; i--) known.Add(await AddRunAsync(random));
        }

        seen.ShouldBeUnique();
        known.Take(60).Select(run => run.Id).Except(seen).ShouldBeEmpty("no run that was there at the beginning is left out");
        var all = await store.Runs.ListAsync(
            new RunQuery { Tenant = tenant, Order = order, Ascending = ascending, Limit = 1_000 }, Token);
        var places = all.Select(RunPosition.Of).Select(place => order == RunOrder.Started ? (0, place.Run) : (place.At, place.Run)).ToList();
        places.ShouldBe(ascending ? places.Order() : places.OrderDescending());
    }

    [Fact]
    public async Task Search_FindsByTheBeginOfTexts_OfItsTenantOnly()
    {
        var mine = rows.Run(tenant, status: RunStatus.Failed) with { CorrelationId = "order-17", ErrorCode = "CARD_DECLINED" };
        var theirs = rows.Run(other, status: RunStatus.Failed) with { CorrelationId = "order-18", ErrorCode = "CARD_DECLINED" };
        var waiting = rows.Run(tenant, status: RunStatus.Waiting);
        await CommitAsync(new Commit
        {
            NewRuns = { mine, theirs, waiting }, NewTags = { new RunTag(tenant, mine.Id, "gold") },
            NewWaits = { rows.EventWait(waiting, type, "invoice-9") },
        });

        foreach (var text in new[] { "order", "order-17", "CARD", "gold", "go", mine.Id.ToString(), mine.Id.ToString()[..30] })
            (await store.Runs.SearchAsync(tenant, text, 100, Token)).ShouldContain(mine.Id, text);
        (await store.Runs.SearchAsync(tenant, "invoice", 100, Token)).ShouldBe([waiting.Id]);
        foreach (var text in new[] { "rder", "order-18", "silver", theirs.Id.ToString() })
            (await store.Runs.SearchAsync(tenant, text, 100, Token)).ShouldBeEmpty(text);
        (await store.Runs.ListAsync(new RunQuery { Tenant = tenant, ErrorCode = "CARD_DECLINED" }, Token)).ShouldHaveSingleItem();
        (await store.Runs.CountAsync(tenant, null, RunStatus.Failed, 10, Token)).ShouldBe(1);
        (await store.Runs.CountAsync(tenant, new WorkflowId(99), RunStatus.Failed, 10, Token)).ShouldBe(0);
    }

    [Fact]
    public async Task Stuck_AreRunningRunsWithoutChange_WithTheirStates()
    {
        var old = rows.Run(tenant, status: RunStatus.Running);
        await CommitAsync(new Commit { NewRuns = { old, rows.Run(tenant, status: RunStatus.Waiting) } });
        Clock.Advance(TimeSpan.FromMinutes(10));
        await CommitAsync(new Commit { NewRuns = { rows.Run(tenant, status: RunStatus.Running) } });

        var stuck = (await store.Runs.ListStuckAsync(tenant, Clock.Now.AddMinutes(-5), 10, Token)).ShouldHaveSingleItem();

        stuck.Id.ShouldBe(old.Id);
        stuck.State.IsEmpty.ShouldBeFalse();
        (await store.Runs.ListStuckAsync(other, Clock.Now, 10, Token)).ShouldBeEmpty();
        (await store.Runs.ListStuckAsync(null, Clock.Now.AddMinutes(-5), 10, Token)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Jobs_AreFencedByTheirRevision()
    {
        var job = new JobRecord
        {
            Id = rows.NextId(), Tenant = tenant, Kind = "runs.cancel", Status = JobStatus.Running, Revision = 1, Actor = "me",
            Request = Rows.Utf8("""{"a":1}"""), Progress = Rows.Utf8("{}"), UpdatedAt = Clock.Now,
        };
        var run = new RunId(rows.NextId());
        await store.Operations.AddJobAsync(job, rows.Audit(tenant), Token);

        (await store.Operations.UpdateJobAsync(job with { Revision = 2, Progress = Rows.Utf8("""{"n":1}""") }, [new JobItem(job.Id, run, "RUN_HAS_ENDED")], null, Token))
            .ShouldBeTrue();
        (await store.Operations.UpdateJobAsync(job with { Revision = 2 }, [], null, Token)).ShouldBeFalse();

        Rows.Text((await store.Operations.GetJobAsync(tenant, job.Id, Token))!.Progress).ShouldBe("""{"n":1}""");
        (await store.Operations.GetJobAsync(other, job.Id, Token)).ShouldBeNull();
        (await store.Operations.ListRunningJobsAsync(Token)).ShouldHaveSingleItem();
        (await store.Operations.ListJobsAsync(tenant, null, 10, Token)).ShouldHaveSingleItem();
        (await store.Operations.ListItemsAsync(job.Id, null, 10, Token)).ShouldBe([new JobItem(job.Id, run, "RUN_HAS_ENDED")]);
        (await store.Operations.UpdateJobAsync(job with { Revision = 3, Status = JobStatus.Completed }, [], rows.Audit(tenant), Token)).ShouldBeTrue();
        (await store.Operations.ListRunningJobsAsync(Token)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Answers_AreKeptOnce_UntilTheyAreForgotten()
    {
        var first = new RequestAnswer(tenant, rows.NextId(), rows.NextId(), Clock.Now, 0, null, Rows.Utf8(""));
        (await store.Operations.AddAnswerAsync(first, Token)).ShouldBeNull();
        await store.Operations.CompleteAnswerAsync(first with { Status = 201, Location = "/x", Answer = Rows.Utf8("{}") }, Token);

        var known = await store.Operations.AddAnswerAsync(first with { BodyHash = rows.NextId() }, Token);

        (known!.Status, known.Location, Rows.Text(known.Answer), known.BodyHash).ShouldBe((201, "/x", "{}", first.BodyHash));
        (await store.Operations.AddAnswerAsync(first with { Tenant = other }, Token)).ShouldBeNull();
        (await store.MaintainAsync(Clock.Now + Retention.RequestAnswers, Week, Token)).ShouldBe(0);
        (await store.MaintainAsync(Clock.Now + Retention.RequestAnswers + TimeSpan.FromSeconds(1), Week, Token)).ShouldBe(2);
        (await store.Operations.AddAnswerAsync(first, Token)).ShouldBeNull();
        await store.Operations.RemoveAnswerAsync(tenant, first.KeyHash, Token);
        (await store.Operations.AddAnswerAsync(first, Token)).ShouldBeNull();
    }

    private async Task<RunRecord> AddRunAsync(Random random)
    {
        Clock.Advance(TimeSpan.FromMilliseconds(random.Next(3)));
        var run = rows.Run(tenant, status: (RunStatus)random.Next(2, 6));
        if (random.Next(2) == 0)
        {
            await CommitAsync(new Commit { NewRuns = { run } });
            return run;
        }

        // Changed later, but before it is listed.
        await CommitAsync(new Commit { NewRuns = { run } });
        Clock.Advance(TimeSpan.FromMilliseconds(random.Next(3)));
        var changed = run with { Revision = 2, UpdatedAt = Clock.Now, Status = RunStatus.Succeeded };
        await CommitAsync(new Commit { RunUpdates = { changed } });
        return changed;
    }
}
