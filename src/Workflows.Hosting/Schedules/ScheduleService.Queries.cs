using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Schedules;
using Workflows.Abstractions.Storage;
using Workflows.Hosting.Calendars;

namespace Workflows.Hosting.Schedules;

/// <summary>Reading schedules and their due times.</summary>
public sealed partial class ScheduleService
{
    /// <inheritdoc/>
    public async Task<Result<ScheduleDetail>> GetAsync(TenantId tenant, Guid schedule, CancellationToken cancellationToken)
    {
        if (await context.Store.Schedules.GetAsync(tenant, schedule, cancellationToken) is not { } found) return ScheduleProblems.NotFound;
        var workflow = await context.Store.Workflows.GetAsync(tenant, found.Workflow, cancellationToken);
        return workflow is null ? ScheduleProblems.NotFound : new ScheduleDetail(found, workflow.Key);
    }

    /// <inheritdoc/>
    public async Task<Result<IReadOnlyList<ScheduleDetail>>> ListAsync(
        TenantId tenant, ScheduleFilter filter, CancellationToken cancellationToken)
    {
        WorkflowId? workflow = null;
        if (filter.Workflow is { } key)
        {
            if (await context.Store.Workflows.GetAsync(tenant, key, cancellationToken) is not { } found)
                return Array.Empty<ScheduleDetail>();
            workflow = found.Id;
        }

        var query = new ScheduleQuery
        {
            Tenant = tenant,
            Workflow = workflow,
            Kind = filter.Kind,
            Status = filter.Status,
            Search = filter.Search,
            Calendar = filter.Calendar,
            Before = filter.Before,
            Limit = filter.Limit,
        };
        var schedules = await context.Store.Schedules.ListAsync(query, cancellationToken);
        var keys = new Dictionary<WorkflowId, string>();
        foreach (var id in schedules.Select(schedule => schedule.Workflow).Distinct())
            keys[id] = (await context.Store.Workflows.GetAsync(tenant, id, cancellationToken))?.Key ?? "";
        return schedules.Select(schedule => new ScheduleDetail(schedule, keys[schedule.Workflow])).ToArray();
    }

    /// <inheritdoc/>
    public async Task<Result<IReadOnlyList<ScheduleTime>>> NextAsync(
        TenantId tenant, Guid schedule, int count, CancellationToken cancellationToken)
    {
        if (await context.Store.Schedules.GetAsync(tenant, schedule, cancellationToken) is not { } found) return ScheduleProblems.NotFound;
        if (found.Kind == ScheduleKind.Recurring)
            return await PreviewAsync(
                tenant, new SchedulePreview(found.Cron!, found.TimeZone!, found.Days, found.Calendar, count), cancellationToken);
        return found.RunAt > context.Clock.GetUtcNow() && found.Status != ScheduleStatus.Completed
            ? new[] { new ScheduleTime(found.RunAt.Value, found.RunAt.Value) }
            : Array.Empty<ScheduleTime>();
    }

    /// <inheritdoc/>
    public async Task<Result<IReadOnlyList<ScheduleTime>>> PreviewAsync(
        TenantId tenant, SchedulePreview preview, CancellationToken cancellationToken)
    {
        var cron = CronSchedule.Parse(preview.Cron, preview.TimeZone);
        if (!cron.IsOk) return cron.Problem;
        if (preview.Calendar is not null && preview.Days == ScheduleDays.Any) return ScheduleProblems.CalendarWithoutDays;
        var days = await CalendarSet.ResolveAsync(context.Store.Calendars, tenant, preview.Days, preview.Calendar, cancellationToken);
        if (!days.IsOk) return days.Problem;
        var due = new DueTimes(cron.Value, days.Value);
        var times = new List<ScheduleTime>();
        for (var at = due.NextAfter(context.Clock.GetUtcNow()); at is { } time && times.Count < preview.Count; at = due.NextAfter(time))
            times.Add(new ScheduleTime(time, cron.Value.ToLocal(time)));
        if (times.Count > 0) return times;
        return days.Value.IsAny ? ScheduleProblems.NeverDue : ScheduleProblems.NoEligibleDay;
    }
}
