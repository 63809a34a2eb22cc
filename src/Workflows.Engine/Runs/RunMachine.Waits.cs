using Workflows.Abstractions.Json;
using Workflows.Engine.Definitions;
using Workflows.Engine.Nodes;
using Workflows.Expressions;

namespace Workflows.Engine.Runs;

public sealed partial class RunMachine
{
    private void OnWaitResolved(RunInput.WaitResolved input)
    {
        if (FindPending(input.Wait, isWait: true) is not { Pending.Kind: PendingKind.Event } branch) return;
        effects.Add(new RunEffect.Unwait(input.Wait));
        var step = (NodeStep)plan.Code[branch.Position].Step!;
        var config = (EventWaitConfig)step.Config;
        state.Vars = state.Vars.With("event", input.Payload).With("eventName", JsonValue.From(input.EventName));
        if (config.SaveAs is { } target) Write(target, input.Payload);
        CompleteWait(branch, step, config.Assignments, input.Payload);
    }

    private void OnTimerFired(RunInput.TimerFired input)
    {
        if (FindPending(input.Wait, isWait: true) is not { } branch) return;
        effects.Add(new RunEffect.Unwait(input.Wait));
        var step = (NodeStep)plan.Code[branch.Position].Step!;
        switch (branch.Pending!.Kind)
        {
            case PendingKind.Retry:
                (branch.Attempt, branch.Pending) = (branch.Attempt + 1, null);
                state.MaxAttempt = Math.Max(state.MaxAttempt, branch.Attempt);
                break;
            case PendingKind.Time:
                CompleteWait(branch, step, ((TimeWaitConfig)step.Config).Assignments, default);
                break;
            default:
                OnTimeout(branch, step, (EventWaitConfig)step.Config);
                break;
        }
    }

    private void OnTimeout(Branch branch, NodeStep step, EventWaitConfig config)
    {
        branch.Pending = null;
        if (!config.ContinuesOnTimeout)
        {
            Fail(branch, new Failure(
                FailureCategory.TimeoutError, "WAIT_TIMED_OUT", $"No event {config.EventName} came within {config.Timeout}."));
            return;
        }

        var timedOut = JsonValue.EmptyObject.With("timedOut", JsonValue.True);
        if (config.SaveAs is { } target) Write(target, timedOut);
        history.Entry(IdentityOf(branch), step.Type, "succeeded", branch.Attempt).Value("output", timedOut).Close();
        MoveTo(branch, branch.Position + 1);
    }

    private void CompleteWait(Branch branch, NodeStep step, IReadOnlyList<Assignment> assignments, JsonValue output)
    {
        branch.Pending = null;
        try
        {
            if (assignments.Count > 0) Assign(ScopeOf(branch), assignments);
        }
        catch (ExpressionException exception)
        {
            Fail(branch, new Failure(FailureCategory.ExpressionError, exception.Error.Code, exception.Error.Message));
            return;
        }

        var entry = history.Entry(IdentityOf(branch), step.Type, "succeeded", branch.Attempt);
        if (!output.IsMissing) entry.Value("output", output);
        entry.Close();
        MoveTo(branch, branch.Position + 1);
    }
}
