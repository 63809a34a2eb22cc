using Workflows.Abstractions.Json;
using Workflows.Engine.Mapping;
using Workflows.Engine.Runs;

namespace Workflows.Engine.Nodes;

/// <summary>What a node step does: one sealed record per node type.</summary>
public abstract record NodeConfig;

/// <summary><c>state.set</c>: names the business state of the run (<c>meta.state</c>).</summary>
/// <param name="State">The state.</param>
public sealed record StateSetConfig(MappingTemplate State) : NodeConfig;

/// <summary>
/// <c>transform.assign</c>: writes values. All expressions see the values from before the step, and all writes happen or none does.
/// </summary>
/// <param name="Assignments">The writes, in order.</param>
public sealed record AssignConfig(IReadOnlyList<Assignment> Assignments) : NodeConfig;

/// <summary>One write.</summary>
/// <param name="Target">Where to.</param>
/// <param name="Value">What.</param>
public sealed record Assignment(AssignTarget Target, MappingTemplate Value);

/// <summary><c>action.call</c>: calls a registered action.</summary>
public sealed record ActionCallConfig : NodeConfig
{
    private IReadOnlyList<SecretUse>? secrets;

    /// <summary>The action.</summary>
    public required string ActionId { get; init; }

    /// <summary>The action's version.</summary>
    public required int ActionVersion { get; init; }

    /// <summary>The action's input.</summary>
    public required MappingTemplate Input { get; init; }

    /// <summary>The places in the input that take secrets.</summary>
    public IReadOnlyList<SecretUse> Secrets => secrets ??= [.. Input.Secrets];

    /// <summary>Where the output goes; null to drop it.</summary>
    public AssignTarget? SaveAs { get; init; }

    /// <summary>The author's idempotency key; null to use the engine's (run id and step identity).</summary>
    public ExpressionSlot? IdempotencyKey { get; init; }
}

/// <summary><c>event.wait</c>: parks the run until an event with the correlation key comes.</summary>
public sealed record EventWaitConfig : NodeConfig
{
    /// <summary>The awaited event type.</summary>
    public required string EventName { get; init; }

    /// <summary>The key that the event's correlation id must equal; null is an error at the step.</summary>
    public required MappingTemplate CorrelationKey { get; init; }

    /// <summary>How long to wait; null for ever.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>Whether a time-out goes on (with <c>timedOut</c>) instead of raising TimeoutError.</summary>
    public bool ContinuesOnTimeout { get; init; }

    /// <summary>Conditions on the payload, all of which must hold; an empty array for none.</summary>
    public JsonValue Filters { get; init; }

    /// <summary>Where the event's payload goes, beside <c>vars.event</c>.</summary>
    public AssignTarget? SaveAs { get; init; }

    /// <summary>Writes after the event came.</summary>
    public IReadOnlyList<Assignment> Assignments { get; init; } = [];
}

/// <summary><c>time.wait</c>: parks the run for a while or until a moment.</summary>
public sealed record TimeWaitConfig : NodeConfig
{
    /// <summary>How long; null in the <c>until</c> mode.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>Until when, as ISO 8601 text; null in the <c>duration</c> mode.</summary>
    public MappingTemplate? Until { get; init; }

    /// <summary>Writes after the wait.</summary>
    public IReadOnlyList<Assignment> Assignments { get; init; } = [];
}
