using Workflows.Abstractions.Calendars;
using Workflows.Abstractions.Ids;
using Workflows.Hosting.Tenancy;

namespace Workflows.Hosting.Calendars;

/// <summary>
/// Users' commands on calendars. A change is one transaction with its audit row and with the next due times of the schedules that go by the
/// calendar.
/// </summary>
public interface ICalendarService
{
    /// <summary>Makes a calendar.</summary>
    Task<Result<CalendarRecord>> CreateAsync(Caller caller, string key, CalendarDraft draft, CancellationToken cancellationToken);

    /// <summary>Replaces a calendar.</summary>
    /// <param name="caller">Who changes it.</param>
    /// <param name="key">The calendar.</param>
    /// <param name="draft">What it is to be.</param>
    /// <param name="expectedRevision">The revision that the change is based on (If-Match); null to overwrite.</param>
    /// <param name="cancellationToken">Cancels.</param>
    Task<Result<CalendarRecord>> UpdateAsync(
        Caller caller, string key, CalendarDraft draft, int? expectedRevision, CancellationToken cancellationToken);

    /// <summary>Removes a calendar.</summary>
    /// <param name="caller">Who removes it.</param>
    /// <param name="key">The calendar.</param>
    /// <param name="force">Also when schedules go by it: they start nothing until they have a calendar again.</param>
    /// <param name="cancellationToken">Cancels.</param>
    Task<Result<CalendarRecord>> DeleteAsync(Caller caller, string key, bool force, CancellationToken cancellationToken);

    /// <summary>A calendar.</summary>
    Task<Result<CalendarRecord>> GetAsync(TenantId tenant, string key, CancellationToken cancellationToken);

    /// <summary>Calendars by key, after one.</summary>
    Task<IReadOnlyList<CalendarRecord>> ListAsync(TenantId tenant, string? after, int limit, CancellationToken cancellationToken);
}

/// <summary>What a user says of a calendar.</summary>
/// <param name="Name">The display name.</param>
/// <param name="TimeZone">The IANA zone of its days.</param>
/// <param name="Weekdays">The weekdays that are business days.</param>
/// <param name="Holidays">The days that are none; in any order, each date once.</param>
/// <param name="IsDefault">Whether it is the one of schedules that name none; takes the place of the one before.</param>
public sealed record CalendarDraft(
    string Name, string TimeZone, Weekdays Weekdays, IReadOnlyList<Holiday> Holidays, bool IsDefault);
