using Workflows.Abstractions.Json;
using Workflows.Abstractions.Schedules;
using Workflows.ClientApi.Json;
using Workflows.Hosting.Schedules;

namespace Workflows.ClientApi.Schedules;

/// <summary>A schedule to be made or to replace another.</summary>
/// <param name="Workflow">The key of the workflow; only when it is made.</param>
/// <param name="Name">1 to 200 characters.</param>
/// <param name="RunAt">The moment of a one-time schedule (RFC 3339), in the future.</param>
/// <param name="Cron">Minute, hour, day of month, month, day of week of a recurring one.</param>
/// <param name="Timezone">The IANA zone of a recurring one; UTC when absent.</param>
/// <param name="Days">
/// The days on which a recurring one starts runs: <c>any</c> (when absent), <c>business</c> or <c>nonBusiness</c>, as the calendar tells.
/// </param>
/// <param name="Calendar">The key of the calendar; the tenant's default when absent.</param>
/// <param name="Payload">The payload of its runs; the facts of each start when absent.</param>
/// <param name="CatchUp"><c>skip</c>, <c>fire-once</c> (when absent) or <c>fire-all</c>: what becomes of due times that were missed.</param>
internal sealed record SaveScheduleBody(
    string? Workflow, string Name, DateTimeOffset? RunAt, string? Cron, string? Timezone, string? Days, string? Calendar, JsonValue? Payload,
    string? CatchUp);

/// <summary>Asks for the due times of an expression.</summary>
/// <param name="Cron">The five fields.</param>
/// <param name="Timezone">The IANA zone; UTC when absent.</param>
/// <param name="Days">Only those on these days: <c>any</c> (when absent), <c>business</c> or <c>nonBusiness</c>.</param>
/// <param name="Calendar">The key of the calendar that tells them; the tenant's default when absent.</param>
/// <param name="Count">How many, 1 to 50; 5 when absent.</param>
internal sealed record PreviewBody(string Cron, string? Timezone, string? Days, string? Calendar, int? Count);

/// <summary>The next due times.</summary>
/// <param name="Items">The due times, earliest first.</param>
internal sealed record ScheduleTimesBody(IReadOnlyList<ScheduleTimeBody> Items)
{
    /// <summary>The body of due times.</summary>
    public static ScheduleTimesBody Of(IReadOnlyList<ScheduleTime> times) => new(
        [.. times.Select(time => new ScheduleTimeBody(
            time.At, time.Local.ToString("yyyy-MM-dd'T'HH:mm:sszzz", System.Globalization.CultureInfo.InvariantCulture)))]);
}

/// <summary>A due time.</summary>
/// <param name="At">The moment, UTC.</param>
/// <param name="Local">The same moment with the offset of the schedule's zone.</param>
internal sealed record ScheduleTimeBody(DateTimeOffset At, string Local);

/// <summary>A schedule.</summary>
internal sealed record ScheduleBody
{
    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary>The key of the workflow that it starts, always in its newest version.</summary>
    public required string Workflow { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary><c>once</c> or <c>recurring</c>.</summary>
    public required string Type { get; init; }

    /// <summary><c>user</c>, or <c>definition</c> for the schedule of a published trigger.</summary>
    public required string Owner { get; init; }

    /// <summary><c>active</c>, <c>paused</c>, <c>disabled</c> (see the reason) or <c>completed</c>.</summary>
    public required string Status { get; init; }

    /// <summary>Why it is disabled.</summary>
    public string? Reason { get; init; }

    /// <summary>The moment of a one-time schedule.</summary>
    public DateTimeOffset? RunAt { get; init; }

    /// <summary>The five fields of a recurring one.</summary>
    public string? Cron { get; init; }

    /// <summary>The zone of a recurring one.</summary>
    public string? Timezone { get; init; }

    /// <summary><c>any</c>, <c>business</c> or <c>nonBusiness</c>: the days on which it starts runs.</summary>
    public required string Days { get; init; }

    /// <summary>The key of the calendar that tells them; absent for the tenant's default.</summary>
    public string? Calendar { get; init; }

    /// <summary>The payload of its runs; absent where they get the facts of the start.</summary>
    public RawJson? Payload { get; init; }

    /// <summary><c>skip</c>, <c>fire-once</c> or <c>fire-all</c>.</summary>
    public required string CatchUp { get; init; }

    /// <summary>The next due time; absent while it starts nothing.</summary>
    public DateTimeOffset? NextAt { get; init; }

    /// <summary>The due time that was handled last.</summary>
    public DateTimeOffset? LastAt { get; init; }

    /// <summary>The run that it started last.</summary>
    public string? LastRunId { get; init; }

    /// <summary>Why the last due time started no run.</summary>
    public string? LastError { get; init; }

    /// <summary>Why the last due time was passed over, which is no error: its day was none of the schedule's.</summary>
    public string? LastSkip { get; init; }

    /// <summary>The correlation id of its runs: finds them all in GET /v1/runs.</summary>
    public required string CorrelationId { get; init; }

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

    /// <summary>The body of a schedule.</summary>
    public static ScheduleBody Of(ScheduleDetail detail)
    {
        var schedule = detail.Schedule;
        return new ScheduleBody
        {
            Id = schedule.Id.ToString("D"),
            Workflow = detail.Workflow,
            Name = schedule.Name,
            Type = schedule.Kind == ScheduleKind.Once ? "once" : "recurring",
            Owner = schedule.Owner == ScheduleOwner.User ? "user" : "definition",
            Status = schedule.Status.ToString().ToLowerInvariant(),
            Reason = schedule.Reason,
            RunAt = schedule.RunAt,
            Cron = schedule.Cron,
            Timezone = schedule.TimeZone,
            Days = DayNames.NameOf(schedule.Days),
            Calendar = schedule.Calendar,
            Payload = RawJson.OrNull(schedule.Payload),
            CatchUp = CatchUpNames.NameOf(schedule.CatchUp),
            NextAt = schedule.Next,
            LastAt = schedule.Last,
            LastRunId = schedule.LastRun?.ToString(),
            LastError = schedule.LastError,
            LastSkip = schedule.LastSkip,
            CorrelationId = ScheduleStarter.CorrelationOf(schedule.Id),
            Revision = schedule.Revision,
            CreatedBy = schedule.CreatedBy,
            CreatedAt = schedule.CreatedAt,
            UpdatedBy = schedule.UpdatedBy,
            UpdatedAt = schedule.UpdatedAt,
        };
    }
}

/// <summary>The names of catch-up policies.</summary>
internal static class CatchUpNames
{
    /// <summary>All names.</summary>
    public static readonly string[] All = ["skip", "fire-once", "fire-all"];

    /// <summary>The name of a policy.</summary>
    public static string NameOf(ScheduleCatchUp policy) => All[(int)policy - 1];

    /// <summary>The policy of a name; null for an unknown one.</summary>
    public static ScheduleCatchUp? Find(string name) =>
        Array.IndexOf(All, name) is >= 0 and var index ? (ScheduleCatchUp)(index + 1) : null;
}

/// <summary>The names of the days of schedules.</summary>
internal static class DayNames
{
    /// <summary>All names.</summary>
    public static readonly string[] All = ["any", "business", "nonBusiness"];

    /// <summary>The name of some days.</summary>
    public static string NameOf(ScheduleDays days) => All[(int)days - 1];

    /// <summary>The days of a name that is one of <see cref="All"/>; any for none.</summary>
    public static ScheduleDays Find(string? name) => name is null ? ScheduleDays.Any : (ScheduleDays)(Array.IndexOf(All, name) + 1);
}
