using System.Globalization;
using Workflows.Hosting.Schedules;

namespace Workflows.Hosting.Tests.Schedules;

public sealed class CronScheduleTests
{
    [Theory]
    [InlineData("30 2 * * *", "2026-03-28T12:00:00Z", "2026-03-29T01:00:00Z", "2026-03-30T00:30:00Z")] // 2:30 does not exist: at 3:00
    [InlineData("30 2 * * *", "2026-10-24T12:00:00Z", "2026-10-25T00:30:00Z", "2026-10-26T01:30:00Z")] // 2:30 comes twice: the first
    [InlineData("0 * * * *", "2026-10-24T23:30:00Z", "2026-10-25T00:00:00Z", "2026-10-25T01:00:00Z")] // every hour, also the second 2:00
    [InlineData("0 * * * *", "2026-03-29T00:30:00Z", "2026-03-29T01:00:00Z", "2026-03-29T02:00:00Z")]
    [InlineData("0 9 * * 1-5", "2026-03-27T12:00:00Z", "2026-03-30T07:00:00Z", "2026-03-31T07:00:00Z")] // 9:00 stays 9:00
    [InlineData("0 9 1 * 1", "2026-03-01T12:00:00Z", "2026-03-02T08:00:00Z", "2026-03-09T08:00:00Z")] // day of month or day of week
    [InlineData("0 0 29 2 *", "2026-01-01T00:00:00Z", "2028-02-28T23:00:00Z", "2032-02-28T23:00:00Z")]
    public void DueTimes_FollowTheClocksOfTheZone(string cron, string after, string first, string second)
    {
        var schedule = CronSchedule.Parse(cron, "Europe/Berlin").Value;

        var next = schedule.NextAfter(Moment(after));

        next.ShouldBe(Moment(first));
        schedule.NextAfter(next!.Value).ShouldBe(Moment(second));
    }

    [Trait("Item", "CT-013"), Trait("Item", "CT-014"), Trait("Item", "CT-015")]
    [Theory]
    [InlineData("0 0 9 * * *", "UTC", "INVALID_CRON")]
    [InlineData("0 9 * *", "UTC", "INVALID_CRON")]
    [InlineData("", "UTC", "INVALID_CRON")]
    [InlineData("@daily", "UTC", "INVALID_CRON")]
    [InlineData("61 9 * * *", "UTC", "INVALID_CRON")]
    [InlineData("0 9 * * *", "Mars/Olympus", "INVALID_TIME_ZONE")]
    [InlineData("0 9 * * *", "", "INVALID_TIME_ZONE")]
    [InlineData("0 9 * * *", "W. Europe Standard Time", "INVALID_TIME_ZONE")]
    public void BadExpression_IsRefused(string cron, string zone, string code) =>
        CronSchedule.Parse(cron, zone).Problem!.Code.ShouldBe(code);

    [Fact]
    public void LastUntil_IsTheDueTimeAtOrBeforeAMoment()
    {
        var schedule = CronSchedule.Parse("*/15 * * * *", "UTC").Value;

        schedule.LastUntil(Moment("2026-03-01T10:15:00Z")).ShouldBe(Moment("2026-03-01T10:15:00Z"));
        schedule.LastUntil(Moment("2026-03-01T10:14:59Z")).ShouldBe(Moment("2026-03-01T10:00:00Z"));
    }

    private static DateTimeOffset Moment(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
