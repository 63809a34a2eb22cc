using Workflows.Abstractions.Json;
using Workflows.Engine.Definitions;
using Workflows.Engine.Nodes;
using Workflows.Engine.Plans;

namespace Workflows.Engine.Runs;

public sealed partial class RunMachine
{
    private void ExecuteAction(Branch branch, NodeStep step, ActionCallConfig config, in Instruction instruction)
    {
        var scope = ScopeOf(branch);
        var input = config.Input.Resolve(scope);
        var key = $"{context.RunId}:{IdentityOf(branch)}";
        if (config.IdempotencyKey is { } slot)
        {
            var value = scope.Evaluate(slot.Expression);
            if (value.Kind != JsonKind.String || value.GetString().Length is 0 or > 500)
            {
                Fail(branch, new Failure(
                    FailureCategory.ValidationError, "IDEMPOTENCY_KEY_INVALID",
                    $"The idempotency key of '{step.Id}' is {DefinitionReader.Describe(value)}; a text of 1 to 500 characters is needed."));
                return;
            }

            key = value.GetString();
        }

        branch.Pending = new Pending(PendingKind.Action, ++state.LastInvocation, input.IsMissing ? JsonValue.EmptyObject : input, key);
        effects.Add(ToInvocation(plan, branch));
        if (instruction.Action!.HasSideEffects)
            history.Entry(IdentityOf(branch), step.Type, "started", branch.Attempt).Value("input", branch.Pending.Input).Close();
    }

    private static RunEffect.Invoke ToInvocation(Plan plan, Branch branch)
    {
        var call = branch.Pending!;
        var step = (NodeStep)plan.Code[branch.Position].Step!;
        var config = (ActionCallConfig)step.Config;
        var action = plan.Code[branch.Position].Action!;
        return new RunEffect.Invoke
        {
            Number = call.Number,
            Step = IdentityOf(branch, step),
            Attempt = branch.Attempt,
            Action = action,
            Input = call.Input,
            Secrets = action.TakesSecrets ? config.Secrets : [],
            IdempotencyKey = call.Key!,
            IsAuthorKey = config.IdempotencyKey is not null,
        };
    }

    private void OnActionSucceeded(RunInput.ActionSucceeded answer)
    {
        if (FindPending(answer.Invocation, isWait: false) is not { } branch) return;
        var step = (NodeStep)plan.Code[branch.Position].Step!;
        var entry = history.Entry(IdentityOf(branch), step.Type, "succeeded", branch.Attempt);
        if (!plan.Code[branch.Position].Action!.HasSideEffects) entry.Value("input", branch.Pending!.Input);
        entry.Value("output", answer.Output).Close();
        if (((ActionCallConfig)step.Config).SaveAs is { } target) Write(target, answer.Output);
        MoveTo(branch, branch.Position + 1);
    }

    private void OnActionFailed(RunInput.ActionFailed answer)
    {
        if (FindPending(answer.Invocation, isWait: false) is not { } branch) return;
        branch.Pending = null;
        Fail(branch, answer.Failure);
    }

    private Branch? FindPending(int number, bool isWait) =>
        state.Branches.Find(branch =>
            branch.Pending is { } pending && pending.Number == number
            && (isWait ? pending.IsWait : pending.Kind == PendingKind.Action));
}
