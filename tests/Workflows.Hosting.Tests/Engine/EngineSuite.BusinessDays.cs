using Workflows.Abstractions.Calendars;
using Workflows.Abstractions.Json;
using Workflows.Abstractions.Schedules;
using Workflows.Abstractions.Tenancy;
using Workflows.Hosting.Calendars;
using Workflows.Hosting.Schedules;
using Workflows.Hosting.Tests.Harness;

namespace Workflows.Hosting.Tests.Engine;

/// <summary>Schedules of business days. The clock begins on Saturday, March 14th 2026.</summary>
public abstract partial class EngineSuite
{
    private static readonly ScheduleDraft OnBusinessDays = Recurring("30 9 * * *") with { Days = ScheduleDays.Business, Calendar = "office" };

    [Fact]
    [Trait("Item", "BD-008")]
    public async Task BusinessSchedule_StartsRunsOnBusinessDays()
    {
        await OfficeAsync();
        var schedule = await ScheduleAsync("keep", OnBusinessDays);

        foreach (var day in new[] { 16, 17, 18, 19, 20, 23 }) await FireOnAsync(schedule, day);

        (await RunsAsync()).Count.ShouldBe(6);
        var after = await ScheduleIsAsync(schedule, _ => true);
        (after.Next, after.LastError, after.LastSkip).ShouldBe((HalfPastNine(24), null, null));
        var facts = (await engine.RunAsync(after.LastRun!.Value, Abstractions.Runs.RunStatus.Succeeded)).Envelope["payload"];
        facts["scheduledFor"].GetString().ShouldBe("2026-03-23T09:30:00.000Z");
    }

    [Fact]
    [Trait("Item", "BD-010")]
    public async Task NonBusinessSchedule_StartsRunsOnWeekendsAndHolidays()
    {
        await OfficeAsync("2026-03-18");
        var schedule = await ScheduleAsync("keep", OnBusinessDays with { Days = ScheduleDays.NonBusiness });

        foreach (var day in new[] { 14, 15, 18, 21 }) await FireOnAsync(schedule, day);

        (await RunsAsync()).Count.ShouldBe(4);
    }

    /// <summary>The holiday comes into the store past the service, as from a process that ended right then: the due time is set already.</summary>
    [Fact]
    [Trait("Item", "BD-009")]
    public async Task DueTime_OnAHolidayThatWasAddedMeanwhile_IsSkipped_NotFailed()
    {
        var office = await OfficeAsync();
        var schedule = await ScheduleAsync("keep", OnBusinessDays);
        var changed = office with { Holidays = [new Holiday(new DateOnly(2026, 3, 16), "Founder's day")], Revision = 2 };
        (await engine.Store.Calendars.UpdateAsync(changed, [], AuditRow(), default)).ShouldBeTrue();

        Clock.Advance(HalfPastNine(16) - Clock.GetUtcNow());
        var after = await ScheduleIsAsync(schedule, item => item.Last is not null);

        (await RunsAsync()).ShouldBeEmpty();
        after.LastSkip.ShouldBe("SCHEDULE_DAY_SKIPPED: 2026-03-16 is no business day of 'office' (Founder's day)");
        (after.LastError, after.LastRun, after.Status, after.Next).ShouldBe((null, null, ScheduleStatus.Active, HalfPastNine(17)));
        await FireOnAsync(schedule, 17);
        (await ScheduleIsAsync(schedule, _ => true)).LastSkip.ShouldBeNull();
    }

    [Fact]
    public async Task CalendarThatChanges_GivesItsSchedulesTheirNextDueTimesAnew()
    {
        await OfficeAsync();
        var schedule = await ScheduleAsync("keep", OnBusinessDays);
        var paused = await ScheduleAsync("keep", OnBusinessDays);
        (await engine.Schedules.PauseAsync(engine.Caller, paused, default)).IsOk.ShouldBeTrue();

        await ChangeOfficeAsync("2026-03-16", "2026-03-17");
        (await NextOfAsync(schedule)).ShouldBe(HalfPastNine(18));
        await ChangeOfficeAsync("2026-03-17");
        (await NextOfAsync(schedule)).ShouldBe(HalfPastNine(16), "a day that became one of business is not forgotten");
        (await NextOfAsync(paused)).ShouldBeNull();

        await FireOnAsync(schedule, 16);
        await FireOnAsync(schedule, 18);
    }

    [Fact]
    [Trait("Item", "BD-015")]
    public async Task ScheduleThatFindsNoDayAnyMore_IsCompleted_UntilItsCalendarHasOneAgain()
    {
        await OfficeAsync(Weekdays.All, "2026-03-15");
        var draft = OnBusinessDays with { Days = ScheduleDays.NonBusiness };
        var schedule = await ScheduleAsync("keep", draft);

        await FireOnAsync(schedule, 15);
        (await ScheduleIsAsync(schedule, _ => true)).Status.ShouldBe(ScheduleStatus.Completed);
        (await engine.Schedules.CreateAsync(engine.Caller, "keep", draft, default)).Problem!.Code.ShouldBe("NO_ELIGIBLE_DAY");
        await ChangeOfficeAsync(Weekdays.All, "2026-03-20");

        (await ScheduleIsAsync(schedule, _ => true)).Status.ShouldBe(ScheduleStatus.Active);
        await FireOnAsync(schedule, 20);
        (await RunsAsync()).Count.ShouldBe(2);
    }

    [Fact]
    [Trait("Item", "BD-011")]
    public async Task CalendarThatIsGone_StartsNoRun_AndIsAnError_UntilThereIsOneAgain()
    {
        await OfficeAsync();
        var schedule = await ScheduleAsync("keep", OnBusinessDays);
        (await engine.Calendars.DeleteAsync(engine.Caller, "office", force: false, default)).Problem!.Code.ShouldBe("CALENDAR_IN_USE");
        (await engine.Calendars.DeleteAsync(engine.Caller, "office", force: true, default)).Problem.ShouldBeNull();

        Clock.Advance(HalfPastNine(16) - Clock.GetUtcNow());
        var after = await ScheduleIsAsync(schedule, item => item.Last is not null);

        (await RunsAsync()).ShouldBeEmpty();
        after.LastError.ShouldBe("UNKNOWN_CALENDAR: There is no calendar 'office'.");
        (after.LastSkip, after.Status, after.Next).ShouldBe((null, ScheduleStatus.Active, HalfPastNine(17)));
        (await engine.Schedules.NextAsync(engine.Caller.Tenant, schedule, 1, default)).Problem!.Code.ShouldBe("UNKNOWN_CALENDAR");
        await MakeOfficeAsync(TestCalendars.MondayToFriday, "2026-03-17");
        await FireOnAsync(schedule, 18);
        (await ScheduleIsAsync(schedule, _ => true)).LastError.ShouldBeNull();
    }

    [Fact]
    [Trait("Item", "BD-005")]
    public async Task DefaultCalendar_IsThatOfSchedulesThatNameNone_AndItsHolidaysCountForAll()
    {
        await OfficeAsync("2026-03-16");
        var (mine, standard) = (OnBusinessDays, OnBusinessDays with { Calendar = null });
        (await engine.Schedules.CreateAsync(engine.Caller, "keep", standard, default)).Problem!.Code.ShouldBe("CALENDAR_REQUIRED");
        var named = await ScheduleAsync("keep", mine);

        var company = new CalendarDraft("Company", "UTC", Weekdays.All, [new Holiday(new DateOnly(2026, 3, 17), "Fair")], IsDefault: true);
        (await engine.Calendars.CreateAsync(engine.Caller, "company", company, default)).Problem.ShouldBeNull();
        var unnamed = await ScheduleAsync("keep", standard);

        (await NextOfAsync(named)).ShouldBe(HalfPastNine(18), "a holiday of its own, one of the default");
        (await NextOfAsync(unnamed)).ShouldBe(HalfPastNine(14));
        (await engine.Calendars.DeleteAsync(engine.Caller, "company", force: false, default)).Problem!.Code.ShouldBe("CALENDAR_IN_USE");
        (await engine.Calendars.DeleteAsync(engine.Caller, "company", force: true, default)).Problem.ShouldBeNull();
        (await NextOfAsync(named)).ShouldBe(HalfPastNine(17));
    }

    [Fact]
    public async Task DueTimesMissedOverAWeekend_AreCaughtUpForTheLastBusinessDay()
    {
        await OfficeAsync();
        var schedule = await ScheduleAsync("keep", OnBusinessDays);

        await engine.PauseProcessAsync(() => Clock.Advance(TimeSpan.FromDays(8)));
        var after = await ScheduleIsAsync(schedule, item => item.Next > Clock.GetUtcNow());

        var run = (await RunsAsync()).ShouldHaveSingleItem().Run;
        (await engine.RunAsync(run.Id, Abstractions.Runs.RunStatus.Succeeded)).Envelope["payload"]["scheduledFor"].GetString()
            .ShouldBe("2026-03-20T09:30:00.000Z");
        after.Next.ShouldBe(HalfPastNine(23));
    }

    [Fact]
    [Trait("Item", "ES-028")]
    public async Task Payload_ThatDoesNotFitWhenItIsDue_StartsNoRun_AndTheErrorIsStored()
    {
        await engine.DefineAsync("ORDER_PLACED", "payload.Report.v1", """{"type":"object","required":["level"],"properties":{"level":{"type":"integer"}}}""");
        await engine.PublishAsync(
            "report", """{"name":"Report","payloadSchemaMode":"pinned","payloadSchemaRef":"payload.Report.v1","steps":[]}""");
        var draft = Recurring("30 9 * * *") with { Payload = JsonValue.Parse("""{"level":1}""") };
        var schedule = await ScheduleAsync("report", draft);

        // As a publish leaves it that ends before it has come to the schedules.
        var stored = (await engine.Store.Schedules.GetAsync(engine.Caller.Tenant, schedule, default))!;
        var broken = stored with { Payload = """{"level":"high"}"""u8.ToArray(), Revision = 2 };
        (await engine.Store.Schedules.UpdateAsync(broken, null, default)).ShouldBeTrue();
        Clock.Advance(HalfPastNine(14) - Clock.GetUtcNow());
        var after = await ScheduleIsAsync(schedule, item => item.Last is not null);

        (await RunsAsync()).ShouldBeEmpty();
        after.LastError.ShouldNotBeNull().ShouldStartWith("SCHEDULE_PAYLOAD_INVALID: /level ");
        (after.LastRun, after.Status, after.Next).ShouldBe((null, ScheduleStatus.Active, HalfPastNine(15)));
    }

    private async Task FireOnAsync(Guid schedule, int day)
    {
        (await NextOfAsync(schedule)).ShouldBe(HalfPastNine(day));
        var runs = (await RunsAsync()).Count;
        Clock.Advance(HalfPastNine(day) - Clock.GetUtcNow());
        await ScheduleIsAsync(schedule, item => item.Last == HalfPastNine(day));
        (await RunsAsync()).Count.ShouldBe(runs + 1);
    }

    private async Task<DateTimeOffset?> NextOfAsync(Guid schedule) => (await ScheduleIsAsync(schedule, _ => true)).Next;

    private Task<CalendarRecord> OfficeAsync(params string[] holidays) => OfficeAsync(TestCalendars.MondayToFriday, holidays);

    private async Task<CalendarRecord> OfficeAsync(Weekdays weekdays, params string[] holidays)
    {
        await engine.PublishAsync("keep", Keep);
        return await MakeOfficeAsync(weekdays, holidays);
    }

    private async Task<CalendarRecord> MakeOfficeAsync(Weekdays weekdays, params string[] holidays) =>
        (await engine.Calendars.CreateAsync(engine.Caller, "office", OfficeWith(weekdays, holidays), default)).Value;

    private Task ChangeOfficeAsync(params string[] holidays) => ChangeOfficeAsync(TestCalendars.MondayToFriday, holidays);

    private async Task ChangeOfficeAsync(Weekdays weekdays, params string[] holidays) =>
        (await engine.Calendars.UpdateAsync(engine.Caller, "office", OfficeWith(weekdays, holidays), null, default)).Problem.ShouldBeNull();

    private static CalendarDraft OfficeWith(Weekdays weekdays, string[] holidays) =>
        new("Office", "UTC", weekdays, TestCalendars.Of("office", weekdays, "UTC", holidays).Holidays, IsDefault: false);

    private AuditRecord AuditRow() => new(Guid.CreateVersion7(), engine.Caller.Tenant, "tester", "calendar.update", "calendar:office", "{}"u8.ToArray());

    private static DateTimeOffset HalfPastNine(int day) => new(2026, 3, day, 9, 30, 0, TimeSpan.Zero);
}
