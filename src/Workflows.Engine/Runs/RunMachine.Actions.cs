using Workflows.Abstractions.Json;
using Workflows.Engine.Definitions;
using Workflows.Engine.Nodes;
using Workflows.Engine.Plans;
using Workflows.Schemas;

namespace Workflows.Engine.Runs;

public sealed partial class RunMachine
{
    private void ExecuteAction(Branch branch, NodeStep step, ActionCallConfig config, in Instruction instruction)
    {
        var scope = ScopeOf(branch);
        var input = config.Input.Resolve(scope);
        if (input.IsMissing) input = JsonValue.EmptyObject;
        if (Check(instruction.Action!.Input, input, "INPUT_INVALID", $"The input of '{step.Id}'", config.Secrets) is { } wrong)
        {
            Fail(branch, wrong);
            return;
        }

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

        branch.Pending = new Pending(PendingKind.Action, ++state.LastInvocation, input, key, context.Now.ToUnixTimeMilliseconds());
        effects.Add(ToInvocation(plan, branch));
        if (instruction.Action!.HasSideEffects)
            history.Entry(IdentityOf(branch), step.Type, "started", branch.Attempt)
                .Text("action", config.ActionId).Value("input", ShownInput(branch, config)).Close();
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
        var (step, action) = ((NodeStep)plan.Code[branch.Position].Step!, plan.Code[branch.Position].Action!);
        var config = (ActionCallConfig)step.Config;
        var call = branch.Pending!;
        branch.Pending = null;
        if (Check(action.Output, answer.Output, "OUTPUT_INVALID", $"The output of '{config.ActionId}'", []) is { } wrong)
        {
            Fail(branch, wrong);
            return;
        }

        if (config.SaveAs is { } target && !TrySave(branch, target, answer.Output)) return;
        var entry = Succeeded(branch, step, call).Text("action", config.ActionId);
        if (!action.HasSideEffects) entry.Value("input", Mask(call.Input, hasSecrets: config.Secrets.Count > 0));
        entry.Value("output", Mask(answer.Output)).Close();
        MoveTo(branch, branch.Position + 1);
    }

    private JsonValue ShownInput(Branch branch, ActionCallConfig config) => Mask(branch.Pending!.Input, config.Secrets.Count > 0);

    /// <summary>Why a value breaks a schema; null when it does not. A place that takes a secret is not looked at: its value is not known.</summary>
    private static Failure? Check(JsonSchema schema, JsonValue value, string code, string what, IReadOnlyList<SecretUse> secrets)
    {
        var result = schema.Validate(value.IsMissing ? JsonValue.Null : value);
        if (result.IsValid) return null;
        var errors = result.Errors.Where(error => !secrets.Any(use => IsAtOrBelow(error.InstancePointer, use.Pointer.ToString()))).Take(20).ToList();
        if (errors.Count == 0) return null;
        var list = new JsonArrayBuilder();
        foreach (var error in errors)
            list.Add(JsonValue.EmptyObject
                .With("pointer", JsonValue.From(error.InstancePointer)).With("expected", JsonValue.From(error.Expected))
                .With("actual", JsonValue.From(error.Actual)));
        return new Failure(FailureCategory.ValidationError, code, $"{what} breaks its schema: {errors[0].Message}", list.Build());
    }

    private static bool IsAtOrBelow(string pointer, string place) =>
        pointer.StartsWith(place, StringComparison.Ordinal) && (pointer.Length == place.Length || pointer[place.Length] == '/');

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
