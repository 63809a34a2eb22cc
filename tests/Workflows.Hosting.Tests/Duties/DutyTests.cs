using Microsoft.Extensions.Logging.Abstractions;
using Workflows.Hosting.Duties;
using Workflows.Hosting.Entities;
using Workflows.Hosting.Maintenance;
using Workflows.Hosting.Tests.Parts;
using Workflows.Hosting.Watchdog;
using Workflows.Testing;

namespace Workflows.Hosting.Tests.Duties;

public sealed class DutyTests
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private readonly Alarm alarm = new();

    [Fact]
    public async Task Maintenance_AfterADefect_IsLogged_AndComesAgain()
    {
        await using var engine = await BareEngine.CreateAsync();
        using var maintenance = engine.Create<MaintenanceService>(alarm);

        await ShouldGoOnAsync(engine, maintenance, first: TimeSpan.Zero, then: TimeSpan.FromMinutes(1), later: Hour, logged: 2102);
    }

    [Fact]
    public async Task Watchdog_AfterADefect_IsLogged_AndLooksAgain()
    {
        await using var engine = await BareEngine.CreateAsync();
        using var watchdog = engine.Create<StuckWatchdog>(alarm);

        await ShouldGoOnAsync(engine, watchdog, first: TimeSpan.FromMinutes(5), then: TimeSpan.FromMinutes(5), later: TimeSpan.FromMinutes(5), logged: 1803);
    }

    [Fact]
    public async Task Duty_ThatWasStopped_BeginsAgain()
    {
        await using var engine = await BareEngine.CreateAsync();
        using var maintenance = engine.Create<MaintenanceService>(alarm);
        maintenance.Start();
        (await alarm.NextAsync()).ShouldBe(TimeSpan.Zero);

        await maintenance.StopAsync();
        (await alarm.NextAsync()).ShouldBe(Timeout.InfiniteTimeSpan);
        alarm.Ring();
        maintenance.Start();

        // The ring between did nothing: nothing was set but what the start sets.
        (await alarm.NextAsync()).ShouldBe(TimeSpan.Zero);
        alarm.Ring();
        (await alarm.NextAsync()).ShouldBe(Hour);
        engine.Log.Events.ShouldBeEmpty();
    }

    [Fact]
    public async Task Duty_StoppedTwiceAtOneTime_EndsBothStops()
    {
        using var duty = new HeldDuty(alarm);
        duty.Start();
        alarm.Ring();

        var stops = Task.WhenAll(duty.StopAsync(), duty.StopAsync());
        duty.Release.SetResult();

        await stops.WaitAsync(TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task Duty_WhoseMomentPassesBeforeTheTimerIsSet_LooksAtThatMoment()
    {
        var clock = new TimerClock();
        using var duty = new OvertakenDuty(clock);

        duty.Start();

        await duty.SecondLook.Task.WaitAsync(TimeSpan.FromSeconds(20));
        await duty.StopAsync();
    }

    [Fact]
    public async Task Timer_ThatWasSetWhileTimeWentOn_IsSetAnew()
    {
        await using var engine = await BareEngine.CreateAsync();
        using var maintenance = engine.Create<MaintenanceService>(alarm);
        maintenance.Start();
        (await alarm.NextAsync()).ShouldBe(TimeSpan.Zero);

        alarm.Jump = TimeSpan.FromMinutes(20);
        alarm.Ring();

        (await alarm.NextAsync()).ShouldBe(Hour);
        (await alarm.NextAsync()).ShouldBe(TimeSpan.FromMinutes(40));
        await maintenance.StopAsync();
    }

    [Fact]
    public async Task Timer_WhoseMomentCameWhileItWasSet_RingsAtOnce()
    {
        using var timer = alarm.CreateTimer(_ => { }, null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        alarm.Jump = TimeSpan.FromSeconds(1);

        timer.SetTo(alarm, alarm.GetUtcNow() + TimeSpan.FromSeconds(1));

        (await alarm.NextAsync()).ShouldBe(TimeSpan.FromSeconds(1));
        (await alarm.NextAsync()).ShouldBe(TimeSpan.Zero);
    }

    /// <summary>A duty that is held up after it has found when to look again, until after that moment.</summary>
    private sealed class OvertakenDuty(TimerClock clock) : DueClock(clock, NullLogger.Instance)
    {
        private bool isFirst = true;

        public TaskCompletionSource SecondLook { get; } = new();

        protected override Task<DateTimeOffset?> HandleDueAsync()
        {
            if (!isFirst)
            {
                SecondLook.TrySetResult();
                return Task.FromResult<DateTimeOffset?>(null);
            }

            isFirst = false;
            var next = clock.GetUtcNow() + Hour;
            clock.Advance(2 * Hour);
            return Task.FromResult<DateTimeOffset?>(next);
        }
    }

    /// <summary>A duty whose pass goes on until it is released.</summary>
    private sealed class HeldDuty(TimeProvider clock) : DueClock(clock, NullLogger.Instance)
    {
        public TaskCompletionSource Release { get; } = new();

        protected override async Task<DateTimeOffset?> HandleDueAsync()
        {
            await Release.Task;
            return null;
        }
    }

    private async Task ShouldGoOnAsync(BareEngine engine, IDuty duty, TimeSpan first, TimeSpan then, TimeSpan later, int logged)
    {
        engine.Store.Defects = 1;
        duty.Start();
        (await alarm.NextAsync()).ShouldBe(first);

        alarm.Ring();
        (await alarm.NextAsync()).ShouldBe(then);
        engine.Log.Events.ShouldBe([logged]);

        alarm.Ring();
        (await alarm.NextAsync()).ShouldBe(later);
        engine.Log.Events.ShouldBe([logged]);
        await duty.StopAsync();
    }
}
