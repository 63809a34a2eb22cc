using Workflows.Abstractions.Ids;

namespace Workflows.Abstractions.Schedules;

/// <summary>A schedule: starts runs of a workflow at one moment, or again and again by a cron expression.</summary>
public sealed record ScheduleRecord
{
    /// <summary>The schedule; a UUIDv7, so that ids sort by the time they were made.</summary>
    public required Guid Id { get; init; }

    /// <summary>The owner.</summary>
    public required TenantId Tenant { get; init; }

    /// <summary>The workflow that it starts, always in its newest published version.</summary>
    public required WorkflowId Workflow { get; init; }

    /// <summary>The display name; 1 to 200 characters.</summary>
    public required string Name { get; init; }

    /// <summary>Whether a user made it, or the trigger of the published definition.</summary>
    public required ScheduleOwner Owner { get; init; }

    /// <summary>Once or again and again.</summary>
    public required ScheduleKind Kind { get; init; }

    /// <summary>The moment of a one-time schedule.</summary>
    public DateTimeOffset? RunAt { get; init; }

    /// <summary>The five fields of a recurring schedule.</summary>
    public string? Cron { get; init; }

    /// <summary>The IANA time zone of a recurring schedule.</summary>
    public string? TimeZone { get; init; }

    /// <summary>On which days it starts runs; a one-time schedule does on any.</summary>
    public ScheduleDays Days { get; init; } = ScheduleDays.Any;

    /// <summary>The key of the calendar that tells business days; null for the tenant's default, and where the days do not matter.</summary>
    public string? Calendar { get; init; }

    /// <summary>The payload of every run, UTF-8 JSON; empty where the runs get the facts of the start instead (a definition's trigger).</summary>
    public ReadOnlyMemory<byte> Payload { get; init; }

    /// <summary>What becomes of due times that passed while nobody was there to start runs.</summary>
    public required ScheduleCatchUp CatchUp { get; init; }

    /// <summary>Where it stands.</summary>
    public required ScheduleStatus Status { get; init; }

    /// <summary>Why it is <see cref="ScheduleStatus.Disabled"/>; null otherwise.</summary>
    public string? Reason { get; init; }

    /// <summary>The next due time: set exactly while the schedule is active. A start names the one that it read.</summary>
    public DateTimeOffset? Next { get; init; }

    /// <summary>The due time that was handled last.</summary>
    public DateTimeOffset? Last { get; init; }

    /// <summary>The run that it started last.</summary>
    public RunId? LastRun { get; init; }

    /// <summary>Why the last due time started no run; null when it did, or was to start none.</summary>
    public string? LastError { get; init; }

    /// <summary>Why the last due time was passed over without being an error: its day was none of the schedule's; null when it was not.</summary>
    public string? LastSkip { get; init; }

    /// <summary>The number of changes by users and by publishing, starts not counted; a change names the revision that it read.</summary>
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

/// <summary>Who made a schedule. The numbers are stored.</summary>
public enum ScheduleOwner
{
    /// <summary>A user.</summary>
    User = 1,

    /// <summary>The trigger of the workflow's newest published definition; changed by publishing only.</summary>
    Definition = 2,
}

/// <summary>How often a schedule is due. The numbers are stored.</summary>
public enum ScheduleKind
{
    /// <summary>At one moment.</summary>
    Once = 1,

    /// <summary>By a cron expression.</summary>
    Recurring = 2,
}

/// <summary>On which days a schedule starts runs. The numbers are stored.</summary>
public enum ScheduleDays
{
    /// <summary>On every day.</summary>
    Any = 1,

    /// <summary>On the business days of a calendar.</summary>
    Business = 2,

    /// <summary>On all other days: weekends, holidays.</summary>
    NonBusiness = 3,
}

/// <summary>What becomes of due times that were missed by more than a minute. The numbers are stored.</summary>
public enum ScheduleCatchUp
{
    /// <summary>Nothing: the next start is the next future one.</summary>
    Skip = 1,

    /// <summary>One run for all of them, for the latest one missed.</summary>
    FireOnce = 2,

    /// <summary>A run for each, oldest first, at most 100.</summary>
    FireAll = 3,
}

/// <summary>Where a schedule stands. The numbers are stored.</summary>
public enum ScheduleStatus
{
    /// <summary>It has a next due time.</summary>
    Active = 1,

    /// <summary>A user paused it.</summary>
    Paused = 2,

    /// <summary>Its payload does not fit the published contract; <see cref="ScheduleRecord.Reason"/> says why.</summary>
    Disabled = 3,

    /// <summary>It is not due any more, or not until its calendar changes.</summary>
    Completed = 4,
}

/// <summary>Moves a schedule past a due time, in the commit of the run that it starts.</summary>
/// <param name="Schedule">The schedule.</param>
/// <param name="Tenant">Its owner.</param>
/// <param name="Revision">The revision that was read; another stored one is a conflict.</param>
/// <param name="Expected">The due time that was read; another stored one is a conflict.</param>
/// <param name="Next">The due time after it; null when there is none, and the schedule is completed.</param>
/// <param name="Run">The run that was started; null when none was.</param>
/// <param name="Error">Why none was.</param>
/// <param name="Skip">Why none was to be.</param>
public sealed record ScheduleMove(
    Guid Schedule, TenantId Tenant, int Revision, DateTimeOffset Expected, DateTimeOffset? Next, RunId? Run, string? Error,
    string? Skip = null);
