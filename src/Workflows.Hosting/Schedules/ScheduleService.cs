using Workflows.Abstractions.Definitions;
using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Json;
using Workflows.Abstractions.Schedules;
using Workflows.Abstractions.Storage;
using Workflows.Abstractions.Tenancy;
using Workflows.Engine;
using Workflows.Hosting.Changes;
using Workflows.Hosting.Definitions;
using Workflows.Hosting.Entities;
using Workflows.Hosting.Tenancy;

namespace Workflows.Hosting.Schedules;

/// <summary>Users' commands on schedules. Each is one optimistic change of the schedule's row with its audit row.</summary>
public sealed partial class ScheduleService(EngineContext context, ChangeSignals changes) : IScheduleService
{
    private const int MaxAttempts = 3;

    /// <inheritdoc/>
    public async Task<Result<ScheduleDetail>> CreateAsync(
        Caller caller, string workflow, ScheduleDraft draft, CancellationToken cancellationToken)
    {
        var found = await FindPublishedAsync(caller.Tenant, workflow, cancellationToken);
        if (!found.IsOk) return found.Problem;
        var now = context.Clock.GetUtcNow();
        var schedule = NewSchedule.Of(context, caller, found.Value.Id, ScheduleOwner.User, draft.Name, draft.CatchUp);
        var drafted = await ApplyAsync(schedule, draft, found.Value, now, cancellationToken);
        if (!drafted.IsOk) return drafted.Problem;
        await context.Store.Schedules.CreateAsync(drafted.Value, Audit(caller, "schedule.create", drafted.Value, workflow), cancellationToken);
        changes.Changed(ScheduleClock.Topic);
        return new ScheduleDetail(drafted.Value, workflow);
    }

    /// <inheritdoc/>
    public Task<Result<ScheduleDetail>> UpdateAsync(
        Caller caller, Guid schedule, ScheduleDraft draft, int? expectedRevision, CancellationToken cancellationToken) =>
        ChangeAsync(
            caller, schedule, expectedRevision, "schedule.update",
            async (before, workflow, now) => before.Owner == ScheduleOwner.Definition
                ? ScheduleProblems.OwnedByDefinition
                : await ApplyAsync(before with { Name = draft.Name, CatchUp = draft.CatchUp }, draft, workflow, now, cancellationToken),
            cancellationToken);

    /// <inheritdoc/>
    public Task<Result<ScheduleDetail>> PauseAsync(Caller caller, Guid schedule, CancellationToken cancellationToken) =>
        ChangeAsync(
            caller, schedule, null, "schedule.pause",
            (before, _, _) => Task.FromResult<Result<ScheduleRecord>>(
                before.Status == ScheduleStatus.Completed
                    ? ScheduleProblems.Completed
                    : before with { Status = ScheduleStatus.Paused, Next = null, Reason = null }),
            cancellationToken);

    /// <inheritdoc/>
    public Task<Result<ScheduleDetail>> ResumeAsync(Caller caller, Guid schedule, CancellationToken cancellationToken) =>
        ChangeAsync(
            caller, schedule, null, "schedule.resume",
            async (before, workflow, now) =>
            {
                if (before.Status == ScheduleStatus.Completed) return ScheduleProblems.Completed;
                if (before.Status == ScheduleStatus.Active) return before;
                return await CheckPayloadAsync(before, workflow, now, cancellationToken) ?? await ActivateAsync(before, now, cancellationToken);
            },
            cancellationToken);

    /// <inheritdoc/>
    public async Task<Result<ScheduleDetail>> DeleteAsync(Caller caller, Guid schedule, CancellationToken cancellationToken)
    {
        var found = await GetAsync(caller.Tenant, schedule, cancellationToken);
        if (!found.IsOk) return found;
        if (found.Value.Schedule.Owner == ScheduleOwner.Definition) return ScheduleProblems.OwnedByDefinition;
        var audit = Audit(caller, "schedule.delete", found.Value.Schedule, found.Value.Workflow);
        return await context.Store.Schedules.DeleteAsync(caller.Tenant, schedule, audit, cancellationToken) ? found : ScheduleProblems.NotFound;
    }

    /// <inheritdoc/>
    public async Task RebindAsync(Caller caller, WorkflowId workflow, CancellationToken cancellationToken)
    {
        var query = new ScheduleQuery { Tenant = caller.Tenant, Workflow = workflow, Limit = 1_000 };
        while (await context.Store.Schedules.ListAsync(query, cancellationToken) is { Count: > 0 } page)
        {
            foreach (var schedule in page)
                if (schedule.Status is ScheduleStatus.Active or ScheduleStatus.Disabled)
                    await RebindAsync(caller, schedule, cancellationToken);
            query = query with { Before = page[^1].Id };
        }

        changes.Changed(ScheduleClock.Topic);
    }

    private async Task RebindAsync(Caller caller, ScheduleRecord schedule, CancellationToken cancellationToken)
    {
        if (await context.Store.Workflows.GetAsync(caller.Tenant, schedule.Workflow, cancellationToken) is not { } workflow) return;
        var now = context.Clock.GetUtcNow();
        var problem = await CheckPayloadAsync(schedule, workflow, now, cancellationToken);
        if (problem is null == (schedule.Status == ScheduleStatus.Active)) return;
        var changed = problem is null
            ? await ActivateAsync(schedule, now, cancellationToken)
            : schedule with { Status = ScheduleStatus.Disabled, Next = null, Reason = problem.Message };
        if (!changed.IsOk) return;
        var record = changed.Value with { Revision = schedule.Revision + 1, UpdatedBy = caller.Actor, UpdatedAt = now };
        var operation = problem is null ? "schedule.enable" : "schedule.disable";
        await context.Store.Schedules.UpdateAsync(record, Audit(caller, operation, record, workflow.Key), cancellationToken);
    }

    private async Task<Result<ScheduleDetail>> ChangeAsync(
        Caller caller, Guid id, int? expectedRevision, string operation,
        Func<ScheduleRecord, WorkflowRecord, DateTimeOffset, Task<Result<ScheduleRecord>>> change, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            if (await context.Store.Schedules.GetAsync(caller.Tenant, id, cancellationToken) is not { } before) return ScheduleProblems.NotFound;
            if (await context.Store.Workflows.GetAsync(caller.Tenant, before.Workflow, cancellationToken) is not { } workflow)
                return ScheduleProblems.NotFound;
            if (expectedRevision is { } expected && expected != before.Revision) return ScheduleProblems.Stale(before.Revision);
            var now = context.Clock.GetUtcNow();
            var changed = await change(before, workflow, now);
            if (!changed.IsOk) return changed.Problem;
            if (ReferenceEquals(changed.Value, before)) return new ScheduleDetail(before, workflow.Key);
            var record = changed.Value with { Revision = before.Revision + 1, UpdatedBy = caller.Actor, UpdatedAt = now };
            var audit = Audit(caller, operation, record, workflow.Key);
            if (await context.Store.Schedules.UpdateAsync(record, audit, cancellationToken))
            {
                changes.Changed(ScheduleClock.Topic);
                return new ScheduleDetail(record, workflow.Key);
            }

            // At the same revision it was a start, which handled the due time that the change would set: the next one is found anew.
            var stored = await context.Store.Schedules.GetAsync(caller.Tenant, id, cancellationToken);
            if (stored is null) return ScheduleProblems.NotFound;
            if (stored.Revision != before.Revision || attempt == MaxAttempts) return ScheduleProblems.Stale(stored.Revision);
        }
    }

    private async Task<Result<WorkflowRecord>> FindPublishedAsync(TenantId tenant, string key, CancellationToken cancellationToken)
    {
        if (await context.Store.Workflows.GetAsync(tenant, key, cancellationToken) is not { } workflow)
        {
            var known = await context.Store.Workflows.ListAsync(tenant, null, 1_000, cancellationToken);
            return WorkflowProblems.NotFound(key, Nearest.Of(key, known.Select(item => item.Key)));
        }

        return workflow.PublishedVersion > 0 ? workflow : WorkflowProblems.NotPublished(key);
    }

    private AuditRecord Audit(Caller caller, string operation, ScheduleRecord schedule, string workflow)
    {
        var details = new JsonObjectBuilder();
        details.Add("name", JsonValue.From(schedule.Name));
        details.Add("workflow", JsonValue.From(workflow));
        if (schedule.Reason is { } reason) details.Add("reason", JsonValue.From(reason));
        return new AuditRecord(
            context.Ids.Next(), caller.Tenant, caller.Actor, operation, $"schedule:{schedule.Id:D}", details.Build().ToUtf8());
    }
}
