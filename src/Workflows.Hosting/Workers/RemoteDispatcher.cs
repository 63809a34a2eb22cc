using Workflows.Abstractions.Storage;
using Workflows.Abstractions.Workers;
using Workflows.Engine.Runs;
using Workflows.Hosting.Actions;
using Workflows.Hosting.Changes;
using Workflows.Hosting.Protection;

namespace Workflows.Hosting.Workers;

/// <summary>
/// Makes the tasks of started invocations. The invocation in the run's state is the truth and was committed before; the task is made from it, once,
/// and made again by recovery when the process ended in between. So a task without its invocation never exists.
/// </summary>
public sealed class RemoteDispatcher(
    IStore store, RemoteActions actions, TaskSignals signals, ChangeSignals changes, IValueProtector protector)
{
    /// <summary>Makes the task of an invocation, or finds it. Null while it has no answer: that will come to the run when there is one.</summary>
    public async ValueTask<ActionResult?> DispatchAsync(RunEffect.Invoke invocation, ActionContext facts, CancellationToken cancellationToken)
    {
        var known = await actions.GetAsync(facts.Tenant, cancellationToken);
        if (known.FindRemote(invocation.Action.Id, invocation.Action.Version) is not { } action)
            return ActionResult.Fail(
                FailureCategory.ActionError, "UNKNOWN_ACTION",
                $"The action {invocation.Action.Id}@{invocation.Action.Version} is not registered any more.");
        var task = await store.Workers.GetOrAddTaskAsync(
            new WorkerTaskRecord
            {
                Run = facts.Run,
                Number = invocation.Number,
                Tenant = facts.Tenant,
                Topic = action.Topic,
                Body = TaskBody.Of(invocation, facts, action.StartToClose).Write(),
                CreatedAt = facts.Now,
                Due = facts.Now + action.ScheduleToStart,
            },
            cancellationToken);
        if (task.AnsweredAt is not null) return TaskAnswer.Read(protector, facts.Tenant, task.Answer);
        signals.Notify(facts.Tenant);
        if (task.Due is not null) changes.Wake(TaskTimeouts.Topic);
        return null;
    }
}
