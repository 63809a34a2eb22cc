using System.Globalization;
using Workflows.Abstractions.Json;
using Workflows.Abstractions.Schedules;
using Workflows.Engine.Plans;
using Workflows.Schemas;

namespace Workflows.Hosting.Schedules;

/// <summary>What the runs of a schedule get.</summary>
internal static class SchedulePayload
{
    /// <summary>The stored payload; without one, the facts of the start.</summary>
    public static JsonValue Of(ScheduleRecord schedule, Plan plan, DateTimeOffset scheduledFor, DateTimeOffset firedAt)
    {
        if (!schedule.Payload.IsEmpty) return JsonValue.Parse(schedule.Payload);
        var facts = new JsonObjectBuilder();
        facts.Add("triggerType", JsonValue.From(schedule.Kind == ScheduleKind.Once ? "schedule" : "recurring"));
        facts.Add("scheduleId", JsonValue.From(schedule.Id.ToString("D")));
        facts.Add("scheduledFor", Moment(scheduledFor));
        facts.Add("firedAt", Moment(firedAt));
        facts.Add("timezone", JsonValue.From(schedule.TimeZone ?? "UTC"));
        facts.Add("workflow", JsonValue.From(plan.Key));
        facts.Add("version", JsonValue.From(plan.Version));
        if (schedule.Cron is { } cron) facts.Add("cron", JsonValue.From(cron));
        return facts.Build();
    }

    /// <summary>How the payload of a schedule's next run breaks the contract of a version; none when the version takes it.</summary>
    public static IReadOnlyList<SchemaValidationError> FindIssues(ScheduleRecord schedule, Plan plan, DateTimeOffset now) =>
        plan.Contract.FindViolations(Of(schedule, plan, schedule.Next ?? now, now));

    private static JsonValue Moment(DateTimeOffset moment) =>
        JsonValue.From(moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
}
