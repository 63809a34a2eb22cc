using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Schedules;
using Workflows.Abstractions.Tenancy;

namespace Workflows.Abstractions.Storage;

/// <summary>Keeps schedules. Every method throws <see cref="StoreException"/> when the store fails.</summary>
public interface IScheduleStore
{
    /// <summary>Inserts a schedule with its audit row.</summary>
    Task CreateAsync(ScheduleRecord schedule, AuditRecord audit, CancellationToken cancellationToken);

    /// <summary>
    /// Replaces a schedule, its last start excepted, with its audit row where one is given. The stored revision must be one less than the
    /// record's; false when it is not, and when the record's next due time has been handled meanwhile.
    /// </summary>
    Task<bool> UpdateAsync(ScheduleRecord schedule, AuditRecord? audit, CancellationToken cancellationToken);

    /// <summary>Removes a schedule with its audit row; false when there is none.</summary>
    Task<bool> DeleteAsync(TenantId tenant, Guid schedule, AuditRecord audit, CancellationToken cancellationToken);

    /// <summary>A schedule; null when the tenant has none such.</summary>
    Task<ScheduleRecord?> GetAsync(TenantId tenant, Guid schedule, CancellationToken cancellationToken);

    /// <summary>The schedules of a tenant, newest first.</summary>
    Task<IReadOnlyList<ScheduleRecord>> ListAsync(ScheduleQuery query, CancellationToken cancellationToken);

    /// <summary>Schedules of all tenants that are due at a moment or before it, earliest first.</summary>
    Task<IReadOnlyList<ScheduleRecord>> ListDueAsync(DateTimeOffset until, int limit, CancellationToken cancellationToken);

    /// <summary>The earliest due time of all tenants; null when no schedule is active.</summary>
    Task<DateTimeOffset?> GetNextDueAsync(CancellationToken cancellationToken);
}

/// <summary>Selects schedules; newest first.</summary>
public sealed record ScheduleQuery
{
    /// <summary>The owner.</summary>
    public required TenantId Tenant { get; init; }

    /// <summary>Only those of this workflow.</summary>
    public WorkflowId? Workflow { get; init; }

    /// <summary>Only this kind.</summary>
    public ScheduleKind? Kind { get; init; }

    /// <summary>Only in this state.</summary>
    public ScheduleStatus? Status { get; init; }

    /// <summary>Only with this text in their name, in any case (ASCII).</summary>
    public string? Search { get; init; }

    /// <summary>Only those that name this calendar.</summary>
    public string? Calendar { get; init; }

    /// <summary>Only those that start runs on some days only.</summary>
    public bool Filtered { get; init; }

    /// <summary>Only schedules before this one: the last id of the page before.</summary>
    public Guid? Before { get; init; }

    /// <summary>At most so many; 1 to 1,000.</summary>
    public int Limit { get; init; } = 100;
}
