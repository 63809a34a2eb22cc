using Workflows.Engine.Nodes;
using Workflows.Expressions.Types;

namespace Workflows.Engine.Definitions.Checks;

/// <summary>Calls name registered actions and give them the input that they ask for.</summary>
internal static class ActionCheck
{
    public static void Check(CheckSubject subject)
    {
        foreach (var step in subject.Steps)
            if (step is NodeStep { Config: ActionCallConfig call })
                Check(subject, step, call);
    }

    private static void Check(CheckSubject subject, Step step, ActionCallConfig call)
    {
        var (context, scope) = (subject.Context, subject.Scopes[step.Id].Before);
        if (call.IdempotencyKey is { } key) KeyCheck.Check(subject, key, scope, step);
        var input = ExpressionType.Unknown;
        if (context.Actions.TryGet(call.ActionId, call.ActionVersion, out var action))
            input = SchemaTypes.Read(action.InputSchema, context.Resolve);
        else
            ReportUnknown(subject, step, call);
        new MappingCheck(subject, scope, step, FindingCodes.MissingRequiredMapping)
            .Check(call.Input, input, $"{step.Pointer}/config/inputMapping");
    }

    private static void ReportUnknown(CheckSubject subject, Step step, ActionCallConfig call)
    {
        var actions = subject.Context.Actions.All;
        var versions = actions.Where(action => action.Id == call.ActionId).Select(action => $"{action.Id}@{action.Version}").ToList();
        subject.Error(
            FindingCodes.UnknownAction, $"{step.Pointer}/config/{(versions.Count > 0 ? "version" : "actionId")}",
            $"No action {call.ActionId}@{call.ActionVersion} is registered.", step, "a registered action",
            $"{call.ActionId}@{call.ActionVersion}",
            versions.Count > 0
                ? versions[^1]
                : Nearest.Of(call.ActionId, actions.Select(action => action.Id))
                    ?? $"one of: {string.Join(", ", actions.Select(action => $"{action.Id}@{action.Version}"))}");
    }
}
