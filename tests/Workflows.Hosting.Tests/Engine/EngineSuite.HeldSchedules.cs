using Workflows.Abstractions.Runs;
using Workflows.Abstractions.Schedules;
using Workflows.Hosting.Definitions;

namespace Workflows.Hosting.Tests.Engine;

/// <summary>Schedules of workflows that are paused or limited.</summary>
public abstract partial class EngineSuite
{
    [Fact]
    public async Task DueSchedule_OfAPausedWorkflow_IsHeld_AndStartsInOrderWithEventsWhenResumed()
    {
        await engine.PublishAsync("plain", Plain);
        var schedule = await ScheduleAsync("plain", Once(Clock.GetUtcNow().AddMinutes(10), "{}"));
        await SetAsync("plain", new SettingsChange { Paused = true });
        await engine.ProcessAsync("ORDER_PLACED", "before");
        Clock.Advance(TimeSpan.FromMinutes(10));
        await ScheduleIsAsync(schedule, item => item.Status == ScheduleStatus.Completed);
        Clock.Advance(TimeSpan.FromSeconds(1));
        await engine.ProcessAsync("ORDER_PLACED", "after");

        (await RunsAsync()).ShouldBeEmpty();
        (await HeldCountAsync()).ShouldBe(3);
        await SetAsync("plain", new SettingsChange { Paused = false });

        await UntilRunsAsync(3);
        (await RunsAsync()).OrderBy(run => run.Run.Id).Select(run => run.Run.CorrelationId)
            .ShouldBe(["before", $"schedule:{schedule:D}", "after"]);
        (await RunsAsync()).Count(run => run.Run.Origin == RunOrigin.Schedule).ShouldBe(1);
    }

    [Fact]
    public async Task DueSchedule_AtTheLimit_IsHeld_UntilARunEnds()
    {
        await engine.PublishAsync("parking", Parking);
        await SetAsync("parking", new SettingsChange { ConcurrencyLimit = 1 });
        await engine.ProcessAsync("ORDER_PLACED", "a", """{"order":"a"}""");
        await UntilRunsAsync(1);
        var schedule = await ScheduleAsync("parking", Once(Clock.GetUtcNow().AddMinutes(10), """{"order":"s"}"""));

        Clock.Advance(TimeSpan.FromMinutes(10));
        await ScheduleIsAsync(schedule, item => item.Status == ScheduleStatus.Completed);
        (await HeldCountAsync()).ShouldBe(1);
        (await RunsAsync()).Count.ShouldBe(1);
        await engine.ProcessAsync("ORDER_PAID", "a");

        await UntilRunsAsync(2);
        (await RunsAsync(RunStatus.Waiting)).ShouldHaveSingleItem().Run.Origin.ShouldBe(RunOrigin.Schedule);
        (await HeldCountAsync()).ShouldBe(0);
    }
}
