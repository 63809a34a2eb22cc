using Workflows.Abstractions.Calendars;
using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Schedules;
using Workflows.Abstractions.Storage;

namespace Workflows.Storage.Tests.Conformance;

public abstract partial class StoreConformance
{
    private static readonly Holiday Christmas = new(new DateOnly(2026, 12, 25), "Christmas Day \"⛄\"");

    [Fact]
    public async Task Calendar_IsReadBack_AndChangedByRevision()
    {
        var calendar = Calendar("berlin") with { Holidays = [Christmas, new Holiday(new DateOnly(2027, 1, 1), "New Year")] };
        (await CreateCalendarAsync(calendar)).ShouldBeTrue();
        (await CreateCalendarAsync(calendar)).ShouldBeFalse("the key is taken");

        var read = (await store.Calendars.GetAsync(tenant, "berlin", Token)).ShouldNotBeNull();
        read.Holidays.ShouldBe(calendar.Holidays);
        (read with { Holidays = calendar.Holidays }).ShouldBe(calendar);
        (await store.Calendars.GetAsync(other, "berlin", Token)).ShouldBeNull();

        var changed = calendar with { Weekdays = Weekdays.All, Holidays = [], Revision = 2 };
        (await UpdateCalendarAsync(changed)).ShouldBeTrue();
        (await UpdateCalendarAsync(changed)).ShouldBeFalse("the revision is stale");
        (await store.Calendars.GetAsync(tenant, "berlin", Token))!.Weekdays.ShouldBe(Weekdays.All);
        (await store.Calendars.DeleteAsync(calendar, [], rows.Audit(tenant), Token)).ShouldBeFalse("the revision is stale");
        (await store.Calendars.DeleteAsync(changed, [], rows.Audit(tenant), Token)).ShouldBeTrue();
        (await store.Calendars.GetAsync(tenant, "berlin", Token)).ShouldBeNull();
    }

    [Fact]
    public async Task Calendars_AreListedByKey_AndFoundWithTheDefault()
    {
        foreach (var key in new[] { "rome", "berlin", "paris" }) await CreateCalendarAsync(Calendar(key) with { IsDefault = key == "paris" });
        await CreateCalendarAsync(Calendar("oslo") with { Tenant = other, IsDefault = true });

        (await KeysAsync(tenant)).ShouldBe(["berlin", "paris", "rome"]);
        (await store.Calendars.ListAsync(tenant, "berlin", 1, Token)).ShouldHaveSingleItem().Key.ShouldBe("paris");
        (await store.Calendars.FindAsync(tenant, "rome", Token)).Select(calendar => calendar.Key).ShouldBe(["paris", "rome"]);
        (await store.Calendars.FindAsync(tenant, null, Token)).ShouldHaveSingleItem().Key.ShouldBe("paris");
        (await store.Calendars.FindAsync(tenant, "oslo", Token)).ShouldHaveSingleItem().Key.ShouldBe("paris");
    }

    [Fact]
    public async Task DefaultCalendar_TakesThePlaceOfTheOneBefore()
    {
        await CreateCalendarAsync(Calendar("berlin") with { IsDefault = true });
        await CreateCalendarAsync(Calendar("oslo") with { Tenant = other, IsDefault = true });
        await CreateCalendarAsync(Calendar("paris") with { IsDefault = true });

        var before = (await store.Calendars.GetAsync(tenant, "berlin", Token))!;
        (before.IsDefault, before.Revision).ShouldBe((false, 2));
        (await UpdateCalendarAsync(before with { IsDefault = true, Revision = 3 })).ShouldBeTrue();
        (await store.Calendars.FindAsync(tenant, null, Token)).ShouldHaveSingleItem().Key.ShouldBe("berlin");
        (await store.Calendars.FindAsync(other, null, Token)).ShouldHaveSingleItem().Key.ShouldBe("oslo");
    }

    [Fact]
    public async Task DefaultCalendar_ManyAtOnce_LeavesOne()
    {
        var made = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => CreateCalendarAsync(Calendar($"c{i}") with { IsDefault = true })));

        made.ShouldAllBe(isMade => isMade);
        (await store.Calendars.FindAsync(tenant, null, Token)).ShouldHaveSingleItem();
        (await KeysAsync(tenant)).Count.ShouldBe(8);
    }

    [Fact]
    public async Task CalendarChange_AndItsSchedules_AreStoredTogetherOrNotAtAll()
    {
        var (first, second) = (Schedule(Clock.Now.AddDays(1)), Schedule(Clock.Now.AddDays(2)));
        foreach (var schedule in new[] { first, second }) await store.Schedules.CreateAsync(schedule, rows.Audit(tenant), Token);
        await CreateCalendarAsync(Calendar("berlin"));
        var moved = first with { Next = Clock.Now.AddDays(5), Revision = 2 };

        (await UpdateCalendarAsync(Calendar("berlin") with { Name = "changed", Revision = 2 }, moved, second with { Revision = 3 })).ShouldBeFalse();

        (await store.Calendars.GetAsync(tenant, "berlin", Token))!.Revision.ShouldBe(1);
        (await store.Schedules.GetAsync(tenant, first.Id, Token))!.Next.ShouldBe(first.Next);
        (await UpdateCalendarAsync(Calendar("berlin") with { Revision = 2 }, moved, second with { Revision = 2 })).ShouldBeTrue();
        (await store.Schedules.GetAsync(tenant, first.Id, Token))!.Next.ShouldBe(moved.Next);
    }

    [Fact]
    public async Task Schedule_WithDays_IsReadBack_AndFound()
    {
        var named = Schedule(Clock.Now.AddHours(1)) with { Days = ScheduleDays.Business, Calendar = "berlin" };
        var standard = Schedule(Clock.Now.AddHours(1)) with { Days = ScheduleDays.NonBusiness };
        foreach (var item in new[] { named, standard, Schedule(null) }) await store.Schedules.CreateAsync(item, rows.Audit(tenant), Token);

        var read = (await store.Schedules.GetAsync(tenant, named.Id, Token))!;
        (read.Days, read.Calendar).ShouldBe((ScheduleDays.Business, "berlin"));
        (await IdsAsync(new ScheduleQuery { Tenant = tenant, Filtered = true })).ShouldBe([standard.Id, named.Id]);
        (await IdsAsync(new ScheduleQuery { Tenant = tenant, Calendar = "berlin" })).ShouldBe([named.Id]);

        await store.Schedules.UpdateAsync(named with { Days = ScheduleDays.Any, Calendar = null, Revision = 2 }, null, Token);
        (await IdsAsync(new ScheduleQuery { Tenant = tenant, Filtered = true })).ShouldBe([standard.Id]);
    }

    [Fact]
    public async Task Publishing_OtherDays_GivesTheWorkflowAnotherSchedule()
    {
        var workflow = (await store.Workflows.CreateAsync(Workflow("clock"), rows.Audit(tenant), Token))!;
        workflow = await PublishedAsync(workflow, Owned(workflow.Id, "0 9 * * *"));
        var first = (await IdsAsync(Of(workflow))).ShouldHaveSingleItem();

        workflow = await PublishedAsync(workflow, Owned(workflow.Id, "0 9 * * *") with { Days = ScheduleDays.Business, Calendar = "berlin" });
        var second = (await IdsAsync(Of(workflow))).ShouldHaveSingleItem();
        second.ShouldNotBe(first);
        workflow = await PublishedAsync(workflow, Owned(workflow.Id, "0 9 * * *") with { Days = ScheduleDays.Business, Calendar = "berlin" });
        (await IdsAsync(Of(workflow))).ShouldBe([second]);
        workflow = await PublishedAsync(workflow, Owned(workflow.Id, "0 9 * * *") with { Days = ScheduleDays.Business });
        (await IdsAsync(Of(workflow))).ShouldHaveSingleItem().ShouldNotBe(second);
    }

    [Fact]
    public async Task ScheduleMove_PastADayThatIsNone_NotesItWithoutAnError()
    {
        var schedule = Schedule(Clock.Now);
        await store.Schedules.CreateAsync(schedule, rows.Audit(tenant), Token);
        var (skip, fail) = (new Commit(), new Commit());
        skip.ScheduleMoves.Add(new ScheduleMove(schedule.Id, tenant, 1, Clock.Now, Clock.Now.AddDays(1), null, null, "a holiday"));
        fail.ScheduleMoves.Add(new ScheduleMove(schedule.Id, tenant, 1, Clock.Now.AddDays(1), Clock.Now.AddDays(2), null, "PAYLOAD_INVALID"));

        await CommitAsync(skip);
        var skipped = (await store.Schedules.GetAsync(tenant, schedule.Id, Token))!;
        await CommitAsync(fail);
        var failed = (await store.Schedules.GetAsync(tenant, schedule.Id, Token))!;

        (skipped.LastSkip, skipped.LastError, skipped.Status, skipped.Last).ShouldBe(("a holiday", null, ScheduleStatus.Active, Clock.Now));
        (failed.LastSkip, failed.LastError).ShouldBe((null, "PAYLOAD_INVALID"));
    }

    /// <summary>A start is no change of the schedule, so its revision alone would let a slow change set the handled time again.</summary>
    [Fact]
    public async Task ScheduleChange_ThatWasReadBeforeAStart_DoesNotBringItsDueTimeBack()
    {
        var schedule = Schedule(Clock.Now);
        await store.Schedules.CreateAsync(schedule, rows.Audit(tenant), Token);
        await CommitAsync(Start(schedule, rows.Run(tenant), Clock.Now.AddDays(1)));

        (await store.Schedules.UpdateAsync(schedule with { Name = "slow", Revision = 2 }, null, Token)).ShouldBeFalse();
        (await store.Schedules.UpdateAsync(schedule with { Name = "anew", Next = Clock.Now.AddDays(1), Revision = 2 }, null, Token)).ShouldBeTrue();
    }

    [Fact]
    public async Task Schedule_OfBeforeTheCalendars_StartsRunsOnAnyDay()
    {
        var schedule = Schedule(Clock.Now.AddHours(1));
        await store.Schedules.CreateAsync(schedule, rows.Audit(tenant), Token);
        foreach (var column in new[] { "days", "calendar", "last_skip" }) await ExecuteAsync($"ALTER TABLE schedules DROP COLUMN {column}");
        await ExecuteAsync("DROP TABLE calendars");
        await ExecuteAsync("DELETE FROM schema_version WHERE number = 14");

        await store.MigrateAsync(Token);

        var read = (await store.Schedules.GetAsync(tenant, schedule.Id, Token)).ShouldNotBeNull();
        (read.Days, read.Calendar, read.LastSkip, read.Next).ShouldBe((ScheduleDays.Any, null, null, schedule.Next));
    }

    private Task<bool> CreateCalendarAsync(CalendarRecord calendar) =>
        store.Calendars.CreateAsync(calendar, [], rows.Audit(calendar.Tenant), Token);

    private Task<bool> UpdateCalendarAsync(CalendarRecord calendar, params ScheduleRecord[] schedules) =>
        store.Calendars.UpdateAsync(calendar, schedules, rows.Audit(calendar.Tenant), Token);

    private async Task<List<string>> KeysAsync(TenantId of) =>
        [.. (await store.Calendars.ListAsync(of, null, 100, Token)).Select(calendar => calendar.Key)];

    private CalendarRecord Calendar(string key) => new()
    {
        Tenant = tenant,
        Key = key,
        Name = "A calendar",
        TimeZone = "Europe/Berlin",
        Weekdays = Weekdays.Monday | Weekdays.Tuesday | Weekdays.Friday,
        IsDefault = false,
        Revision = 1,
        CreatedBy = "tester",
        CreatedAt = Clock.Now,
        UpdatedBy = "tester",
        UpdatedAt = Clock.Now,
    };
}
