using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Schedules;
using Workflows.Hosting.Calendars;
using Workflows.Hosting.Schedules;
using static Workflows.Hosting.Tests.Harness.TestCalendars;

namespace Workflows.Hosting.Tests.Schedules;

/// <summary>Due times at 9:00 UTC; March 16th 2026 is a Monday, and 18th a holiday.</summary>
public sealed class ScheduleTimesTests
{
    private static readonly DayFilter Business = Filter(ScheduleDays.Business, Of("office", MondayToFriday, "UTC", "2026-03-18"));

    [Fact]
    [Trait("Item", "BD-009")]
    public void DueTime_OnADayThatBecameAHoliday_IsPassedOver_AndTheNextOneIsSet()
    {
        var step = ScheduleTimes.Decide(Due(18), Nine(18), Business);

        step.ShouldBe(new ScheduleStep(null, Nine(19), null, "SCHEDULE_DAY_SKIPPED: 2026-03-18 is no business day of 'office' (a holiday)"));
    }

    [Fact]
    public void DueTime_WithoutItsCalendar_IsAnError_AndTheNextOneIsTriedWhateverDayItIs()
    {
        var step = ScheduleTimes.Decide(Due(20), Nine(20), CalendarProblems.Required);

        (step.ScheduledFor, step.Next, step.Skip).ShouldBe((null, Nine(21), null));
        step.Note.ShouldNotBeNull().ShouldStartWith("CALENDAR_REQUIRED: ");
        ScheduleTimes.Decide(Due(20), Nine(25).AddHours(2), CalendarProblems.Required).Next.ShouldBe(Nine(26), "what was missed is not tried one by one");
    }

    [Theory]
    [InlineData(ScheduleCatchUp.Skip, 16, 22, null, 23)]
    [InlineData(ScheduleCatchUp.FireOnce, 16, 22, 20, 23)] // the latest missed one was on Friday
    [InlineData(ScheduleCatchUp.FireOnce, 18, 18, null, 19)] // only the holiday was missed
    [InlineData(ScheduleCatchUp.FireAll, 16, 22, 16, 17)]
    [InlineData(ScheduleCatchUp.FireAll, 17, 22, 17, 19)]
    [InlineData(ScheduleCatchUp.FireAll, 18, 22, null, 19)]
    public void MissedTimes_AreCaughtUpOnDaysOfTheFilterOnly(ScheduleCatchUp policy, int due, int today, int? startFor, int next)
    {
        var step = ScheduleTimes.Decide(Due(due) with { CatchUp = policy }, Nine(today).AddHours(2), Business);

        step.ScheduledFor.ShouldBe(startFor is { } day ? Nine(day) : null);
        step.Next.ShouldBe(Nine(next));
        step.Note.ShouldBe(policy == ScheduleCatchUp.Skip ? "SCHEDULE_MISSED" : null);
        (step.Skip is not null).ShouldBe(due == 18);
    }

    [Fact]
    public void ManyMissedTimes_AreCutToTheLastHundredOfTheFilter()
    {
        var now = Nine(22).AddDays(364);

        var step = ScheduleTimes.Decide(Due(16) with { CatchUp = ScheduleCatchUp.FireAll }, now, Business);

        step.Note.ShouldBe("SCHEDULE_CATCH_UP_CUT");
        var times = new DueTimes(CronSchedule.Parse("0 9 * * *", "UTC").Value, Business);
        var count = 0;
        for (var at = step.Next; at <= now; at = times.NextAfter(at.Value)) count++;
        count.ShouldBe(ScheduleTimes.MaxCatchUp);
    }

    private static DateTimeOffset Nine(int day) => new(2026, 3, day, 9, 0, 0, TimeSpan.Zero);

    private static ScheduleRecord Due(int day) => new()
    {
        Id = Guid.Empty,
        Tenant = new TenantId(1),
        Workflow = new WorkflowId(1),
        Name = "daily",
        Owner = ScheduleOwner.User,
        Kind = ScheduleKind.Recurring,
        Cron = "0 9 * * *",
        TimeZone = "UTC",
        Days = ScheduleDays.Business,
        CatchUp = ScheduleCatchUp.FireOnce,
        Status = ScheduleStatus.Active,
        Next = Nine(day),
        Revision = 1,
        CreatedBy = "tester",
        CreatedAt = default,
        UpdatedBy = "tester",
        UpdatedAt = default,
    };
}
