using Workflows.Abstractions.Definitions;
using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Schedules;
using Workflows.Abstractions.Storage;

namespace Workflows.Storage.Tests.Conformance;

public abstract partial class StoreConformance
{
    [Fact]
    public async Task Schedule_IsReadBack_AndChangedByRevision()
    {
        var schedule = Schedule(Clock.Now.AddHours(1));
        await store.Schedules.CreateAsync(schedule, rows.Audit(tenant), Token);

        var read = (await store.Schedules.GetAsync(tenant, schedule.Id, Token)).ShouldNotBeNull();
        Rows.Text(read.Payload).ShouldBe("""{"a":1}""");
        (read with { Payload = schedule.Payload }).ShouldBe(schedule);
        (await store.Schedules.GetAsync(other, schedule.Id, Token)).ShouldBeNull();

        var paused = schedule with { Status = ScheduleStatus.Paused, Next = null, Revision = 2 };
        (await store.Schedules.UpdateAsync(paused, rows.Audit(tenant), Token)).ShouldBeTrue();
        (await store.Schedules.UpdateAsync(paused, rows.Audit(tenant), Token)).ShouldBeFalse();
        (await store.Schedules.GetAsync(tenant, schedule.Id, Token))!.Next.ShouldBeNull();
    }

    [Fact]
    public async Task Schedules_AreFiltered_AndPagedNewestFirst()
    {
        var first = Schedule(Clock.Now.AddHours(1)) with { Name = "Nightly_report" };
        var second = Schedule(Clock.Now.AddHours(2)) with { Kind = ScheduleKind.Once, Cron = null, RunAt = Clock.Now.AddHours(2) };
        var third = Schedule(null) with { Workflow = new WorkflowId(9), Status = ScheduleStatus.Paused };
        foreach (var item in new[] { first, second, third, Schedule(null) with { Tenant = other } })
            await store.Schedules.CreateAsync(item, rows.Audit(item.Tenant), Token);

        (await IdsAsync(new ScheduleQuery { Tenant = tenant })).ShouldBe([third.Id, second.Id, first.Id]);
        (await IdsAsync(new ScheduleQuery { Tenant = tenant, Before = third.Id, Limit = 1 })).ShouldBe([second.Id]);
        (await IdsAsync(new ScheduleQuery { Tenant = tenant, Workflow = new WorkflowId(9) })).ShouldBe([third.Id]);
        (await IdsAsync(new ScheduleQuery { Tenant = tenant, Kind = ScheduleKind.Once })).ShouldBe([second.Id]);
        (await IdsAsync(new ScheduleQuery { Tenant = tenant, Status = ScheduleStatus.Paused })).ShouldBe([third.Id]);
        (await IdsAsync(new ScheduleQuery { Tenant = tenant, Search = "LY_R" })).ShouldBe([first.Id]);
    }

    [Fact]
    public async Task DueSchedules_AreFoundEarliestFirst()
    {
        var late = Schedule(Clock.Now);
        var early = Schedule(Clock.Now.AddMinutes(-1));
        var future = Schedule(Clock.Now.AddMinutes(1));
        (await store.Schedules.GetNextDueAsync(Token)).ShouldBeNull();
        foreach (var item in new[] { late, early, future, Schedule(null) }) await store.Schedules.CreateAsync(item, rows.Audit(tenant), Token);

        (await store.Schedules.ListDueAsync(Clock.Now, 10, Token)).Select(item => item.Id).ShouldBe([early.Id, late.Id]);
        (await store.Schedules.GetNextDueAsync(Token)).ShouldBe(early.Next);
    }

    [Fact]
    public async Task ScheduleMove_AndItsRun_AreOneCommit_AndHappenOnce()
    {
        var schedule = Schedule(Clock.Now);
        await store.Schedules.CreateAsync(schedule, rows.Audit(tenant), Token);
        var (winner, loser) = (rows.Run(tenant), rows.Run(tenant));

        var outcomes = await WriteAsync(Start(schedule, winner, Clock.Now.AddDays(1)), Start(schedule, loser, Clock.Now.AddDays(1)));

        outcomes[0].IsCommitted.ShouldBeTrue();
        outcomes[1].ShouldBeOfType<CommitOutcome.Conflict>();
        (await store.Runs.GetAsync(tenant, winner.Id, Token)).ShouldNotBeNull();
        (await store.Runs.GetAsync(tenant, loser.Id, Token)).ShouldBeNull();
        var read = (await store.Schedules.GetAsync(tenant, schedule.Id, Token))!;
        (read.Next, read.Last, read.LastRun, read.Status, read.Revision)
            .ShouldBe((Clock.Now.AddDays(1), Clock.Now, winner.Id, ScheduleStatus.Active, 1));
    }

    [Fact]
    public async Task ScheduleMove_WithoutNextTime_CompletesTheSchedule()
    {
        var schedule = Schedule(Clock.Now);
        await store.Schedules.CreateAsync(schedule, rows.Audit(tenant), Token);
        var commit = new Commit();
        commit.ScheduleMoves.Add(new ScheduleMove(schedule.Id, tenant, 1, Clock.Now, null, null, "PAYLOAD_INVALID"));

        await CommitAsync(commit);

        var read = (await store.Schedules.GetAsync(tenant, schedule.Id, Token))!;
        (read.Status, read.Next, read.LastError).ShouldBe((ScheduleStatus.Completed, null, "PAYLOAD_INVALID"));
    }

    [Fact]
    public async Task ScheduleMove_AfterAChangeOrByAnotherTenant_IsAConflict()
    {
        var schedule = Schedule(Clock.Now);
        await store.Schedules.CreateAsync(schedule, rows.Audit(tenant), Token);
        var stranger = new Commit();
        stranger.ScheduleMoves.Add(new ScheduleMove(schedule.Id, other, 1, Clock.Now, null, null, null));
        (await WriteAsync(stranger))[0].ShouldBeOfType<CommitOutcome.Conflict>();

        await store.Schedules.UpdateAsync(schedule with { Name = "changed", Revision = 2 }, null, Token);

        (await WriteAsync(Start(schedule, rows.Run(tenant), null)))[0].ShouldBeOfType<CommitOutcome.Conflict>();
    }

    [Fact]
    public async Task Publishing_GivesTheWorkflowTheScheduleOfItsVersion_AndDeletingTakesAll()
    {
        var workflow = (await store.Workflows.CreateAsync(Workflow("clock"), rows.Audit(tenant), Token))!;
        var user = Schedule(Clock.Now.AddDays(1)) with { Workflow = workflow.Id };
        await store.Schedules.CreateAsync(user, rows.Audit(tenant), Token);

        workflow = await PublishedAsync(workflow, Owned(workflow.Id, "0 9 * * *"));
        var owned = (await store.Schedules.ListAsync(Of(workflow), Token)).Single(item => item.Owner == ScheduleOwner.Definition);
        workflow = await PublishedAsync(workflow, Owned(workflow.Id, "0 9 * * *"));
        (await IdsAsync(Of(workflow))).ShouldContain(owned.Id, "the same trigger keeps its schedule");
        workflow = await PublishedAsync(workflow, Owned(workflow.Id, "0 10 * * *"));
        (await store.Schedules.ListAsync(Of(workflow), Token)).Select(item => item.Cron).ShouldBe(["0 10 * * *", "*/5 * * * *"]);
        workflow = await PublishedAsync(workflow, null);
        (await IdsAsync(Of(workflow))).ShouldBe([user.Id]);

        await store.Workflows.UpdateAsync(
            workflow with { Deleted = true, Revision = workflow.Revision + 1 }, null, rows.Audit(tenant), Token);
        (await IdsAsync(Of(workflow))).ShouldBeEmpty();
    }

    private async Task<WorkflowRecord> PublishedAsync(WorkflowRecord workflow, ScheduleRecord? schedule)
    {
        var next = workflow with { PublishedVersion = workflow.PublishedVersion + 1, Revision = workflow.Revision + 1 };
        var version = new WorkflowVersionRecord
        {
            Workflow = workflow.Id,
            Tenant = tenant,
            Version = next.PublishedVersion,
            Definition = Rows.Utf8("{}"),
            Schedule = schedule,
            PublishedBy = "tester",
            PublishedAt = Clock.Now,
        };
        (await store.Workflows.UpdateAsync(next, version, rows.Audit(tenant), Token)).ShouldBeTrue();
        return next;
    }

    private ScheduleQuery Of(WorkflowRecord workflow) => new() { Tenant = tenant, Workflow = workflow.Id };

    private async Task<List<Guid>> IdsAsync(ScheduleQuery query) =>
        [.. (await store.Schedules.ListAsync(query, Token)).Select(item => item.Id)];

    private Commit Start(ScheduleRecord schedule, Abstractions.Runs.RunRecord run, DateTimeOffset? next)
    {
        var commit = new Commit();
        commit.NewRuns.Add(run);
        commit.ScheduleMoves.Add(new ScheduleMove(schedule.Id, tenant, schedule.Revision, schedule.Next!.Value, next, run.Id, null));
        return commit;
    }

    private ScheduleRecord Owned(WorkflowId workflow, string cron) =>
        Schedule(Clock.Now.AddDays(1)) with { Workflow = workflow, Cron = cron, Owner = ScheduleOwner.Definition };

    private ScheduleRecord Schedule(DateTimeOffset? next) => new()
    {
        Id = rows.NextId(),
        Tenant = tenant,
        Workflow = new WorkflowId(1),
        Name = "Every five minutes",
        Owner = ScheduleOwner.User,
        Kind = ScheduleKind.Recurring,
        Cron = "*/5 * * * *",
        TimeZone = "Europe/Berlin",
        Payload = Rows.Utf8("""{"a":1}"""),
        CatchUp = ScheduleCatchUp.FireOnce,
        Status = ScheduleStatus.Active,
        Next = next,
        Revision = 1,
        CreatedBy = "tester",
        CreatedAt = Clock.Now,
        UpdatedBy = "tester",
        UpdatedAt = Clock.Now,
    };
}
