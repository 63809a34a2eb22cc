using Workflows.Abstractions.Ids;

namespace Workflows.Abstractions.Calendars;

/// <summary>A tenant's calendar: which days are business days. A day is one when its weekday is, and no holiday falls on it.</summary>
public sealed record CalendarRecord
{
    /// <summary>The owner.</summary>
    public required TenantId Tenant { get; init; }

    /// <summary>What schedules call it; unique in the tenant.</summary>
    public required string Key { get; init; }

    /// <summary>The display name; 1 to 200 characters.</summary>
    public required string Name { get; init; }

    /// <summary>The IANA zone in which its days begin and end.</summary>
    public required string TimeZone { get; init; }

    /// <summary>The weekdays that are business days.</summary>
    public required Weekdays Weekdays { get; init; }

    /// <summary>The days that are no business days whatever their weekday, earliest first, each date once.</summary>
    public IReadOnlyList<Holiday> Holidays { get; init; } = [];

    /// <summary>
    /// Whether schedules that name no calendar go by this one. Its holidays count for the tenant's other calendars, too. A tenant has one such
    /// calendar at most.
    /// </summary>
    public required bool IsDefault { get; init; }

    /// <summary>The number of changes, the making counted; a change names the revision that it read.</summary>
    public required int Revision { get; init; }

    /// <summary>Who made it.</summary>
    public required string CreatedBy { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Who changed it last.</summary>
    public required string UpdatedBy { get; init; }

    /// <summary>When it changed last.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }
}

/// <summary>A day on which no business is done.</summary>
/// <param name="Date">The day.</param>
/// <param name="Name">What it is called; 1 to 200 characters.</param>
public readonly record struct Holiday(DateOnly Date, string Name);

/// <summary>Days of the week. The numbers are stored.</summary>
[Flags]
public enum Weekdays
{
    /// <summary>No day.</summary>
    None = 0,

    /// <summary>Mondays.</summary>
    Monday = 1,

    /// <summary>Tuesdays.</summary>
    Tuesday = 2,

    /// <summary>Wednesdays.</summary>
    Wednesday = 4,

    /// <summary>Thursdays.</summary>
    Thursday = 8,

    /// <summary>Fridays.</summary>
    Friday = 16,

    /// <summary>Saturdays.</summary>
    Saturday = 32,

    /// <summary>Sundays.</summary>
    Sunday = 64,

    /// <summary>All seven: only holidays are no business days.</summary>
    All = 127,
}
