using Workflows.Abstractions.Json;
using Workflows.Abstractions.Runs;
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

/// <summary><c>human.task</c>: makes a task for a person and parks the run until it is answered.</summary>
public sealed record HumanTaskConfig : NodeConfig
{
    /// <summary>What kind of task it is.</summary>
    public required string TaskType { get; init; }

    /// <summary>The title; a text.</summary>
    public required MappingTemplate Title { get; init; }

    /// <summary>The description; a text.</summary>
    public MappingTemplate? Description { get; init; }

    /// <summary>What the person needs to know.</summary>
    public MappingTemplate? Context { get; init; }

    /// <summary>The JSON Schema of the answer; Missing when there is none in the definition.</summary>
    public JsonValue FormSchema { get; init; }

    /// <summary>The registered schema of the answer.</summary>
    public string? FormSchemaRef { get; init; }

    /// <summary>Yields the users who may do it: a text or a list of texts.</summary>
    public MappingTemplate? Users { get; init; }

    /// <summary>Yields the roles that may do it: a text or a list of texts.</summary>
    public MappingTemplate? Roles { get; init; }

    /// <summary>How urgent it is.</summary>
    public HumanTaskPriority Priority { get; init; } = HumanTaskPriority.Medium;

    /// <summary>When it expires, as ISO 8601 text.</summary>
    public MappingTemplate? DueAt { get; init; }

    /// <summary>How long after its making it expires.</summary>
    public TimeSpan? DueIn { get; init; }

    /// <summary>Whether expiry goes on (with <c>timedOut</c>) instead of raising TimeoutError.</summary>
    public bool ContinuesOnTimeout { get; init; }

    /// <summary>Where the answer goes, beside <c>vars.event</c>.</summary>
    public AssignTarget? SaveAs { get; init; }

    /// <summary>Writes after the answer came.</summary>
    public IReadOnlyList<Assignment> Assignments { get; init; } = [];
}

/// <summary><c>control.callWorkflow</c>: starts a run of another workflow and parks until it ends, or goes on at once.</summary>
public sealed record CallWorkflowConfig : NodeConfig
{
    /// <summary>The key of the called workflow.</summary>
    public required string Workflow { get; init; }

    /// <summary>The version; null for the latest published one at the time of the call.</summary>
    public int? Version { get; init; }

    /// <summary>The child's payload.</summary>
    public required MappingTemplate Input { get; init; }

    /// <summary>Writes after the child ended; their expressions see <c>child</c> with <c>id</c>, <c>payload</c>, <c>vars</c> and <c>meta</c>.</summary>
    public IReadOnlyList<Assignment> Output { get; init; } = [];

    /// <summary>Whether the run goes on without waiting for the child.</summary>
    public bool IsDetached { get; init; }
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
