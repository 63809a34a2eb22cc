using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Json;
using Workflows.Abstractions.Runs;
using Workflows.Engine.Definitions;
using Workflows.Engine.Nodes;
using Workflows.Expressions;

namespace Workflows.Engine.Runs;

public sealed partial class RunMachine
{
    /// <summary>A run may stand at most so far below the root of its tree.</summary>
    public const int MaxDepth = 16;

    /// <summary>A run may start at most so many child runs.</summary>
    public const int MaxChildren = 1_000;

    private void ExecuteCall(Branch branch, NodeStep step, CallWorkflowConfig config)
    {
        var payload = config.Input.Resolve(ScopeOf(branch));
        if (payload.IsMissing) payload = JsonValue.EmptyObject;
        if (CheckCall(config, payload, out var target) is { } failure)
        {
            Fail(branch, failure);
            return;
        }

        state.Children++;
        var child = new RunEffect.StartChild
        {
            Run = new RunId(NextId()),
            WaitNumber = config.IsDetached ? 0 : ++state.LastWait,
            Step = IdentityOf(branch),
            Target = target!,
            Payload = payload,
        };
        effects.Add(child);
        if (!config.IsDetached)
        {
            Park(
                branch, step, PendingKind.Child, new RunEffect.Wait { Number = child.WaitNumber, Kind = WaitKind.Child, Step = child.Step },
                child.Run.ToString());
            return;
        }

        Succeeded(branch, step, null).Text("run", child.Run.ToString()).Value("input", Mask(payload)).Close();
        MoveTo(branch, branch.Position + 1);
    }

    private Failure? CheckCall(CallWorkflowConfig config, JsonValue payload, out CalledWorkflow? target)
    {
        target = null;
        if (context.Depth >= MaxDepth)
            return new Failure(
                FailureCategory.ValidationError, "CALL_TOO_DEEP", $"Runs call each other deeper than {MaxDepth} levels; '{config.Workflow}' is not started.");
        if (state.Children >= MaxChildren)
            return new Failure(FailureCategory.ValidationError, "TOO_MANY_CHILDREN", $"A run starts at most {MaxChildren} child runs.");
        if (payload.MeasureUtf8(MaxPayloadBytes) > MaxPayloadBytes)
            return new Failure(
                FailureCategory.ValidationError, "PAYLOAD_TOO_LARGE", $"The child's payload would have more than {MaxPayloadBytes / 1024} KB.");
        if (context.Workflows?.TryFind(config.Workflow, config.Version, out target) is not true)
            return new Failure(
                FailureCategory.ActionError, "CALLED_WORKFLOW_UNKNOWN",
                $"There is no published {(config.Version is { } version ? $"version {version}" : "version")} of the workflow '{config.Workflow}'.");
        return target.Contract.FindViolation(payload) is { } violation
            ? new Failure(
                FailureCategory.ValidationError, "PAYLOAD_CONTRACT_VIOLATED",
                $"The payload for version {target.Version} of '{config.Workflow}' breaks its contract: {violation.Message}")
            : null;
    }

    private void OnChildEnded(RunInput.ChildEnded input)
    {
        if (FindPending(input.Wait, isWait: true) is not { Pending.Kind: PendingKind.Child } branch) return;
        effects.Add(new RunEffect.Unwait(input.Wait));
        var step = (NodeStep)plan.Code[branch.Position].Step!;
        var config = (CallWorkflowConfig)step.Config;
        var waited = branch.Pending;
        branch.Pending = null;
        if (input.Status != RunStatus.Succeeded)
        {
            Fail(branch, ToFailure(config, input));
            return;
        }

        try
        {
            var scope = ScopeOf(branch);
            scope = scope with { Roots = scope.Roots.With("child", ToChild(input)) };
            if (config.Output.Count > 0 && !TryAssign(branch, scope, config.Output, out _)) return;
        }
        catch (ExpressionException exception)
        {
            Fail(branch, new Failure(FailureCategory.ExpressionError, exception.Error.Code, exception.Error.Message));
            return;
        }

        Succeeded(branch, step, waited).Text("run", input.Run.ToString()).Close();
        MoveTo(branch, branch.Position + 1);
    }

    private static JsonValue ToChild(RunInput.ChildEnded input)
    {
        var child = new JsonObjectBuilder();
        child.Add("id", JsonValue.From(input.Run.ToString()));
        foreach (var name in (ReadOnlySpan<string>)["payload", "vars", "meta"])
            if (input.Envelope.TryGetProperty(name, out var value))
                child.Add(name, value);
        return child.Build();
    }

    private static Failure ToFailure(CallWorkflowConfig config, RunInput.ChildEnded input)
    {
        var data = JsonValue.EmptyObject.With("run", JsonValue.From(input.Run.ToString()));
        if (input.Status == RunStatus.Canceled)
            return new Failure(FailureCategory.ActionError, "CHILD_CANCELED", $"The run of '{config.Workflow}' was canceled.", data);
        var message = input.Envelope["error"]["message"] is { Kind: JsonKind.String } text ? text.GetString() : "It gave no reason.";
        return new Failure(
            FailureCategory.ActionError, input.ErrorCode ?? "CHILD_FAILED", $"The run of '{config.Workflow}' failed: {message}", data);
    }

    /// <summary>Cancels a child that was dropped; one that the same slice made is not made at all.</summary>
    private void CancelChild(string child)
    {
        RunId.TryParse(child, out var run);
        if (effects.RemoveAll(effect => effect is RunEffect.StartChild start && start.Run == run) == 0)
            effects.Add(new RunEffect.CancelChild(run));
    }

    /// <summary>What the run waits for with a wait; null when it does not have it (any more).</summary>
    /// <param name="state">The state.</param>
    /// <param name="wait">The number of the wait.</param>
    public static WaitKind? KindOf(RunState state, int wait) =>
        state.Branches.Find(branch => branch.Pending is { IsWait: true } pending && pending.Number == wait)?.Pending!.Kind switch
        {
            PendingKind.Event => WaitKind.Event,
            PendingKind.Time => WaitKind.Time,
            PendingKind.Retry => WaitKind.Retry,
            PendingKind.Human => WaitKind.Human,
            PendingKind.Child => WaitKind.Child,
            _ => null,
        };
}
