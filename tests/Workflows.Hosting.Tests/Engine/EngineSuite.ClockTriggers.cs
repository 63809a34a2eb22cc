using Workflows.Abstractions.Calendars;
using Workflows.Abstractions.Json;
using Workflows.Abstractions.Runs;
using Workflows.Abstractions.Schedules;
using Workflows.Abstractions.Storage;
using Workflows.Hosting.Bundles;
using Workflows.Hosting.Definitions;

namespace Workflows.Hosting.Tests.Engine;

/// <summary>Triggers of the clock inside definitions.</summary>
public abstract partial class EngineSuite
{
    private static string Hourly(string cron = "30 * * * *") => $$"""
        {"name":"Hourly","trigger":{"type":"recurring","cron":"{{cron}}","timezone":"Europe/Berlin"},
         "steps":[{"id":"keep","type":"state.set","config":{"state":"DONE"} }]}
        """;

    [Fact]
    public async Task ClockTrigger_OfThePublishedVersion_StartsRuns_AndTheDraftDoesNot()
    {
        await engine.PublishAsync("hourly", Hourly());
        var schedule = (await TriggersAsync()).ShouldHaveSingleItem();
        (schedule.Owner, schedule.Cron, schedule.TimeZone).ShouldBe((ScheduleOwner.Definition, "30 * * * *", "Europe/Berlin"));
        await SaveAsync("hourly", Hourly("0 0 1 1 *"));

        Clock.Advance(schedule.Next!.Value - Clock.GetUtcNow());

        await RunsCountAsync(1);
        var run = (await RunsAsync())[0].Run;
        run.Origin.ShouldBe(RunOrigin.Schedule);
        (await engine.RunAsync(run.Id, RunStatus.Succeeded)).Envelope["payload"]["triggerType"].GetString().ShouldBe("recurring");
    }

    [Fact]
    public async Task ClockTrigger_FollowsTheVersions()
    {
        await engine.PublishAsync("hourly", Hourly());
        var first = (await TriggersAsync())[0];

        await RepublishAsync("hourly", Hourly().Replace("DONE", "CHANGED", StringComparison.Ordinal));
        (await TriggersAsync()).ShouldHaveSingleItem().Id.ShouldBe(first.Id, "the same times are neither repeated nor forgotten");
        await RepublishAsync("hourly", Hourly("15 * * * *"));
        (await TriggersAsync()).ShouldHaveSingleItem().Cron.ShouldBe("15 * * * *");
        await RepublishAsync("hourly", """{"name":"By hand","steps":[]}""");
        (await TriggersAsync()).ShouldBeEmpty();
        await RepublishAsync("hourly", Hourly());
        (await engine.Workflows.DeleteAsync(engine.Caller, "hourly", default)).Problem.ShouldBeNull();
        (await TriggersAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task ClockTrigger_OnceAtAMoment_StartsOneRun_AlsoWhenTheProcessWasDown()
    {
        var at = Workflows.Engine.Timestamp.Format(Clock.GetUtcNow().AddHours(1));
        await engine.PublishAsync("once", $$"""{"name":"Once","trigger":{"type":"schedule","runAt":"{{at}}"},"steps":[]}""");

        await engine.PauseProcessAsync(() => Clock.Advance(TimeSpan.FromHours(5)));

        await RunsCountAsync(1);
        var schedule = (await TriggersAsync()).ShouldHaveSingleItem();
        await ScheduleIsAsync(schedule.Id, item => item.Status == ScheduleStatus.Completed);
        await RepublishIsRefusedAsync("once", "TIME_TRIGGER_INVALID_RUN_AT");
    }

    [Fact]
    public async Task ClockTrigger_OfAPausedWorkflow_IsHeld_AndStartsItsRunLater()
    {
        await engine.PublishAsync("hourly", Hourly());
        await SetAsync("hourly", new SettingsChange { Paused = true });
        var schedule = (await TriggersAsync())[0];

        Clock.Advance(schedule.Next!.Value - Clock.GetUtcNow());
        await ScheduleIsAsync(schedule.Id, item => item.Last is not null);
        (await RunsAsync()).ShouldBeEmpty();
        await SetAsync("hourly", new SettingsChange { Paused = false });

        await RunsCountAsync(1);
    }

    [Fact]
    public async Task ClockTrigger_IsItsDefinitions_SoThatUsersPauseItAndDoNotChangeIt()
    {
        await engine.PublishAsync("hourly", Hourly());
        var schedule = (await TriggersAsync())[0];

        (await engine.Schedules.UpdateAsync(engine.Caller, schedule.Id, Recurring("0 * * * *"), null, default)).Problem!.Code
            .ShouldBe("SCHEDULE_OWNED_BY_DEFINITION");
        (await engine.Schedules.DeleteAsync(engine.Caller, schedule.Id, default)).Problem!.Code.ShouldBe("SCHEDULE_OWNED_BY_DEFINITION");
        (await engine.Schedules.PauseAsync(engine.Caller, schedule.Id, default)).Value.Schedule.Next.ShouldBeNull();
    }

    [Fact]
    public async Task ClockTrigger_ThatIsWrong_IsNotPublished()
    {
        await CreateAsync("bad", Hourly("61 * * * *"));
        (await CodesOfPublishAsync("bad")).ShouldBe(["TIME_TRIGGER_INVALID_CRON"]);
        await SaveAsync("bad", Hourly("0 0 30 2 *"));
        (await CodesOfPublishAsync("bad")).ShouldBe(["TIME_TRIGGER_INVALID_CRON"], "it never comes due");
        await SaveAsync("bad", Hourly().Replace("Europe/Berlin", "Europe/Nowhere", StringComparison.Ordinal));
        (await CodesOfPublishAsync("bad")).ShouldBe(["TIME_TRIGGER_INVALID_TIMEZONE"]);
        (await TriggersAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task ClockTrigger_OfAnImportedWorkflow_StartsRuns()
    {
        await engine.PublishAsync("hourly", Hourly());
        var bundle = JsonValue.Parse(await ExportAsync("hourly"));
        await engine.Workflows.DeleteAsync(engine.Caller, "hourly", default);

        (await engine.Bundles.ImportAsync(engine.Caller, bundle, new ImportOptions(false, false), default)).Problem.ShouldBeNull();
        var schedule = (await TriggersAsync()).ShouldHaveSingleItem();
        Clock.Advance(schedule.Next!.Value - Clock.GetUtcNow());

        await RunsCountAsync(1);
    }

    [Fact]
    public async Task ClockTrigger_OfBusinessDays_GoesByItsCalendar()
    {
        await CreateAsync("daily", Daily("business", "office"));
        (await CodesOfPublishAsync("daily")).ShouldBe(["TIME_TRIGGER_UNKNOWN_CALENDAR"]);
        await SaveAsync("daily", Daily("business", null));
        (await CodesOfPublishAsync("daily")).ShouldBe(["TIME_TRIGGER_INVALID_DAYS"], "no default calendar");
        await MakeOfficeAsync(Weekdays.All);
        await SaveAsync("daily", Daily("nonBusiness", "office"));
        (await CodesOfPublishAsync("daily")).ShouldBe(["TIME_TRIGGER_INVALID_DAYS"], "it never comes due");
        (await TriggersAsync()).ShouldBeEmpty();

        await ChangeOfficeAsync("2026-03-16");
        await RepublishAsync("daily", Daily("business", "office"));
        var schedule = (await TriggersAsync()).ShouldHaveSingleItem();
        (schedule.Days, schedule.Calendar).ShouldBe((ScheduleDays.Business, "office"));
        await FireOnAsync(schedule.Id, 17);

        await RepublishAsync("daily", Daily("nonBusiness", "office"));
        (await NextOfAsync((await TriggersAsync()).ShouldHaveSingleItem().Id)).ShouldBe(HalfPastNine(21));
    }

    [Fact]
    public async Task ClockTrigger_WhoseCalendarIsNotHere_IsNotImported()
    {
        await MakeOfficeAsync(Weekdays.All);
        await engine.PublishAsync("daily", Daily("business", "office"));
        var bundle = JsonValue.Parse(await ExportAsync("daily"));
        await engine.Workflows.DeleteAsync(engine.Caller, "daily", default);
        (await engine.Calendars.DeleteAsync(engine.Caller, "office", force: false, default)).Problem.ShouldBeNull();

        var refused = (await engine.Bundles.ImportAsync(engine.Caller, bundle, new ImportOptions(false, false), default)).Problem;

        refused!.Code.ShouldBe("MISSING_DEPENDENCIES");
        refused.Issues.ShouldNotBeNull().ShouldHaveSingleItem().Keyword.ShouldBe("TIME_TRIGGER_UNKNOWN_CALENDAR");
    }

    private static string Daily(string days, string? calendar) => $$"""
        {"name":"Daily","steps":[],"trigger":{"type":"recurring","cron":"30 9 * * *","days":"{{days}}"{{(calendar is null ? "" : $",\"calendar\":\"{calendar}\"")}} } }
        """;

    private Task<IReadOnlyList<ScheduleRecord>> TriggersAsync() =>
        engine.Store.Schedules.ListAsync(new ScheduleQuery { Tenant = engine.Caller.Tenant }, default);

    private async Task RepublishIsRefusedAsync(string key, string code) => (await CodesOfPublishAsync(key)).ShouldBe([code]);
}
