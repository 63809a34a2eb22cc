using Workflows.Abstractions.Calendars;
using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Schedules;
using Workflows.Abstractions.Tenancy;

namespace Workflows.Abstractions.Storage;

/// <summary>
/// Keeps the calendars of tenants. A change takes along the schedules whose due times follow from it: all of it is stored, or nothing.
/// Every method throws <see cref="StoreException"/> when the store fails.
/// </summary>
public interface ICalendarStore
{
    /// <summary>Inserts a calendar; false when the tenant has the key already, or a schedule changed meanwhile.</summary>
    /// <param name="calendar">The calendar; as the default, it takes the place of the one before.</param>
    /// <param name="schedules">Schedules as they are from now on; as <see cref="IScheduleStore.UpdateAsync"/> takes them.</param>
    /// <param name="audit">The row of the audit trail.</param>
    /// <param name="cancellationToken">Cancels.</param>
    Task<bool> CreateAsync(
        CalendarRecord calendar, IReadOnlyList<ScheduleRecord> schedules, AuditRecord audit, CancellationToken cancellationToken);

    /// <summary>
    /// Replaces a calendar. The stored revision must be one less than the record's; false when it is not, or a schedule changed meanwhile.
    /// </summary>
    /// <inheritdoc cref="CreateAsync" path="/param"/>
    Task<bool> UpdateAsync(
        CalendarRecord calendar, IReadOnlyList<ScheduleRecord> schedules, AuditRecord audit, CancellationToken cancellationToken);

    /// <summary>Removes a calendar at a revision; false when it is at another one or gone, or a schedule changed meanwhile.</summary>
    /// <inheritdoc cref="CreateAsync" path="/param"/>
    Task<bool> DeleteAsync(
        CalendarRecord calendar, IReadOnlyList<ScheduleRecord> schedules, AuditRecord audit, CancellationToken cancellationToken);

    /// <summary>A calendar; null when the tenant has none such.</summary>
    Task<CalendarRecord?> GetAsync(TenantId tenant, string key, CancellationToken cancellationToken);

    /// <summary>The calendar of a key and the tenant's default, those of the two that there are.</summary>
    Task<IReadOnlyList<CalendarRecord>> FindAsync(TenantId tenant, string? key, CancellationToken cancellationToken);

    /// <summary>The calendars of a tenant by key, after one; at most <paramref name="limit"/>.</summary>
    Task<IReadOnlyList<CalendarRecord>> ListAsync(TenantId tenant, string? after, int limit, CancellationToken cancellationToken);
}
