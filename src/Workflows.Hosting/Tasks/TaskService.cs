using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Json;
using Workflows.Abstractions.Runs;
using Workflows.Abstractions.Storage;
using Workflows.Abstractions.Tenancy;
using Workflows.Catalog.Schemas;
using Workflows.Hosting.Definitions;
using Workflows.Hosting.Entities;
using Workflows.Hosting.Queries;
using Workflows.Hosting.Runs;
using Workflows.Hosting.Tenancy;
using Workflows.Schemas;

namespace Workflows.Hosting.Tasks;

/// <summary>
/// Changes tasks by guarded commits. An answer resolves the run's wait in the commit that closes the task, as an event does: a second answer,
/// or one to a run that ended meanwhile, finds the fence closed.
/// </summary>
public sealed class TaskService(EngineContext context, IEntityRouter router, DeliveryViews workflows, SchemaDirectory schemas) : ITaskService
{
    private const int MaxAttempts = 5;
    private const int MaxAssignees = 100;

    /// <inheritdoc/>
    public async Task<Result<IReadOnlyList<TaskView>>> ListAsync(Caller caller, TaskFilter filter, CancellationToken cancellationToken)
    {
        WorkflowId? workflow = null;
        if (filter.Workflow is { } key)
        {
            if (await context.Store.Workflows.GetAsync(caller.Tenant, key, cancellationToken) is not { } record)
                return WorkflowProblems.NotFound(key, null);
            workflow = record.Id;
        }

        var tasks = await context.Store.Tasks.ListAsync(
            new TaskQuery
            {
                Tenant = caller.Tenant,
                Statuses = filter.Statuses,
                Assignees = filter.IsMine ? NamesOf(caller) : filter.Assignee is { } assignee ? [assignee] : [],
                ClaimedBy = filter.IsMine ? caller.Actor : null,
                Workflow = workflow,
                Run = filter.Run,
                DueBefore = filter.DueBefore,
                Before = filter.Before,
                Limit = filter.Limit,
            },
            cancellationToken);
        var views = new TaskView[tasks.Count];
        for (var i = 0; i < views.Length; i++) views[i] = await ToViewAsync(tasks[i], cancellationToken);
        return views;
    }

    /// <inheritdoc/>
    public async Task<Result<TaskView>> GetAsync(TenantId tenant, HumanTaskId task, CancellationToken cancellationToken) =>
        await context.Store.Tasks.GetAsync(tenant, task, cancellationToken) is { } record
            ? await ToViewAsync(record, cancellationToken)
            : TaskProblems.Unknown(task);

    /// <inheritdoc/>
    public Task<Result<TaskView>> ClaimAsync(Caller caller, HumanTaskId task, CancellationToken cancellationToken) =>
        ChangeAsync(
            caller, task, "task.claim",
            record => Refuse(caller, record) is { } problem
                ? problem
                : record with { Status = HumanTaskStatus.Claimed, ClaimedBy = caller.Actor, ClaimedAt = context.Clock.GetUtcNow() },
            record => record.ClaimedBy == caller.Actor, cancellationToken);

    /// <inheritdoc/>
    public Task<Result<TaskView>> UnclaimAsync(Caller caller, HumanTaskId task, CancellationToken cancellationToken) =>
        ChangeAsync(
            caller, task, "task.unclaim",
            record => record.ClaimedBy is null ? TaskProblems.NotClaimed
                : record.ClaimedBy != caller.Actor ? TaskProblems.Claimed(record)
                : record with { Status = HumanTaskStatus.Pending, ClaimedBy = null, ClaimedAt = null },
            _ => false, cancellationToken);

    /// <inheritdoc/>
    public Task<Result<TaskView>> ReassignAsync(
        Caller caller, HumanTaskId task, IReadOnlyList<string> users, IReadOnlyList<string> roles, CancellationToken cancellationToken)
    {
        string[] assignees = [.. users.Select(user => "user:" + user).Concat(roles.Select(role => "role:" + role)).Distinct(StringComparer.Ordinal)];
        var isValid = assignees.Length <= MaxAssignees
            && users.Concat(roles).All(name => name.Length is > 0 and <= 200 && !name.Any(char.IsControl));
        return ChangeAsync(
            caller, task, "task.reassign",
            record => isValid
                ? record with { Assignees = assignees, Status = HumanTaskStatus.Pending, ClaimedBy = null, ClaimedAt = null }
                : TaskProblems.AssigneesInvalid,
            _ => false, cancellationToken, ("assignees", JsonValue.From(string.Join(", ", assignees))));
    }

    /// <inheritdoc/>
    public async Task<Result<TaskView>> CompleteAsync(Caller caller, HumanTaskId task, JsonValue answer, CancellationToken cancellationToken)
    {
        var found = await GetAsync(caller.Tenant, task, cancellationToken);
        if (!found.IsOk) return found;
        if (found.Value.Task is { Status: < HumanTaskStatus.Completed } open && await CheckAsync(open, answer, cancellationToken) is { } wrong) return wrong;
        var completed = await ChangeAsync(
            caller, task, "task.complete",
            record => Refuse(caller, record) is { } problem
                ? problem
                : record with
                {
                    Status = HumanTaskStatus.Completed,
                    CompletedBy = caller.Actor,
                    ClosedAt = context.Clock.GetUtcNow(),
                    Answer = answer.ToUtf8(),
                },
            _ => false, cancellationToken);
        if (completed is { IsOk: true, Value.Task: var done })
            router.Run(caller.Tenant, done.Wait.Run, new RunMessage.WaitResolved(done.Wait.Number, new EventKey(done.Id.Value)));
        return completed;
    }

    /// <summary>Reads, decides, and commits what was decided on that revision; again when another change came between.</summary>
    private async Task<Result<TaskView>> ChangeAsync(
        Caller caller, HumanTaskId id, string operation, Func<HumanTaskRecord, Result<HumanTaskRecord>> change, Func<HumanTaskRecord, bool> isDone,
        CancellationToken cancellationToken, params (string Name, JsonValue Value)[] details)
    {
        for (var attempt = 0; attempt < MaxAttempts; attempt++)
        {
            if (await context.Store.Tasks.GetAsync(caller.Tenant, id, cancellationToken) is not { } task) return TaskProblems.Unknown(id);
            if (task.Status >= HumanTaskStatus.Completed) return TaskProblems.Closed(task);
            if (isDone(task)) return await ToViewAsync(task, cancellationToken);
            var changed = change(task);
            if (!changed.IsOk) return changed.Problem;
            var next = changed.Value with { Revision = task.Revision + 1 };
            var commit = new Commit();
            commit.TaskUpdates.Add(next);
            if (next.Status == HumanTaskStatus.Completed) commit.ResolvedWaits.Add(new WaitResolution(next.Wait, new EventKey(next.Id.Value)));
            commit.Audit.Add(Audit(caller, operation, next, details));
            switch (await context.Committer.CommitAsync(commit, cancellationToken))
            {
                case CommitOutcome.Committed:
                    return await ToViewAsync(next, cancellationToken);
                case CommitOutcome.Conflict:
                    continue;
                default:
                    router.RequestRecovery();
                    return WorkflowProblems.StoreUnavailable;
            }
        }

        return TaskProblems.Busy;
    }

    private static Problem? Refuse(Caller caller, HumanTaskRecord task)
    {
        if (task.ClaimedBy is { } owner && owner != caller.Actor) return TaskProblems.Claimed(task);
        return task.Assignees.Count == 0 || task.ClaimedBy == caller.Actor || NamesOf(caller).Any(task.Assignees.Contains)
            ? null
            : TaskProblems.NotAssigned(task);
    }

    private static string[] NamesOf(Caller caller) => ["user:" + caller.Actor, .. caller.Roles.Select(role => "role:" + role)];

    private async Task<Problem?> CheckAsync(HumanTaskRecord task, JsonValue answer, CancellationToken cancellationToken)
    {
        JsonSchema form;
        if (task.FormSchemaRef is { } schemaRef)
        {
            if (await schemas.FindAsync(task.Tenant, schemaRef, cancellationToken) is not { CompileError: null } registered)
                return TaskProblems.FormUnknown(schemaRef);
            form = registered.Compiled;
        }
        else if (task.FormSchema.IsEmpty)
        {
            return null;
        }
        else
        {
            form = JsonSchema.Compile(JsonValue.Parse(task.FormSchema));
        }

        var result = form.Validate(answer);
        return result.IsValid ? null : TaskProblems.AnswerInvalid(result.Errors);
    }

    private async ValueTask<TaskView> ToViewAsync(HumanTaskRecord task, CancellationToken cancellationToken)
    {
        var form = task.FormSchema.IsEmpty ? default : JsonValue.Parse(task.FormSchema);
        if (task.FormSchemaRef is { } schemaRef && await schemas.FindAsync(task.Tenant, schemaRef, cancellationToken) is { } registered)
            form = registered.Document;
        return new TaskView(await workflows.GetKeyAsync(task.Tenant, task.Workflow, cancellationToken), task, form);
    }

    private AuditRecord Audit(Caller caller, string operation, HumanTaskRecord task, (string Name, JsonValue Value)[] details)
    {
        var builder = new JsonObjectBuilder();
        builder.Add("run", JsonValue.From(task.Wait.Run.ToString()));
        builder.Add("step", JsonValue.From(task.Step));
        foreach (var (name, value) in details) builder.Add(name, value);
        return new AuditRecord(context.Ids.Next(), caller.Tenant, caller.Actor, operation, $"task:{task.Id}", builder.Build().ToUtf8());
    }
}
