using Workflows.Abstractions.Json;
using Workflows.Abstractions.Runs;
using Workflows.Engine.Definitions;
using Workflows.Engine.Mapping;
using Workflows.Engine.Nodes;
using Workflows.Expressions;

namespace Workflows.Engine.Runs;

public sealed partial class RunMachine
{
    private const string TaskCompletedEvent = "human.task.completed";

    private void OnWaitResolved(RunInput.WaitResolved input)
    {
        if (FindPending(input.Wait, isWait: true) is not { Pending.Kind: PendingKind.Event } branch) return;
        effects.Add(new RunEffect.Unwait(input.Wait));
        var config = (EventWaitConfig)((NodeStep)plan.Code[branch.Position].Step!).Config;
        CompleteWait(branch, config.SaveAs, config.Assignments, input.Payload, input.EventName);
    }

    private void OnTaskCompleted(RunInput.TaskCompleted input)
    {
        if (FindPending(input.Wait, isWait: true) is not { Pending.Kind: PendingKind.Human } branch) return;
        effects.Add(new RunEffect.Unwait(input.Wait));
        var config = (HumanTaskConfig)((NodeStep)plan.Code[branch.Position].Step!).Config;
        CompleteWait(branch, config.SaveAs, config.Assignments, input.Answer, TaskCompletedEvent, input.By);
    }

    private void OnTimerFired(RunInput.TimerFired input)
    {
        if (FindPending(input.Wait, isWait: true) is not { Pending.Kind: not PendingKind.Child } branch) return;
        effects.Add(new RunEffect.Unwait(input.Wait));
        var step = (NodeStep)plan.Code[branch.Position].Step!;
        switch (step.Config)
        {
            case var _ when branch.Pending!.Kind == PendingKind.Retry:
                (branch.Attempt, branch.Pending) = (branch.Attempt + 1, null);
                state.MaxAttempt = Math.Max(state.MaxAttempt, branch.Attempt);
                break;
            case TimeWaitConfig config:
                CompleteWait(branch, null, config.Assignments, default, null);
                break;
            case HumanTaskConfig config:
                effects.Add(new RunEffect.CloseTask(input.Wait, HumanTaskStatus.Expired));
                OnTimeout(branch, step, config.ContinuesOnTimeout, config.SaveAs, "TASK_EXPIRED", "Nobody completed the task in time.");
                break;
            case EventWaitConfig config:
                OnTimeout(
                    branch, step, config.ContinuesOnTimeout, config.SaveAs, "WAIT_TIMED_OUT",
                    $"No event {config.EventName} came within {config.Timeout}.");
                break;
        }
    }

    private void OnTimeout(Branch branch, NodeStep step, bool continues, AssignTarget? saveAs, string code, string message)
    {
        var waited = branch.Pending;
        branch.Pending = null;
        if (!continues)
        {
            Fail(branch, new Failure(FailureCategory.TimeoutError, code, message));
            return;
        }

        var timedOut = JsonValue.EmptyObject.With("timedOut", JsonValue.True);
        if (saveAs is not null && !TrySave(branch, saveAs, timedOut)) return;
        Succeeded(branch, step, waited).Value("output", timedOut).Close();
        MoveTo(branch, branch.Position + 1);
    }

    /// <summary>What a wait brought is written where the step says, and the branch goes on; or nothing is written, and the step fails.</summary>
    private void CompleteWait(
        Branch branch, AssignTarget? saveAs, IReadOnlyList<Assignment> assignments, JsonValue brought, string? eventName, string? by = null)
    {
        var waited = branch.Pending;
        branch.Pending = null;
        var before = Remember();
        try
        {
            if (eventName is not null)
            {
                SetVariable("event", brought);
                SetVariable("eventName", JsonValue.From(eventName));
            }

            if (saveAs is not null) Write(saveAs, brought);
            if (!TryKeep(branch, before)) return;
            if (assignments.Count > 0 && !TryAssign(branch, ScopeOf(branch), assignments, out _)) return;
        }
        catch (ExpressionException exception)
        {
            changed.Clear();
            Fail(branch, new Failure(FailureCategory.ExpressionError, exception.Error.Code, exception.Error.Message));
            return;
        }

        var entry = Succeeded(branch, plan.Code[branch.Position].Step!, waited);
        if (by is not null) entry.Text("by", by);
        if (!brought.IsMissing) entry.Value("output", Mask(brought));
        entry.Close();
        MoveTo(branch, branch.Position + 1);
    }
}
