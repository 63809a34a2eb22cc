using Workflows.Engine.Mapping;

namespace Workflows.Engine.Triggers;

/// <summary>Starts a run for each event of a type that passes the conditions.</summary>
public sealed record EventTrigger
{
    /// <summary>The event type.</summary>
    public required string EventName { get; init; }

    /// <summary>Only events of this publisher; null for all.</summary>
    public string? Source { get; init; }

    /// <summary>Strictly true or false over the root <c>event</c>; null for always.</summary>
    public ExpressionSlot? Condition { get; init; }

    /// <summary>The workflow payload over the root <c>event</c>; null for the event's payload as it is.</summary>
    public MappingTemplate? PayloadMapping { get; init; }

    /// <summary>The schema of the event's payload, where it differs from the catalog's.</summary>
    public string? SourcePayloadSchemaRef { get; init; }
}
