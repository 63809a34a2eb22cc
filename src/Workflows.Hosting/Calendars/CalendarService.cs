using Workflows.Abstractions.Calendars;
using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Json;
using Workflows.Abstractions.Schedules;
using Workflows.Abstractions.Storage;
using Workflows.Abstractions.Tenancy;
using Workflows.Engine;
using Workflows.Hosting.Changes;
using Workflows.Hosting.Definitions;
using Workflows.Hosting.Schedules;
using Workflows.Hosting.Tenancy;

namespace Workflows.Hosting.Calendars;

/// <summary>Users' commands on calendars.</summary>
public sealed class CalendarService(IStore store, IdSource ids, TimeProvider clock, ChangeSignals changes) : ICalendarService
{
    /// <summary>The most calendars of a tenant.</summary>
    internal const int MaxCalendars = 100;

    private const int MaxHolidays = 1_000;
    private const int MaxNameLength = 200;
    private const int MaxAttempts = 3;
    private const int PageSize = 1_000;

    /// <summary>Plans a change by what is stored: the calendar as it is to be, null to remove it.</summary>
    private delegate Result<CalendarRecord?> Plan(
        IReadOnlyList<CalendarRecord> calendars, CalendarRecord? before, IReadOnlyList<ScheduleRecord> schedules, DateTimeOffset now);

    /// <inheritdoc/>
    public Task<Result<CalendarRecord>> CreateAsync(Caller caller, string key, CalendarDraft draft, CancellationToken cancellationToken)
    {
        if (!WorkflowService.IsKey(key)) return Task.FromResult<Result<CalendarRecord>>(CalendarProblems.InvalidKey(key));
        return ChangeAsync(
            caller, key, "calendar.create",
            (calendars, before, _, now) => before is not null ? CalendarProblems.Taken(key)
                : calendars.Count >= MaxCalendars ? CalendarProblems.TooMany(MaxCalendars)
                : Apply(draft, New(caller, key, now)),
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task<Result<CalendarRecord>> UpdateAsync(
        Caller caller, string key, CalendarDraft draft, int? expectedRevision, CancellationToken cancellationToken) =>
        ChangeAsync(
            caller, key, "calendar.update",
            (calendars, before, _, now) => before is null ? NotFound(key, calendars)
                : expectedRevision is { } expected && expected != before.Revision ? CalendarProblems.Stale(key, before.Revision)
                : Apply(draft, before with { Revision = before.Revision + 1, UpdatedBy = caller.Actor, UpdatedAt = now }),
            cancellationToken);

    /// <inheritdoc/>
    public Task<Result<CalendarRecord>> DeleteAsync(Caller caller, string key, bool force, CancellationToken cancellationToken) =>
        ChangeAsync(
            caller, key, "calendar.delete",
            (calendars, before, schedules, _) =>
            {
                if (before is null) return NotFound(key, calendars);
                var users = schedules.Where(schedule => schedule.Calendar == key || (schedule.Calendar is null && before.IsDefault)).ToList();
                return users.Count > 0 && !force
                    ? CalendarProblems.InUse(key, [.. users.Select(schedule => schedule.Name)])
                    : (CalendarRecord?)null;
            },
            cancellationToken);

    /// <inheritdoc/>
    public async Task<Result<CalendarRecord>> GetAsync(TenantId tenant, string key, CancellationToken cancellationToken) =>
        await store.Calendars.GetAsync(tenant, key, cancellationToken) is { } calendar ? calendar : CalendarProblems.NotFound(key, null);

    /// <inheritdoc/>
    public Task<IReadOnlyList<CalendarRecord>> ListAsync(TenantId tenant, string? after, int limit, CancellationToken cancellationToken) =>
        store.Calendars.ListAsync(tenant, after, limit, cancellationToken);

    /// <summary>Changes a calendar and the schedules that go by it together; begins anew when one of them changed meanwhile.</summary>
    private async Task<Result<CalendarRecord>> ChangeAsync(
        Caller caller, string key, string operation, Plan plan, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < MaxAttempts; attempt++)
        {
            var calendars = await store.Calendars.ListAsync(caller.Tenant, null, PageSize, cancellationToken);
            var schedules = await ListFilteredAsync(caller.Tenant, cancellationToken);
            var before = calendars.FirstOrDefault(calendar => calendar.Key == key);
            var now = clock.GetUtcNow();
            var planned = plan(calendars, before, schedules, now);
            if (!planned.IsOk) return planned.Problem;
            var after = planned.Value;
            var moved = CalendarChange.Of(calendars, before, after).Move(schedules, caller.Actor, now);
            if (!await StoreAsync(before, after, moved, Audit(caller, operation, key, after, moved.Count), cancellationToken)) continue;
            changes.Changed(ScheduleClock.Topic);
            return (after ?? before)!;
        }

        return CalendarProblems.Changed(key);
    }

    private Task<bool> StoreAsync(
        CalendarRecord? before, CalendarRecord? after, IReadOnlyList<ScheduleRecord> moved, AuditRecord audit,
        CancellationToken cancellationToken) =>
        before is null ? store.Calendars.CreateAsync(after!, moved, audit, cancellationToken)
        : after is null ? store.Calendars.DeleteAsync(before, moved, audit, cancellationToken)
        : store.Calendars.UpdateAsync(after, moved, audit, cancellationToken);

    private async Task<List<ScheduleRecord>> ListFilteredAsync(TenantId tenant, CancellationToken cancellationToken)
    {
        var all = new List<ScheduleRecord>();
        var query = new ScheduleQuery { Tenant = tenant, Filtered = true, Limit = PageSize };
        while (await store.Schedules.ListAsync(query, cancellationToken) is { Count: > 0 } page)
        {
            all.AddRange(page);
            query = query with { Before = page[^1].Id };
        }

        return all;
    }

    private static Problem NotFound(string key, IReadOnlyList<CalendarRecord> calendars) =>
        CalendarProblems.NotFound(key, Nearest.Of(key, calendars.Select(calendar => calendar.Key)));

    private static CalendarRecord New(Caller caller, string key, DateTimeOffset now) => new()
    {
        Tenant = caller.Tenant,
        Key = key,
        Name = key,
        TimeZone = "UTC",
        Weekdays = Weekdays.None,
        IsDefault = false,
        Revision = 1,
        CreatedBy = caller.Actor,
        CreatedAt = now,
        UpdatedBy = caller.Actor,
        UpdatedAt = now,
    };

    private static Result<CalendarRecord?> Apply(CalendarDraft draft, CalendarRecord calendar)
    {
        if (draft.Name.Length is 0 or > MaxNameLength) return CalendarProblems.InvalidName;
        if (!TimeZones.TryFind(draft.TimeZone, out _)) return ScheduleProblems.InvalidTimeZone(draft.TimeZone);
        if (draft.Holidays.Count > MaxHolidays) return CalendarProblems.TooManyHolidays(MaxHolidays);
        var dates = new HashSet<DateOnly>();
        for (var i = 0; i < draft.Holidays.Count; i++)
        {
            if (draft.Holidays[i].Name.Length is 0 or > MaxNameLength) return CalendarProblems.InvalidHolidayName(i);
            if (!dates.Add(draft.Holidays[i].Date)) return CalendarProblems.HolidayTwice(i);
        }

        return calendar with
        {
            Name = draft.Name,
            TimeZone = draft.TimeZone,
            Weekdays = draft.Weekdays,
            Holidays = [.. draft.Holidays.OrderBy(holiday => holiday.Date)],
            IsDefault = draft.IsDefault,
        };
    }

    private AuditRecord Audit(Caller caller, string operation, string key, CalendarRecord? after, int schedules)
    {
        var details = new JsonObjectBuilder();
        if (after is not null)
        {
            details.Add("name", JsonValue.From(after.Name));
            details.Add("default", JsonValue.From(after.IsDefault));
            details.Add("holidays", JsonValue.From(after.Holidays.Count));
        }

        details.Add("schedules", JsonValue.From(schedules));
        return new AuditRecord(ids.Next(), caller.Tenant, caller.Actor, operation, $"calendar:{key}", details.Build().ToUtf8());
    }
}
