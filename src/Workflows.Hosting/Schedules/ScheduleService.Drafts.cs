using Workflows.Abstractions.Definitions;
using Workflows.Abstractions.Schedules;
using Workflows.Hosting.Calendars;

namespace Workflows.Hosting.Schedules;

/// <content>What users say of schedules, checked.</content>
public sealed partial class ScheduleService
{
    private const int MaxNameLength = 200;

    /// <summary>A schedule as a draft says, checked against the workflow's contract. A paused one stays paused.</summary>
    private async Task<Result<ScheduleRecord>> ApplyAsync(
        ScheduleRecord schedule, ScheduleDraft draft, WorkflowRecord workflow, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (FindProblem(draft, now) is { } wrong) return wrong;
        var record = schedule with
        {
            Kind = draft.Cron is null ? ScheduleKind.Once : ScheduleKind.Recurring,
            RunAt = draft.RunAt,
            Cron = draft.Cron,
            TimeZone = draft.Cron is null ? null : ZoneOf(draft),
            Days = draft.Days,
            Calendar = draft.Calendar,
            Payload = draft.Payload.IsMissing ? default : draft.Payload.ToUtf8(),
        };
        if (await CheckPayloadAsync(record, workflow, now, cancellationToken) is { } problem) return problem;
        var active = await ActivateAsync(record, now, cancellationToken);
        return active.IsOk && schedule.Status == ScheduleStatus.Paused
            ? active.Value with { Status = ScheduleStatus.Paused, Next = null }
            : active;
    }

    private static Problem? FindProblem(ScheduleDraft draft, DateTimeOffset now)
    {
        if (draft.Name.Length is 0 or > MaxNameLength) return ScheduleProblems.InvalidName;
        if (draft.RunAt is null == draft.Cron is null || (draft.RunAt is not null && draft.TimeZone is not null)) return ScheduleProblems.OneOfTwo;
        if (draft.RunAt <= now) return ScheduleProblems.RunAtInThePast;
        if (draft.RunAt is not null && draft.Days != ScheduleDays.Any) return ScheduleProblems.DaysNeedCron;
        if (draft.Calendar is not null && draft.Days == ScheduleDays.Any) return ScheduleProblems.CalendarWithoutDays;
        return draft.Cron is { } cron ? CronSchedule.Parse(cron, ZoneOf(draft)).Problem : null;
    }

    private static string ZoneOf(ScheduleDraft draft) => draft.TimeZone ?? "UTC";

    private async Task<Result<ScheduleRecord>> ActivateAsync(ScheduleRecord schedule, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var days = await CalendarSet.ResolveAsync(
            context.Store.Calendars, schedule.Tenant, schedule.Days, schedule.Calendar, cancellationToken);
        if (!days.IsOk) return days.Problem;
        return ScheduleTimes.First(schedule, now, days.Value) is { } next
            ? schedule with { Status = ScheduleStatus.Active, Next = next, Reason = null }
            : schedule.Kind == ScheduleKind.Once ? ScheduleProblems.RunAtInThePast
            : days.Value.IsAny ? ScheduleProblems.NeverDue : ScheduleProblems.NoEligibleDay;
    }

    private async Task<Problem?> CheckPayloadAsync(
        ScheduleRecord schedule, WorkflowRecord workflow, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var plan = await context.Plans.GetAsync(schedule.Tenant, workflow.Id, workflow.PublishedVersion, cancellationToken);
        return SchedulePayload.FindIssues(schedule, plan, now) is { Count: > 0 } issues
            ? ScheduleProblems.PayloadRefused(workflow.Key, issues)
            : null;
    }
}
