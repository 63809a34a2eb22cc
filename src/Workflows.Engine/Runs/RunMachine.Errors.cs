using Workflows.Abstractions.Json;
using Workflows.Abstractions.Runs;
using Workflows.Engine.Definitions;

namespace Workflows.Engine.Runs;

public sealed partial class RunMachine
{
    /// <summary>
    /// Reacts to the failure of the step at a branch's position: its retry policy, then its own <c>onError</c>, then the blocks around it from
    /// the inside out (a loop that goes on with the next item, a guarded block), then the run fails.
    /// </summary>
    private void Fail(Branch branch, Failure failure)
    {
        var instruction = plan.Code[branch.Position];
        var identity = IdentityOf(branch);
        var error = failure.ToJson(identity, context.Now);
        if (instruction.Step is NodeStep node)
        {
            if ((node.Retry ?? instruction.Action?.RetryHint) is { } policy && policy.Allows(failure, branch.Attempt))
            {
                ScheduleRetry(branch, node, policy, error);
                return;
            }

            if (node.ContinuesOnError)
            {
                history.Entry(identity, node.Type, "continued", branch.Attempt).Value("error", error).Close();
                state.Error = error;
                MoveTo(branch, branch.Position + 1);
                return;
            }
        }

        history.Entry(identity, instruction.Step!.Type, "failed", branch.Attempt).Value("error", error).Close();
        state.Error = error;
        Unwind(branch, error, failure);
    }

    private void ScheduleRetry(Branch branch, NodeStep step, RetryPolicy policy, JsonValue error)
    {
        history.Entry(IdentityOf(branch), step.Type, "failed", branch.Attempt).Value("error", error).Close();
        Park(branch, step, PendingKind.Retry, new RunEffect.Wait
        {
            Number = ++state.LastWait,
            Kind = WaitKind.Retry,
            Step = IdentityOf(branch),
            Due = context.Now + policy.DelayAfter(branch.Attempt, Jitter(branch)),
        });
    }

    private void Unwind(Branch branch, JsonValue error, Failure failure)
    {
        if (!IsCaught(branch))
        {
            state.ErrorCode = failure.Code;
            End(RunStatus.Failed, null);
            return;
        }

        while (branch.Frames.Count > 0)
        {
            var frame = branch.Frames[^1];
            if (frame.Kind == FrameKind.Try)
            {
                EnterCatch(branch, (TryCatchStep)frame.Step, error);
                return;
            }

            if (((ForEachStep)frame.Step).ContinuesOnItemError && branch.Pending is null)
            {
                EndItem(branch, JsonValue.EmptyObject.With("error", error));
                return;
            }

            branch.Frames.RemoveAt(branch.Frames.Count - 1);
            if (frame.Kind == FrameKind.Item)
            {
                var parent = branch.Parent!;
                RemoveChildren(parent);
                parent.Frames.RemoveAt(parent.Frames.Count - 1);
                parent.Pending = null;
                branch = parent;
            }
        }

        throw new InvalidOperationException("No block around the step takes its failure.");
    }

    /// <summary>Whether a block around a branch's position takes a failure there. Asked first, so that a run that fails keeps its blocks.</summary>
    private static bool IsCaught(Branch? branch)
    {
        for (; branch is not null; branch = branch.Parent)
            if (branch.Frames.Exists(frame => frame.Kind == FrameKind.Try || ((ForEachStep)frame.Step).ContinuesOnItemError)) return true;
        return false;
    }

    private void Abort(Failure failure)
    {
        state.Error = failure.ToJson("run", context.Now);
        state.ErrorCode = failure.Code;
        history.Entry("run", "run", "failed", 1).Value("error", state.Error).Close();
        End(RunStatus.Failed, null);
    }

    private void EnterCatch(Branch branch, TryCatchStep step, JsonValue error)
    {
        branch.Frames.RemoveAt(branch.Frames.Count - 1);
        if (step.CaptureErrorAs is { } name) SetVariable(name, error);
        changed.Clear();
        plan.TryFindEntry(step.Id, out var start);
        MoveTo(branch, plan.Code[start].Target);
    }

    /// <summary>A number of 0 to 1 that depends on the slice's seed, the step and the attempt alone.</summary>
    private double Jitter(Branch branch)
    {
        var hash = context.Evaluation.Seed ^ 0x9E37_79B9_7F4A_7C15UL;
        foreach (var character in IdentityOf(branch)) hash = (hash ^ character) * 0x0000_0100_0000_01B3UL;
        hash = (hash ^ (ulong)branch.Attempt) * 0xFF51_AFD7_ED55_8CCDUL;
        return (hash >> 11) * (1.0 / (1UL << 53));
    }
}
