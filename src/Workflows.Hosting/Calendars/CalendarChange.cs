using Workflows.Abstractions.Calendars;
using Workflows.Abstractions.Schedules;
using Workflows.Hosting.Schedules;

namespace Workflows.Hosting.Calendars;

/// <summary>What a change of a calendar means for the schedules of its tenant. Pure.</summary>
internal sealed class CalendarChange
{
    private readonly CalendarSet after;
    private readonly string? key;

    private CalendarChange(CalendarSet after, string? key) => (this.after, this.key) = (after, key);

    /// <summary>Describes a change.</summary>
    /// <param name="calendars">The calendars of the tenant as they are.</param>
    /// <param name="before">The calendar as it is; null when it is made.</param>
    /// <param name="after">The calendar as it is to be; null when it is removed.</param>
    public static CalendarChange Of(IReadOnlyList<CalendarRecord> calendars, CalendarRecord? before, CalendarRecord? after)
    {
        var key = (after ?? before)!.Key;
        var others = calendars.Where(calendar => calendar.Key != key)
            .Select(calendar => after is { IsDefault: true } ? calendar with { IsDefault = false } : calendar);
        var set = new CalendarSet(after is null ? [.. others] : [.. others, after]);

        // The holidays of the default count for all.
        return new CalendarChange(set, before is { IsDefault: true } || after is { IsDefault: true } ? null : key);
    }

    /// <summary>
    /// The schedules that the change concerns, as they are from now on, each one revision further: a start that is under way by the calendar as
    /// it was is then a conflict, and is decided anew.
    /// </summary>
    public IReadOnlyList<ScheduleRecord> Move(IEnumerable<ScheduleRecord> schedules, string actor, DateTimeOffset now) =>
        [.. schedules.Where(schedule => key is null || schedule.Calendar == key).Select(schedule => Move(schedule, now)).OfType<ScheduleRecord>()
            .Select(schedule => schedule with { Revision = schedule.Revision + 1, UpdatedBy = actor, UpdatedAt = now })];

    /// <summary>A schedule with its next due time by the calendar as it is to be; null when the change leaves it alone.</summary>
    private ScheduleRecord? Move(ScheduleRecord schedule, DateTimeOffset now)
    {
        if (schedule.Status is not (ScheduleStatus.Active or ScheduleStatus.Completed)) return null;

        // A due time that has come is the clock's, which asks the calendar itself.
        if (schedule.Next <= now) return schedule;

        // Without its calendar it comes due as before, and notes then that it has none.
        var filter = after.Resolve(schedule.Days, schedule.Calendar);
        if (!filter.IsOk) return null;
        if (ScheduleTimes.First(schedule, now, filter.Value) is { } next) return schedule with { Next = next, Status = ScheduleStatus.Active };
        return schedule.Status == ScheduleStatus.Completed ? null : schedule with { Next = null, Status = ScheduleStatus.Completed };
    }
}
