using Workflows.Abstractions.Json;
using Workflows.Abstractions.Runs;
using Workflows.Engine.Definitions;
using Workflows.Engine.Mapping;
using Workflows.Engine.Plans;
using Workflows.Expressions;

namespace Workflows.Engine.Runs;

/// <summary>
/// Runs one slice: takes inputs, changes the state, and collects effects and history. It is synchronous and deterministic: the same plan,
/// state, context and inputs give the same state, effects and history.
/// </summary>
public sealed partial class RunMachine
{
    private readonly Plan plan;
    private readonly RunState state;
    private readonly SliceContext context;
    private readonly List<RunEffect> effects = [];
    private readonly SliceHistory history;
    private readonly SeedSequence seeds;
    private int budget;

    /// <summary>Begins a slice.</summary>
    /// <param name="plan">The version that runs.</param>
    /// <param name="state">The state; changed in place.</param>
    /// <param name="context">The facts of the slice.</param>
    public RunMachine(Plan plan, RunState state, SliceContext context)
    {
        (this.plan, this.state, this.context) = (plan, state, context);
        budget = context.StepBudget;
        history = new SliceHistory(context.Now);
        TagsBefore = state.Meta["tags"];
        seeds = new SeedSequence(context.Evaluation.Seed);
    }

    /// <summary>The version that runs.</summary>
    public Plan Plan => plan;

    /// <summary>What the host has to do after the commit, in order.</summary>
    public IReadOnlyList<RunEffect> Effects => effects;

    /// <summary>The history of the slice so far, as a UTF-8 JSON array.</summary>
    public ReadOnlyMemory<byte> History => history.Complete();

    /// <summary>
    /// Applies an input and runs until the run ends, parks, or the step budget is used up. An input for a wait or an invocation that the run
    /// does not have (any more) changes nothing.
    /// </summary>
    public void Advance(RunInput input)
    {
        if (state.HasEnded && !TryReopen(input)) return;
        state.WantsContinue = false;
        switch (input)
        {
            case RunInput.Start: state.Branches.Add(new Branch { Id = 0 }); break;
            case RunInput.Continue: break;
            case RunInput.WaitResolved resolved: OnWaitResolved(resolved); break;
            case RunInput.TaskCompleted completed: OnTaskCompleted(completed); break;
            case RunInput.ChildEnded ended: OnChildEnded(ended); break;
            case RunInput.TimerFired fired: OnTimerFired(fired); break;
            case RunInput.ActionSucceeded succeeded: OnActionSucceeded(succeeded); break;
            case RunInput.ActionFailed failed: OnActionFailed(failed); break;
            case RunInput.Cancel cancel: End(RunStatus.Canceled, cancel.Reason); break;
            case RunInput.Abort abort: Abort(abort.Failure); break;
            case RunInput.Release release: OnRelease(release); break;
            case RunInput.StartAt start: OnStartAt(start); break;
            case RunInput.Retry or RunInput.Requeue: break;
            default: throw new ArgumentException($"No input of type {input.GetType().Name} is known.", nameof(input));
        }

        RunReadyBranches();
        if (state.WantsContinue) Settle();
        if (!state.HasEnded) state.Status = IsParked() ? RunStatus.Waiting : RunStatus.Running;
    }

    /// <summary>Takes the next invocation of an action without side effects: the host calls it now, within the slice.</summary>
    public bool TryTakeInline(out RunEffect.Invoke invocation)
    {
        var index = effects.FindIndex(effect => effect is RunEffect.Invoke { Action.HasSideEffects: false });
        invocation = index < 0 ? null! : (RunEffect.Invoke)effects[index];
        if (index >= 0) effects.RemoveAt(index);
        return index >= 0;
    }

    /// <summary>Whether the slice left no trace: no effect and no history.</summary>
    public bool HasDoneNothing => effects.Count == 0 && history.IsEmpty;

    /// <summary>The invocations that were started and have not answered: what a host calls again after a crash, with the same keys.</summary>
    /// <param name="plan">The version that runs.</param>
    /// <param name="state">The state.</param>
    public static IReadOnlyList<RunEffect.Invoke> PendingInvocations(Plan plan, RunState state) =>
        [.. state.Branches.Where(branch => branch.Pending?.Kind == PendingKind.Action).Select(branch => ToInvocation(plan, branch))];

    private bool IsParked() => !state.WantsContinue && state.Branches.TrueForAll(branch => branch.Pending?.Kind != PendingKind.Action);

    private void RunReadyBranches()
    {
        while (!state.HasEnded && !state.WantsContinue && state.Branches.Find(branch => branch.Pending is null) is { } branch)
            while (branch.Pending is null && !state.HasEnded && !state.WantsContinue && state.Branches.Contains(branch))
                Execute(branch);
    }

    /// <summary>
    /// Brings the branches that a cut leaves standing between two steps to the next step, because only steps can be stored. Costs no budget:
    /// what stands there is jumps and the ends of blocks.
    /// </summary>
    private void Settle()
    {
        while (!state.HasEnded && state.Branches.Find(branch => branch.Pending is null && !plan.Code[branch.Position].IsEntry) is { } branch)
            DispatchSafely(branch, plan.Code[branch.Position]);
        if (state.HasEnded) state.WantsContinue = false;
    }

    private void Execute(Branch branch)
    {
        var instruction = plan.Code[branch.Position];
        if (instruction.IsEntry && budget-- <= 0)
        {
            state.WantsContinue = true;
            return;
        }

        DispatchSafely(branch, instruction);
    }

    private void DispatchSafely(Branch branch, in Instruction instruction)
    {
        try
        {
            Dispatch(branch, instruction);
        }
        catch (ExpressionException exception)
        {
            var error = exception.Error;
            Fail(branch, new Failure(FailureCategory.ExpressionError, error.Code, error.Message));
        }
    }

    private void Dispatch(Branch branch, in Instruction instruction)
    {
        switch (instruction.Op)
        {
            case OpCode.Node: ExecuteNode(branch, (NodeStep)instruction.Step!, instruction); break;
            case OpCode.If: ExecuteIf(branch, (IfStep)instruction.Step!, instruction.Target); break;
            case OpCode.Jump: branch.Position = instruction.Target; break;
            case OpCode.LoopStart: EnterLoop(branch, (ForEachStep)instruction.Step!, instruction.Target); break;
            case OpCode.LoopEnd: CompleteItem(branch); break;
            case OpCode.TryStart: EnterTry(branch, instruction.Step!); break;
            case OpCode.TryEnd: LeaveTry(branch, instruction.Target); break;
            case OpCode.Return:
                history.Entry(IdentityOf(branch), instruction.Step!.Type, "succeeded", branch.Attempt).Close();
                End(RunStatus.Succeeded, null);
                break;
            default: End(RunStatus.Succeeded, null); break;
        }
    }

    private void ExecuteIf(Branch branch, IfStep step, int otherwise)
    {
        var value = ScopeOf(branch).Evaluate(step.Condition.Expression);
        if (value.Kind != JsonKind.Boolean)
        {
            Fail(branch, new Failure(
                FailureCategory.ExpressionError, "CONDITION_NOT_BOOLEAN",
                $"The condition of '{step.Id}' is {DefinitionReader.Describe(value)}, not true or false."));
            return;
        }

        var holds = value.GetBoolean();
        history.Entry(IdentityOf(branch), step.Type, "succeeded", branch.Attempt).Text("branch", holds ? "then" : "else").Close();
        MoveTo(branch, holds ? branch.Position + 1 : otherwise);
    }

    private static void EnterTry(Branch branch, Step step)
    {
        branch.Frames.Add(new Frame(FrameKind.Try, step));
        MoveTo(branch, branch.Position + 1);
    }

    private static void LeaveTry(Branch branch, int target)
    {
        branch.Frames.RemoveAt(branch.Frames.Count - 1);
        MoveTo(branch, target);
    }

    private static void MoveTo(Branch branch, int position) => (branch.Position, branch.Attempt, branch.Pending) = (position, 1, null);

    /// <summary>
    /// Ends the run: whatever else is under way is dropped, and its waits are removed. A failed run keeps where it stood, for a retry.
    /// </summary>
    private void End(RunStatus status, string? reason)
    {
        foreach (var branch in state.Branches) Release(branch);
        if (status != RunStatus.Failed) state.Branches.Clear();
        state.Status = status;
        if (status == RunStatus.Canceled)
            history.Entry("run", "run", "canceled", 1).Text("reason", reason ?? string.Empty).Close();
    }

    private void Release(Branch branch)
    {
        if (branch.Pending is { IsWait: true } wait) effects.Add(new RunEffect.Unwait(wait.Number));
        if (branch.Pending is { Kind: PendingKind.Human } task) effects.Add(new RunEffect.CloseTask(task.Number, HumanTaskStatus.Canceled));
        if (branch.Pending is { Kind: PendingKind.Child, Key: { } child }) CancelChild(child);
        if (branch.Pending is { Kind: PendingKind.Action } call)
            effects.RemoveAll(effect => effect is RunEffect.Invoke invoke && invoke.Number == call.Number);
        if (branch.Pending?.Kind != PendingKind.Children) branch.Pending = null;
    }
}
