using Workflows.Abstractions.Json;

namespace Workflows.Engine.Triggers;

/// <summary>What a trigger makes of an event. A closed set of cases.</summary>
public abstract record TriggerDecision
{
    private TriggerDecision()
    {
    }

    /// <summary>Start a run.</summary>
    /// <param name="Payload">The workflow's payload; it satisfies the contract.</param>
    /// <param name="Meta">What the run's <c>meta</c> begins with: where the payload comes from.</param>
    public sealed record Start(JsonValue Payload, JsonValue Meta) : TriggerDecision;

    /// <summary>The event is not meant.</summary>
    /// <param name="Reason">The stable code: <c>SOURCE_MISMATCH</c>, <c>CONDITION_FALSE</c>.</param>
    public sealed record Filtered(string Reason) : TriggerDecision;

    /// <summary>The trigger cannot decide, or cannot make the payload.</summary>
    /// <param name="Reason">The stable code.</param>
    /// <param name="Message">What went wrong.</param>
    public sealed record Failed(string Reason, string Message) : TriggerDecision;
}
