using Workflows.Engine.Triggers;

namespace Workflows.Engine.Definitions;

/// <summary>A definition that was read and checked for shape.</summary>
public sealed record WorkflowDefinition
{
    /// <summary>The display name.</summary>
    public required string Name { get; init; }

    /// <summary>What the workflow is for.</summary>
    public string? Description { get; init; }

    /// <summary>The schema of the workflow's payload; null until it is chosen.</summary>
    public string? PayloadSchemaRef { get; init; }

    /// <summary>
    /// Where the payload's schema comes from. When the definition does not say: pinned when it has a <see cref="PayloadSchemaRef"/>, inferred
    /// when it has a trigger, else null: there is none.
    /// </summary>
    public PayloadSchemaMode? PayloadSchemaMode { get; init; }

    /// <summary>The trigger of events; null without one.</summary>
    public EventTrigger? Trigger { get; init; }

    /// <summary>The trigger of the clock; null without one. A definition has one trigger at most.</summary>
    public ScheduleTrigger? Schedule { get; init; }

    /// <summary>The steps, in order.</summary>
    public required IReadOnlyList<Step> Steps { get; init; }
}

/// <summary>Where the schema of a workflow's payload comes from.</summary>
public enum PayloadSchemaMode
{
    /// <summary>From the trigger's event.</summary>
    Inferred,

    /// <summary>From the definition.</summary>
    Pinned,
}
