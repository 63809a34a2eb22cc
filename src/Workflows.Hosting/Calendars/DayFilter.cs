using System.Globalization;
using Workflows.Abstractions.Calendars;
using Workflows.Abstractions.Schedules;

namespace Workflows.Hosting.Calendars;

/// <summary>
/// On which days a schedule starts runs. A day is a business day when no holiday falls on it, neither one of the calendar nor one of the
/// tenant's default, and the calendar has its weekday. Days are those of the calendar's zone. Pure.
/// </summary>
internal sealed class DayFilter
{
    private readonly bool wantsBusiness;
    private readonly CalendarRecord? calendar;
    private readonly TimeZoneInfo zone = TimeZoneInfo.Utc;
    private readonly Dictionary<DateOnly, string> holidays = [];

    private DayFilter()
    {
    }

    /// <summary>Creates a filter.</summary>
    /// <param name="days">Which days: business days or the others.</param>
    /// <param name="calendar">The calendar that tells them.</param>
    /// <param name="standard">The tenant's default calendar, whose holidays count as well; null when there is none.</param>
    /// <param name="zone">The zone of the calendar.</param>
    public DayFilter(ScheduleDays days, CalendarRecord calendar, CalendarRecord? standard, TimeZoneInfo zone)
    {
        (wantsBusiness, this.calendar, this.zone) = (days == ScheduleDays.Business, calendar, zone);
        foreach (var holiday in standard?.Holidays ?? []) holidays[holiday.Date] = holiday.Name;
        foreach (var holiday in calendar.Holidays) holidays[holiday.Date] = holiday.Name;
    }

    /// <summary>Takes every day.</summary>
    public static DayFilter Any { get; } = new();

    /// <summary>Whether it takes every day.</summary>
    public bool IsAny => calendar is null;

    /// <summary>Whether runs are started on the day of a moment.</summary>
    public bool Takes(DateTimeOffset moment) => calendar is null || IsBusiness(DayOf(moment)) == wantsBusiness;

    /// <summary>Why the day of a moment is not taken, for people.</summary>
    public string Explain(DateTimeOffset moment)
    {
        var day = DayOf(moment);
        var holiday = holidays.TryGetValue(day, out var name) ? $" ({name})" : string.Empty;
        var text = day.ToString("O", CultureInfo.InvariantCulture);
        return wantsBusiness ? $"{text} is no business day of '{calendar?.Key}'{holiday}" : $"{text} is a business day of '{calendar?.Key}'";
    }

    /// <summary>The moment at which the day of a moment begins.</summary>
    public DateTimeOffset StartOfDay(DateTimeOffset moment) => StartOf(DayOf(moment));

    /// <summary>The moment at which the day after the one of a moment begins.</summary>
    public DateTimeOffset StartOfNextDay(DateTimeOffset moment) => StartOf(DayOf(moment).AddDays(1));

    private bool IsBusiness(DateOnly day) => !holidays.ContainsKey(day) && calendar!.Weekdays.HasFlag(Of(day.DayOfWeek));

    private static Weekdays Of(DayOfWeek day) => (Weekdays)(1 << (((int)day + 6) % 7));

    private DateOnly DayOf(DateTimeOffset moment) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(moment, zone).DateTime);

    /// <summary>Midnight, the first one where clocks go back over it, and the end of the gap where they go forward over it.</summary>
    private DateTimeOffset StartOf(DateOnly day)
    {
        var midnight = day.ToDateTime(TimeOnly.MinValue);
        var offset = zone.IsAmbiguousTime(midnight) ? zone.GetAmbiguousTimeOffsets(midnight).Max() : zone.GetUtcOffset(midnight);
        return new DateTimeOffset(midnight, offset).ToUniversalTime();
    }
}
