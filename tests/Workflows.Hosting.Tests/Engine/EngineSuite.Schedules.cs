using Workflows.Abstractions.Json;
using Workflows.Abstractions.Runs;
using Workflows.Abstractions.Schedules;
using Workflows.Hosting.Schedules;

namespace Workflows.Hosting.Tests.Engine;

public abstract partial class EngineSuite
{
    private const string Keep = """{"name":"Keep","steps":[{"id":"keep","type":"state.set","config":{"state":"DONE"}}]}""";

    [Fact]
    [Trait("Item", "CT-035"), Trait("Item", "CT-037"), Trait("Item", "CT-038"), Trait("Item", "ES-025"), Trait("Item", "ES-027")]
    public async Task OneTimeSchedule_StartsOneRun_AndIsCompleted()
    {
        await engine.PublishAsync("keep", Keep);
        var at = Clock.GetUtcNow().AddMinutes(10);
        var schedule = await ScheduleAsync("keep", Once(at, """{"a":1}"""));

        Clock.Advance(TimeSpan.FromMinutes(10));
        await ScheduleIsAsync(schedule, item => item.Status == ScheduleStatus.Completed);
        Clock.Advance(TimeSpan.FromDays(2));

        var run = (await RunsAsync()).ShouldHaveSingleItem().Run;
        run.Origin.ShouldBe(RunOrigin.Schedule);
        run.CorrelationId.ShouldBe($"schedule:{schedule:D}");
        (await engine.RunAsync(run.Id, RunStatus.Succeeded)).Envelope["payload"]["a"].GetDouble().ShouldBe(1);
        (await ScheduleIsAsync(schedule, _ => true)).LastRun.ShouldBe(run.Id);
    }

    [Fact]
    [Trait("Item", "CT-036"), Trait("Item", "CT-008"), Trait("Item", "ES-026")]
    public async Task RecurringSchedule_StartsARunForEachDueTime_WithTheFactsOfTheStart()
    {
        await engine.PublishAsync("keep", Keep);
        var schedule = await ScheduleAsync("keep", Recurring("30 * * * *"));

        for (var hour = 1; hour <= 3; hour++)
        {
            Clock.Advance((await ScheduleIsAsync(schedule, _ => true)).Next!.Value - Clock.GetUtcNow());
            await RunsCountAsync(hour);
        }

        var runs = await RunsAsync();
        var facts = new List<JsonValue>();
        foreach (var run in runs) facts.Add((await engine.RunAsync(run.Run.Id, RunStatus.Succeeded)).Envelope["payload"]);
        facts.Select(fact => fact["scheduledFor"].GetString()).Order()
            .ShouldBe(["2026-03-14T09:30:00.000Z", "2026-03-14T10:30:00.000Z", "2026-03-14T11:30:00.000Z"]);
        facts[0]["triggerType"].GetString().ShouldBe("recurring");
        facts[0]["cron"].GetString().ShouldBe("30 * * * *");
        facts[0]["timezone"].GetString().ShouldBe("UTC");
        facts[0]["workflow"].GetString().ShouldBe("keep");
        facts[0]["scheduleId"].GetString().ShouldBe(schedule.ToString("D"));
    }

    [Theory]
    [Trait("Item", "CT-043"), Trait("Item", "CT-044")]
    [InlineData(ScheduleCatchUp.Skip, 0)]
    [InlineData(ScheduleCatchUp.FireOnce, 1)]
    [InlineData(ScheduleCatchUp.FireAll, 3)]
    public async Task MissedDueTimes_AreCaughtUpByPolicy_AndNeverTwice(ScheduleCatchUp policy, int expected)
    {
        await engine.PublishAsync("keep", Keep);
        var schedule = await ScheduleAsync("keep", Recurring("30 * * * *", policy));

        await engine.PauseProcessAsync(() => Clock.Advance(TimeSpan.FromHours(3)));
        var after = await ScheduleIsAsync(schedule, item => item.Next > Clock.GetUtcNow());
        await engine.RestartAsync();

        (await RunsAsync()).Count.ShouldBe(expected);
        after.LastError.ShouldBe(policy == ScheduleCatchUp.Skip ? "SCHEDULE_MISSED" : null);
        after.Next.ShouldBe(new DateTimeOffset(2026, 3, 14, 12, 30, 0, TimeSpan.Zero));
    }

    [Fact]
    public async Task ManyMissedDueTimes_AreCutToTheLastHundred()
    {
        await engine.PublishAsync("keep", Keep);
        var schedule = await ScheduleAsync("keep", Recurring("* * * * *", ScheduleCatchUp.FireAll));

        await engine.PauseProcessAsync(() => Clock.Advance(TimeSpan.FromHours(10)));
        await ScheduleIsAsync(schedule, item => item.Next > Clock.GetUtcNow());

        (await RunsAsync()).Count.ShouldBe(ScheduleTimes.MaxCatchUp);
    }

    [Fact]
    [Trait("Item", "ES-013"), Trait("Item", "ES-014"), Trait("Item", "ES-015"), Trait("Item", "CT-030"), Trait("Item", "CT-031")]
    public async Task PausedSchedule_StartsNothing_ResumedOneGoesOn_DeletedOneIsGone()
    {
        await engine.PublishAsync("keep", Keep);
        var schedule = await ScheduleAsync("keep", Recurring("30 * * * *"));

        (await engine.Schedules.PauseAsync(engine.Caller, schedule, default)).Value.Schedule.Next.ShouldBeNull();
        Clock.Advance(TimeSpan.FromHours(3));
        (await RunsAsync()).ShouldBeEmpty();
        (await engine.Schedules.ResumeAsync(engine.Caller, schedule, default)).IsOk.ShouldBeTrue();
        Clock.Advance(TimeSpan.FromHours(1));
        await RunsCountAsync(1);
        await ScheduleIsAsync(schedule, item => item.Next > Clock.GetUtcNow());
        (await engine.Schedules.DeleteAsync(engine.Caller, schedule, default)).IsOk.ShouldBeTrue();
        Clock.Advance(TimeSpan.FromHours(3));

        (await RunsAsync()).Count.ShouldBe(1);
    }

    [Fact]
    [Trait("Item", "ES-021")]
    public async Task Schedule_StartsTheVersionThatIsPublishedWhenItIsDue()
    {
        await engine.PublishAsync("keep", Keep);
        var schedule = await ScheduleAsync("keep", Recurring("30 * * * *"));
        (await engine.Workflows.PublishAsync(engine.Caller, "keep", null, default)).Value.Version.ShouldBe(2);

        Clock.Advance(TimeSpan.FromHours(1));
        await ScheduleIsAsync(schedule, item => item.LastRun is not null);

        (await RunsAsync()).ShouldHaveSingleItem().Run.Version.ShouldBe(2);
    }

    [Fact]
    public async Task DeletedWorkflow_TakesItsSchedulesAlong()
    {
        await engine.PublishAsync("keep", Keep);
        var schedule = await ScheduleAsync("keep", Recurring("30 * * * *"));

        (await engine.Workflows.DeleteAsync(engine.Caller, "keep", default)).IsOk.ShouldBeTrue();

        (await engine.Schedules.GetAsync(engine.Caller.Tenant, schedule, default)).Problem!.Code.ShouldBe("UNKNOWN_SCHEDULE");
    }

    private async Task<Guid> ScheduleAsync(string workflow, ScheduleDraft draft) =>
        (await engine.Schedules.CreateAsync(engine.Caller, workflow, draft, default)).Value.Schedule.Id;

    private async Task<ScheduleRecord> ScheduleIsAsync(Guid schedule, Func<ScheduleRecord, bool> condition)
    {
        ScheduleRecord? seen = null;
        await engine.UntilAsync(
            async () => (seen = await engine.Store.Schedules.GetAsync(engine.Caller.Tenant, schedule, default)) is { } item && condition(item),
            "the schedule has moved");
        return seen!;
    }

    private Task RunsCountAsync(int count) => engine.UntilAsync(async () => (await RunsAsync()).Count == count, $"there are {count} runs");

    private static ScheduleDraft Once(DateTimeOffset at, string payload) =>
        new("Once", at, null, null, JsonValue.Parse(payload), ScheduleCatchUp.FireOnce);

    private static ScheduleDraft Recurring(string cron, ScheduleCatchUp policy = ScheduleCatchUp.FireOnce) =>
        new("Again", null, cron, "UTC", default, policy);
}
