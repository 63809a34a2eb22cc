using System.Globalization;
using Workflows.Abstractions.Calendars;
using Workflows.Abstractions.Schedules;
using Workflows.Hosting.Calendars;
using Workflows.Hosting.Schedules;
using static Workflows.Hosting.Tests.Harness.TestCalendars;

namespace Workflows.Hosting.Tests.Schedules;

public sealed class DueTimesTests
{
    [Theory]
    [InlineData("0 9 * * *", ScheduleDays.Any, "2026-03-13T08:00:00Z", "2026-03-14T08:00:00Z")]
    [InlineData("0 9 * * *", ScheduleDays.Business, "2026-03-13T08:00:00Z", "2026-03-17T08:00:00Z")] // Monday is a holiday
    [InlineData("* * * * *", ScheduleDays.Business, "2026-03-13T22:59:00Z", "2026-03-16T23:00:00Z")] // to the first minute of the day
    [InlineData("0 9 * * *", ScheduleDays.NonBusiness, "2026-03-15T08:00:00Z", "2026-03-16T08:00:00Z")]
    [InlineData("0 9 * * *", ScheduleDays.NonBusiness, "2026-03-16T08:00:00Z", "2026-03-21T08:00:00Z")]
    [InlineData("0 9 13 * *", ScheduleDays.NonBusiness, "2026-03-01T08:00:00Z", "2026-06-13T07:00:00Z")] // the first 13th on a weekend
    public void NextTime_IsOnADayOfTheFilter(string cron, ScheduleDays days, string after, string next)
    {
        var times = Times(cron, days);

        times.NextAfter(At(after)).ShouldBe(At(next));
        times.LastUntil(At(next).AddSeconds(30)).ShouldBe(At(next));
    }

    [Theory]
    [InlineData("0 9 * * *", ScheduleDays.Business, "2026-03-17T07:00:00Z", "2026-03-13T08:00:00Z")]
    [InlineData("* * * * *", ScheduleDays.Business, "2026-03-16T12:00:00Z", "2026-03-13T22:59:00Z")]
    [InlineData("0 9 * * *", ScheduleDays.NonBusiness, "2026-03-13T12:00:00Z", "2026-03-08T08:00:00Z")]
    public void LastTime_IsOnADayOfTheFilter(string cron, ScheduleDays days, string until, string last) =>
        Times(cron, days).LastUntil(At(until)).ShouldBe(At(last));

    [Fact]
    [Trait("Item", "BD-015")]
    public void Search_EndsAtItsBound()
    {
        var now = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        var cron = CronSchedule.Parse("0 9 * * *", "UTC").Value;
        DateTimeOffset? NextHoliday(int dueDays) => new DueTimes(
            cron, Filter(ScheduleDays.NonBusiness, Of("c", Weekdays.All, "UTC", DateOnly.FromDateTime(now.AddDays(dueDays - 1).Date).ToString("O"))))
            .NextAfter(now);

        NextHoliday(DueTimes.MaxDays).ShouldBe(now.AddDays(DueTimes.MaxDays - 1).AddHours(9));
        NextHoliday(DueTimes.MaxDays + 1).ShouldBeNull();
        new DueTimes(cron, Filter(ScheduleDays.NonBusiness, Of("c", Weekdays.All, "UTC"))).LastUntil(now).ShouldBeNull();
    }

    [Fact]
    public void TimesWhenClocksGoBackOverMidnight_AreAllFound()
    {
        // The first of November begins twice in Havana: at 4:00 and at 5:00 UTC.
        var times = new DueTimes(
            CronSchedule.Parse("*/30 * * * *", "America/Havana").Value,
            Filter(ScheduleDays.NonBusiness, Of("c", Weekdays.All & ~Weekdays.Sunday, "America/Havana")));

        times.NextAfter(At("2026-10-31T12:00:00Z")).ShouldBe(At("2026-11-01T04:00:00Z"));
    }

    private static DueTimes Times(string cron, ScheduleDays days) => new(
        CronSchedule.Parse(cron, "Europe/Berlin").Value,
        days == ScheduleDays.Any ? DayFilter.Any : Filter(days, Of("berlin", MondayToFriday, "Europe/Berlin", "2026-03-16")));

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
