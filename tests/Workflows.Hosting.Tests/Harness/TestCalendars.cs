using System.Globalization;
using Workflows.Abstractions.Calendars;
using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Schedules;
using Workflows.Hosting.Calendars;

namespace Workflows.Hosting.Tests.Harness;

/// <summary>Calendars of tests.</summary>
internal static class TestCalendars
{
    public const Weekdays MondayToFriday = Weekdays.All & ~(Weekdays.Saturday | Weekdays.Sunday);

    public static CalendarRecord Of(string key, Weekdays weekdays, string zone, params string[] holidays) => new()
    {
        Tenant = new TenantId(1),
        Key = key,
        Name = key,
        TimeZone = zone,
        Weekdays = weekdays,
        Holidays = [.. holidays.Select(date => new Holiday(DateOnly.Parse(date, CultureInfo.InvariantCulture), "a holiday"))],
        IsDefault = false,
        Revision = 1,
        CreatedBy = "tester",
        CreatedAt = default,
        UpdatedBy = "tester",
        UpdatedAt = default,
    };

    public static DayFilter Filter(ScheduleDays days, params CalendarRecord[] calendars) =>
        new CalendarSet(calendars).Resolve(days, calendars[0].Key).Value;
}
