using System.Globalization;
using Workflows.Abstractions.Calendars;
using Workflows.Abstractions.Schedules;
using Workflows.Hosting.Calendars;
using Workflows.Hosting.Tests.Harness;

namespace Workflows.Hosting.Tests.Calendars;

public sealed class DayFilterTests
{
    private const string Friday = "2026-03-13T12:00:00Z";
    private const string Saturday = "2026-03-14T12:00:00Z";

    [Theory]
    [Trait("Item", "BD-007"), Trait("Item", "BD-010")]
    [InlineData("2026-03-09T12:00:00Z", true)]
    [InlineData("2026-03-11T12:00:00Z", true)]
    [InlineData(Friday, true)]
    [InlineData(Saturday, false)]
    [InlineData("2026-03-15T12:00:00Z", false)]
    public void Day_WithoutAHoliday_IsDecidedByItsWeekday(string moment, bool isBusiness)
    {
        var calendar = TestCalendars.Of("berlin", TestCalendars.MondayToFriday, "Europe/Berlin", "2026-04-03");

        Takes(ScheduleDays.Business, moment, calendar).ShouldBe(isBusiness);
        Takes(ScheduleDays.NonBusiness, moment, calendar).ShouldBe(!isBusiness);
        DayFilter.Any.Takes(At(moment)).ShouldBeTrue();
    }

    [Fact]
    [Trait("Item", "BD-006")]
    public void Holiday_IsNoBusinessDay_AlsoWhereEveryWeekdayIsOne()
    {
        var always = TestCalendars.Of("always", Weekdays.All, "UTC", "2026-03-13");

        Takes(ScheduleDays.Business, Friday, always).ShouldBeFalse();
        Takes(ScheduleDays.Business, Saturday, always).ShouldBeTrue();
        TestCalendars.Filter(ScheduleDays.Business, always).Explain(At(Friday)).ShouldBe("2026-03-13 is no business day of 'always' (a holiday)");
    }

    [Fact]
    [Trait("Item", "BD-005")]
    public void NamedCalendar_DecidesTheWeekdays_AndTheHolidaysOfTheDefaultCountAsWell()
    {
        var named = TestCalendars.Of("named", Weekdays.All, "UTC", "2026-03-11");
        var standard = TestCalendars.Of("standard", TestCalendars.MondayToFriday, "UTC", "2026-03-12") with { IsDefault = true };
        var set = new CalendarSet([named, standard]);

        foreach (var (filter, business, others) in new[]
        {
            (set.Resolve(ScheduleDays.Business, "named").Value, new[] { 13, 14 }, new[] { 11, 12 }),
            (set.Resolve(ScheduleDays.Business, null).Value, [11, 13], [12, 14]),
        })
        {
            business.ShouldAllBe(day => filter.Takes(new DateTimeOffset(2026, 3, day, 12, 0, 0, TimeSpan.Zero)));
            others.ShouldAllBe(day => !filter.Takes(new DateTimeOffset(2026, 3, day, 12, 0, 0, TimeSpan.Zero)));
        }
    }

    [Fact]
    public void Filter_WithoutItsCalendar_IsAProblem()
    {
        var set = new CalendarSet([TestCalendars.Of("named", Weekdays.All, "UTC")]);

        set.Resolve(ScheduleDays.Business, null).Problem!.Code.ShouldBe("CALENDAR_REQUIRED");
        set.Resolve(ScheduleDays.Business, "other").Problem!.Code.ShouldBe("UNKNOWN_CALENDAR");
        set.Resolve(ScheduleDays.Any, null).Value.IsAny.ShouldBeTrue();
    }

    [Fact]
    public void Days_AreThoseOfTheCalendarsZone()
    {
        var berlin = TestCalendars.Of("berlin", Weekdays.All, "Europe/Berlin", "2026-12-25");

        Takes(ScheduleDays.Business, "2026-12-24T22:59:00Z", berlin).ShouldBeTrue();
        Takes(ScheduleDays.Business, "2026-12-24T23:00:00Z", berlin).ShouldBeFalse();
        Takes(ScheduleDays.Business, "2026-12-25T22:59:00Z", berlin).ShouldBeFalse();
        Takes(ScheduleDays.Business, "2026-12-25T23:00:00Z", berlin).ShouldBeTrue();
    }

    [Theory]
    [InlineData("Europe/Berlin", "2026-03-29T10:00:00Z", "2026-03-28T23:00:00Z", "2026-03-29T22:00:00Z")] // a day of 23 hours
    [InlineData("Africa/Cairo", "2026-04-24T10:00:00Z", "2026-04-23T22:00:00Z", "2026-04-24T21:00:00Z")] // clocks go forward at midnight
    [InlineData("America/Havana", "2026-11-01T15:00:00Z", "2026-11-01T04:00:00Z", "2026-11-02T05:00:00Z")] // clocks go back to midnight
    public void Days_BeginAtTheFirstMoment_WhateverTheClocksDo(string zone, string moment, string start, string next)
    {
        var filter = TestCalendars.Filter(ScheduleDays.Business, TestCalendars.Of("c", Weekdays.All, zone));

        filter.StartOfDay(At(moment)).ShouldBe(At(start));
        filter.StartOfNextDay(At(moment)).ShouldBe(At(next));
    }

    private static bool Takes(ScheduleDays days, string moment, CalendarRecord calendar) => TestCalendars.Filter(days, calendar).Takes(At(moment));

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
