using Workflows.Engine.Nodes;

namespace Workflows.Engine.Definitions.Checks;

/// <summary>The trigger and the waits name event types of the catalog.</summary>
internal static class EventTypeCheck
{
    public static void Check(CheckSubject subject)
    {
        if (subject.Definition.Trigger is { } trigger)
            Check(subject, FindingCodes.UnknownTriggerEvent, "/trigger/eventName", trigger.EventName, null);
        foreach (var step in subject.Steps)
            if (step is NodeStep { Config: EventWaitConfig wait })
                Check(subject, FindingCodes.UnknownWaitEvent, $"{step.Pointer}/config/eventName", wait.EventName, step);
    }

    private static void Check(CheckSubject subject, string code, string pointer, string name, Step? step)
    {
        if (!subject.Context.Events.TryGetValue(name, out var known))
            subject.Error(
                code, pointer, $"The catalog has no event type '{name}'.", step, "an event type of the catalog", name,
                Nearest.Of(name, subject.Context.Events.Keys));
        else if (known.Status == "deprecated")
            subject.Warn(FindingCodes.DeprecatedEvent, pointer, $"The event type '{name}' is deprecated.", step, actual: name);
    }
}
