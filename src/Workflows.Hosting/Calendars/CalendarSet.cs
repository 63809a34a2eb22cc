using Workflows.Abstractions.Calendars;
using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Schedules;
using Workflows.Abstractions.Storage;
using Workflows.Engine;
using Workflows.Hosting.Schedules;

namespace Workflows.Hosting.Calendars;

/// <summary>Calendars of a tenant, by which the days of schedules are told.</summary>
internal sealed class CalendarSet(IReadOnlyList<CalendarRecord> calendars)
{
    /// <summary>The days of a schedule: by the calendar that it names, else by the tenant's default.</summary>
    public Result<DayFilter> Resolve(ScheduleDays days, string? calendar)
    {
        if (days == ScheduleDays.Any) return DayFilter.Any;
        var standard = calendars.FirstOrDefault(candidate => candidate.IsDefault);
        var chosen = calendar is null ? standard : calendars.FirstOrDefault(candidate => candidate.Key == calendar);
        if (chosen is null) return calendar is null ? CalendarProblems.Required : CalendarProblems.NotFound(calendar, null) with { Pointer = "/calendar" };
        if (!TimeZones.TryFind(chosen.TimeZone, out var zone)) return ScheduleProblems.InvalidTimeZone(chosen.TimeZone);
        return new DayFilter(days, chosen, standard, zone);
    }

    /// <summary>The days of a schedule, by the calendars as they are stored now. A schedule of any day costs no reading.</summary>
    public static async Task<Result<DayFilter>> ResolveAsync(
        ICalendarStore store, TenantId tenant, ScheduleDays days, string? calendar, CancellationToken cancellationToken)
    {
        if (days == ScheduleDays.Any) return DayFilter.Any;
        var found = await store.FindAsync(tenant, calendar, cancellationToken);
        var filter = new CalendarSet(found).Resolve(days, calendar);
        if (filter.IsOk || calendar is null || found.Any(candidate => candidate.Key == calendar)) return filter;
        var known = await store.ListAsync(tenant, null, CalendarService.MaxCalendars, cancellationToken);
        var nearest = Nearest.Of(calendar, known.Select(candidate => candidate.Key));
        return CalendarProblems.NotFound(calendar, nearest) with { Pointer = "/calendar" };
    }
}
