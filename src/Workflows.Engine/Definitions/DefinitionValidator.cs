using Workflows.Abstractions.Json;
using Workflows.Engine.Actions;
using Workflows.Engine.Nodes;

namespace Workflows.Engine.Definitions;

/// <summary>Checks a definition against what surrounds it: registered actions, known event types.</summary>
/// <param name="actions">The registered actions.</param>
/// <param name="eventTypes">The event types that the tenant's catalog has.</param>
public sealed class DefinitionValidator(IActionCatalog actions, IReadOnlySet<string> eventTypes)
{
    /// <summary>Reads and checks a definition.</summary>
    /// <param name="document">The document.</param>
    /// <returns>The definition, null when errors stand in its way, and all findings.</returns>
    public (WorkflowDefinition? Definition, IReadOnlyList<Finding> Findings) Validate(JsonValue document)
    {
        var (definition, read) = DefinitionReader.Read(document);
        if (definition is null) return (null, read);
        var findings = new List<Finding>(read);
        if (definition.Trigger is { } trigger && !eventTypes.Contains(trigger.EventName))
            findings.Add(UnknownEvent(FindingCodes.UnknownTriggerEvent, "/trigger/eventName", trigger.EventName, null));
        foreach (var step in StepTree.Flatten(definition.Steps).OfType<NodeStep>()) Check(step, findings);
        return (findings.Exists(finding => finding.Severity == FindingSeverity.Error) ? null : definition, findings);
    }

    private void Check(NodeStep step, List<Finding> findings)
    {
        switch (step.Config)
        {
            case EventWaitConfig wait when !eventTypes.Contains(wait.EventName):
                findings.Add(UnknownEvent(FindingCodes.UnknownWaitEvent, $"{step.Pointer}/config/eventName", wait.EventName, step.Id));
                break;
            case ActionCallConfig call when actions.TryGet(call.ActionId, call.ActionVersion, out var action):
                findings.AddRange(MissingInputs(step, call, action));
                break;
            case ActionCallConfig call:
                findings.Add(UnknownAction(step, call));
                break;
        }
    }

    private static IEnumerable<Finding> MissingInputs(NodeStep step, ActionCallConfig call, ActionDescriptor action)
    {
        IReadOnlyCollection<string>? mapped = call.Input switch
        {
            Mapping.MappingTemplate.Literal { Value.Kind: JsonKind.Object } literal => [.. Names(literal.Value)],
            Mapping.MappingTemplate.Composite composite => [.. composite.Properties.Select(property => property.Key)],
            _ => null,
        };
        if (mapped is null) yield break;
        foreach (var required in action.InputSchema["required"].EnumerateArray())
        {
            if (mapped.Contains(required.GetString())) continue;
            yield return new Finding
            {
                Severity = FindingSeverity.Error,
                Code = FindingCodes.MissingRequiredMapping,
                Pointer = $"{step.Pointer}/config/inputMapping",
                StepId = step.Id,
                Message = $"'{call.ActionId}' needs the input '{required.GetString()}'.",
                Expected = required.GetString(),
            };
        }
    }

    private static IEnumerable<string> Names(JsonValue value)
    {
        foreach (var property in value.EnumerateObject()) yield return property.Name;
    }

    private Finding UnknownAction(NodeStep step, ActionCallConfig call) => new()
    {
        Severity = FindingSeverity.Error,
        Code = FindingCodes.UnknownAction,
        Pointer = $"{step.Pointer}/config/actionId",
        StepId = step.Id,
        Message = $"No action {call.ActionId}@{call.ActionVersion} is registered.",
        Actual = $"{call.ActionId}@{call.ActionVersion}",
        Suggestion = Nearest.Of(call.ActionId, actions.All.Select(action => action.Id))
            ?? $"one of: {string.Join(", ", actions.All.Select(action => $"{action.Id}@{action.Version}"))}",
    };

    private Finding UnknownEvent(string code, string pointer, string name, string? stepId) => new()
    {
        Severity = FindingSeverity.Error,
        Code = code,
        Pointer = pointer,
        StepId = stepId,
        Message = $"The catalog has no event type '{name}'.",
        Actual = name,
        Suggestion = Nearest.Of(name, eventTypes),
    };
}
