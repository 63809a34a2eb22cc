using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Schedules;
using Workflows.Abstractions.Storage;

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
        if (found.Kind == ScheduleKind.Recurring) return Preview(found.Cron!, found.TimeZone!, count);
        return found.RunAt > context.Clock.GetUtcNow() && found.Status != ScheduleStatus.Completed
            ? new[] { new ScheduleTime(found.RunAt.Value, found.RunAt.Value) }
            : Array.Empty<ScheduleTime>();
    }

    /// <inheritdoc/>
    public Result<IReadOnlyList<ScheduleTime>> Preview(string cron, string timeZone, int count)
    {
        var parsed = CronSchedule.Parse(cron, timeZone);
        if (!parsed.IsOk) return parsed.Problem;
        var times = new List<ScheduleTime>();
        for (var at = parsed.Value.NextAfter(context.Clock.GetUtcNow()); at is { } due && times.Count < count; at = parsed.Value.NextAfter(due))
            times.Add(new ScheduleTime(due, parsed.Value.ToLocal(due)));
        return times.Count > 0 ? times : ScheduleProblems.NeverDue;
    }
}
