using System.Globalization;
using Workflows.Abstractions.Calendars;

namespace Workflows.ClientApi.Calendars;

/// <summary>A calendar to be made or to replace another.</summary>
/// <param name="Key">What schedules call it: 1 to 100 lower-case letters, digits, dots, hyphens and underscores; only when it is made.</param>
/// <param name="Name">1 to 200 characters.</param>
/// <param name="Timezone">The IANA zone in which its days begin and end; UTC when absent.</param>
/// <param name="Weekdays">The business days of a week, <c>monday</c> to <c>sunday</c>; one at least.</param>
/// <param name="Holidays">The days that are no business days whatever their weekday; at most 1,000, each date once.</param>
/// <param name="Default">Whether schedules that name no calendar go by this one; it takes the place of the default before.</param>
internal sealed record SaveCalendarBody(
    string? Key, string Name, string? Timezone, IReadOnlyList<string> Weekdays, IReadOnlyList<HolidayBody>? Holidays, bool? Default);

/// <summary>A day on which no business is done.</summary>
/// <param name="Date">The day, as <c>2026-12-25</c>.</param>
/// <param name="Name">What it is called; 1 to 200 characters.</param>
internal sealed record HolidayBody(string Date, string Name);

/// <summary>A calendar.</summary>
internal sealed record CalendarBody
{
    /// <summary>What schedules call it.</summary>
    public required string Key { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>The zone in which its days begin and end.</summary>
    public required string Timezone { get; init; }

    /// <summary>The business days of a week.</summary>
    public required IReadOnlyList<string> Weekdays { get; init; }

    /// <summary>The days that are no business days whatever their weekday, earliest first.</summary>
    public required IReadOnlyList<HolidayBody> Holidays { get; init; }

    /// <summary>Whether schedules that name no calendar go by it; its holidays count for all calendars then.</summary>
    public required bool Default { get; init; }

    /// <summary>The number of changes so far; also the ETag.</summary>
    public required int Revision { get; init; }

    /// <summary>Who made it.</summary>
    public required string CreatedBy { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Who changed it last.</summary>
    public required string UpdatedBy { get; init; }

    /// <summary>When it changed last.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>The body of a calendar.</summary>
    public static CalendarBody Of(CalendarRecord calendar) => new()
    {
        Key = calendar.Key,
        Name = calendar.Name,
        Timezone = calendar.TimeZone,
        Weekdays = WeekdayNames.NamesOf(calendar.Weekdays),
        Holidays = [.. calendar.Holidays.Select(holiday => new HolidayBody(holiday.Date.ToString("O", CultureInfo.InvariantCulture), holiday.Name))],
        Default = calendar.IsDefault,
        Revision = calendar.Revision,
        CreatedBy = calendar.CreatedBy,
        CreatedAt = calendar.CreatedAt,
        UpdatedBy = calendar.UpdatedBy,
        UpdatedAt = calendar.UpdatedAt,
    };
}

/// <summary>The names of weekdays.</summary>
internal static class WeekdayNames
{
    /// <summary>All names, Monday first.</summary>
    public static readonly string[] All = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

    /// <summary>The names of some weekdays.</summary>
    public static IReadOnlyList<string> NamesOf(Weekdays days) => [.. All.Where((_, index) => days.HasFlag((Weekdays)(1 << index)))];

    /// <summary>The weekday of a name; null for an unknown one.</summary>
    public static Weekdays? Find(string name) => Array.IndexOf(All, name) is >= 0 and var index ? (Weekdays)(1 << index) : null;
}
