using Workflows.Abstractions.Json;
using Workflows.Abstractions.Runs;
using Workflows.Engine.Definitions;
using Workflows.Engine.Nodes;
using Workflows.Engine.Plans;

namespace Workflows.Engine.Runs;

/// <summary>What operators do to a run.</summary>
public sealed partial class RunMachine
{
    /// <summary><c>meta.tags</c> as it was when the slice began.</summary>
    public JsonValue TagsBefore { get; }

    /// <summary><c>meta.tags</c> as it is now.</summary>
    public JsonValue Tags => state.Meta["tags"];

    /// <summary>The open waits of a run that an operator can release, oldest branch first.</summary>
    /// <param name="plan">The version that runs.</param>
    /// <param name="state">The state.</param>
    public static IReadOnlyList<OpenWait> OpenWaits(Plan plan, RunState state) =>
    [
        .. state.Branches.Where(branch => branch.Pending is { IsWait: true }).Select(branch =>
            new OpenWait(branch.Pending!.Number, IdentityOf(branch, plan.Code[branch.Position].Step!))),
    ];

    /// <summary>Why a run cannot begin at a step; null when it can.</summary>
    /// <param name="plan">The version.</param>
    /// <param name="step">The id of the step.</param>
    public static StartRefusal? WhyNotStartAt(Plan plan, string step)
    {
        if (!plan.TryFindEntry(step, out _)) return new StartRefusal(null);
        return BlocksAround(plan, step).OfType<ForEachStep>().FirstOrDefault() is { } loop ? new StartRefusal(loop.Id) : null;
    }

    /// <summary>Whether a run has failed and knows where.</summary>
    /// <param name="state">The state.</param>
    public static bool CanRetry(RunState state) => state.Status == RunStatus.Failed && state.Branches.Count > 0;

    /// <summary>Whether the last event wait of a run that has ended can be opened again, with the blocks around it.</summary>
    /// <param name="plan">The version that runs.</param>
    /// <param name="state">The state.</param>
    public static bool CanRequeue(Plan plan, RunState state) => FramesOfLastEventWait(plan, state) is not null;

    /// <summary>Brings a failed or cancelled run back to life; false when the input does not.</summary>
    private bool TryReopen(RunInput input)
    {
        switch (input)
        {
            case RunInput.Retry retry when CanRetry(state):
                foreach (var branch in state.Branches) branch.Attempt = 1;
                Reopen("retried", retry.Reason);
                return true;
            case RunInput.Requeue requeue
                when state.Status is RunStatus.Failed or RunStatus.Canceled && FramesOfLastEventWait(plan, state) is { } frames:
                plan.TryFindEntry(state.LastEventWait!, out var position);
                var root = new Branch { Id = 0, Position = position };
                root.Frames.AddRange(frames);
                state.Branches.Clear();
                state.Branches.Add(root);
                Reopen("requeued", requeue.Reason);
                return true;
            default:
                return false;
        }
    }

    private void Reopen(string status, string reason)
    {
        (state.Status, state.Error, state.ErrorCode) = (RunStatus.Running, default, null);
        history.Entry("run", "run", status, 1).Text("reason", reason).Close();
    }

    private void OnStartAt(RunInput.StartAt input)
    {
        plan.TryFindEntry(input.Step, out var position);
        var root = new Branch { Id = 0, Position = position };
        root.Frames.AddRange(BlocksAround(plan, input.Step).OfType<TryCatchStep>().Select(step => new Frame(FrameKind.Try, step)));
        state.Branches.Add(root);
        history.Entry("run", "run", "replayed", 1).Text("source", input.Source).Text("at", input.Step).Close();
    }

    private void OnRelease(RunInput.Release input)
    {
        if (FindPending(input.Wait, isWait: true) is not { } branch) return;
        history.Entry(IdentityOf(branch), plan.Code[branch.Position].Step!.Type, "released", branch.Attempt).Text("reason", input.Reason).Close();
        switch (branch.Pending!.Kind)
        {
            case PendingKind.Event:
                var config = (EventWaitConfig)((NodeStep)plan.Code[branch.Position].Step!).Config;
                var payload = input.Payload.IsMissing ? JsonValue.EmptyObject : input.Payload;
                OnWaitResolved(new RunInput.WaitResolved(input.Wait, config.EventName, payload));
                break;
            case PendingKind.Human:
                effects.Add(new RunEffect.CloseTask(input.Wait, HumanTaskStatus.Canceled));
                OnTaskCompleted(new RunInput.TaskCompleted(
                    input.Wait, input.Payload.IsMissing ? JsonValue.EmptyObject : input.Payload, "operator"));
                break;
            case PendingKind.Child:
                effects.Add(new RunEffect.Unwait(input.Wait));
                CancelChild(branch.Pending.Key!);
                MoveTo(branch, branch.Position + 1);
                break;
            default:
                OnTimerFired(new RunInput.TimerFired(input.Wait));
                break;
        }
    }

    /// <summary>The blocks around the step that last waited for an event; null when there is none, or a loop's turn is not known any more.</summary>
    private static List<Frame>? FramesOfLastEventWait(Plan plan, RunState state)
    {
        if (state.LastEventWait is not { } step || !plan.TryFindEntry(step, out _)) return null;
        var known = state.Branches.Find(branch => branch.Parent is null)?.Frames ?? [];
        var frames = new List<Frame>();
        foreach (var block in BlocksAround(plan, step))
        {
            if (block is TryCatchStep)
            {
                frames.Add(new Frame(FrameKind.Try, block));
                continue;
            }

            if (known.Find(frame => frame.Kind == FrameKind.Loop && frame.Step.Id == block.Id) is not { } loop) return null;
            if (((ForEachStep)block).Concurrency > 1 && loop.Items.Count > 1) return null;
            frames.Add(loop);
        }

        return frames;
    }

    /// <summary>The loops and guarded blocks that a step stands in, outermost first. A handler is not guarded by its own block.</summary>
    private static List<Step> BlocksAround(Plan plan, string step)
    {
        var path = new List<Step>();
        return Find(plan.Definition.Steps, step, path) ? path : [];
    }

    private static bool Find(IReadOnlyList<Step> steps, string id, List<Step> path)
    {
        foreach (var step in steps)
        {
            if (step.Id == id) return true;
            var found = step switch
            {
                IfStep branch => Find(branch.Then, id, path) || Find(branch.Else, id, path),
                ForEachStep loop => FindInside(loop, loop.Body, id, path),
                TryCatchStep guarded => FindInside(guarded, guarded.Try, id, path) || Find(guarded.Catch, id, path),
                _ => false,
            };
            if (found) return true;
        }

        return false;
    }

    private static bool FindInside(Step block, IReadOnlyList<Step> steps, string id, List<Step> path)
    {
        path.Add(block);
        if (Find(steps, id, path)) return true;
        path.RemoveAt(path.Count - 1);
        return false;
    }
}

/// <summary>A wait that an operator can release.</summary>
/// <param name="Number">Its number in the run.</param>
/// <param name="Step">The identity of the waiting step.</param>
public readonly record struct OpenWait(int Number, string Step);

/// <summary>Why a run cannot begin at a step.</summary>
/// <param name="Loop">The outermost loop around the step; null when the version has no such step.</param>
public sealed record StartRefusal(string? Loop);
