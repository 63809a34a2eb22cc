using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Json;
using Workflows.Abstractions.Schedules;
using Workflows.Hosting.Tenancy;

namespace Workflows.Hosting.Schedules;

/// <summary>Users' commands on schedules. Every change leaves an audit row.</summary>
public interface IScheduleService
{
    /// <summary>Makes a schedule of a published workflow.</summary>
    Task<Result<ScheduleDetail>> CreateAsync(Caller caller, string workflow, ScheduleDraft draft, CancellationToken cancellationToken);

    /// <summary>Replaces a schedule of a user.</summary>
    /// <param name="caller">Who changes it.</param>
    /// <param name="schedule">The schedule.</param>
    /// <param name="draft">What it is to be.</param>
    /// <param name="expectedRevision">The revision that the change is based on (If-Match); null to overwrite.</param>
    /// <param name="cancellationToken">Cancels.</param>
    Task<Result<ScheduleDetail>> UpdateAsync(
        Caller caller, Guid schedule, ScheduleDraft draft, int? expectedRevision, CancellationToken cancellationToken);

    /// <summary>Stops it from starting runs; it stays.</summary>
    Task<Result<ScheduleDetail>> PauseAsync(Caller caller, Guid schedule, CancellationToken cancellationToken);

    /// <summary>Has it start runs again, from its next due time on; what was due meanwhile is left out.</summary>
    Task<Result<ScheduleDetail>> ResumeAsync(Caller caller, Guid schedule, CancellationToken cancellationToken);

    /// <summary>Removes a schedule of a user.</summary>
    Task<Result<ScheduleDetail>> DeleteAsync(Caller caller, Guid schedule, CancellationToken cancellationToken);

    /// <summary>A schedule.</summary>
    Task<Result<ScheduleDetail>> GetAsync(TenantId tenant, Guid schedule, CancellationToken cancellationToken);

    /// <summary>Schedules, newest first.</summary>
    Task<Result<IReadOnlyList<ScheduleDetail>>> ListAsync(
        TenantId tenant, ScheduleFilter filter, CancellationToken cancellationToken);

    /// <summary>The next due times of a schedule, were it active.</summary>
    Task<Result<IReadOnlyList<ScheduleTime>>> NextAsync(TenantId tenant, Guid schedule, int count, CancellationToken cancellationToken);

    /// <summary>The next due times of a cron expression.</summary>
    Task<Result<IReadOnlyList<ScheduleTime>>> PreviewAsync(TenantId tenant, SchedulePreview preview, CancellationToken cancellationToken);

    /// <summary>Checks the schedules of a workflow after a version was published: those whose payload it does not take are disabled, those that it
    /// takes again are active again.</summary>
    Task RebindAsync(Caller caller, WorkflowId workflow, CancellationToken cancellationToken);
}

/// <summary>What a user says of a schedule.</summary>
/// <param name="Name">The display name.</param>
/// <param name="RunAt">The moment of a one-time schedule.</param>
/// <param name="Cron">The five fields of a recurring one.</param>
/// <param name="TimeZone">The IANA zone of a recurring one; UTC when absent.</param>
/// <param name="Payload">The payload of its runs; Missing for the facts of each start.</param>
/// <param name="CatchUp">What becomes of missed due times.</param>
public sealed record ScheduleDraft(
    string Name, DateTimeOffset? RunAt, string? Cron, string? TimeZone, JsonValue Payload, ScheduleCatchUp CatchUp)
{
    /// <summary>The days on which a recurring one starts runs.</summary>
    public ScheduleDays Days { get; init; } = ScheduleDays.Any;

    /// <summary>The key of the calendar that tells them; the tenant's default when absent.</summary>
    public string? Calendar { get; init; }
}

/// <summary>Asks for due times.</summary>
/// <param name="Cron">The five fields.</param>
/// <param name="TimeZone">The IANA zone.</param>
/// <param name="Days">Only those on these days.</param>
/// <param name="Calendar">The key of the calendar that tells them; null for the tenant's default.</param>
/// <param name="Count">At most so many.</param>
public sealed record SchedulePreview(string Cron, string TimeZone, ScheduleDays Days, string? Calendar, int Count);

/// <summary>A schedule with the key of its workflow.</summary>
/// <param name="Schedule">The schedule.</param>
/// <param name="Workflow">The key.</param>
public sealed record ScheduleDetail(ScheduleRecord Schedule, string Workflow);

/// <summary>Selects schedules.</summary>
/// <param name="Workflow">Only those of this workflow.</param>
/// <param name="Kind">Only this kind.</param>
/// <param name="Status">Only in this state.</param>
/// <param name="Search">Only with this text in their name.</param>
/// <param name="Calendar">Only those that name the calendar with this key.</param>
/// <param name="Before">Only before this one.</param>
/// <param name="Limit">At most so many.</param>
public sealed record ScheduleFilter(
    string? Workflow, ScheduleKind? Kind, ScheduleStatus? Status, string? Search, string? Calendar, Guid? Before, int Limit);

/// <summary>A due time.</summary>
/// <param name="At">The moment, UTC.</param>
/// <param name="Local">The same moment in the schedule's zone.</param>
public sealed record ScheduleTime(DateTimeOffset At, DateTimeOffset Local);
