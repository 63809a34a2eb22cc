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

    /// <summary>Conditions in the form of operators; all must hold, besides <see cref="Condition"/>.</summary>
    public IReadOnlyList<TriggerPredicate> Predicates { get; init; } = [];

    /// <summary>The most starts in a window; null for no limit.</summary>
    public TriggerThrottle? Throttle { get; init; }

    /// <summary>The most runs that the trigger started and that have not ended; 1 to 1,000; null for no limit.</summary>
    public int? MaxConcurrency { get; init; }

    /// <summary>A key over the root <c>event</c> under which only one run is started; null for one run an event.</summary>
    public ExpressionSlot? IdempotencyKey { get; init; }

    /// <summary>Whether starts go through the workflow's gate, one after the other, instead of happening in the trigger's slice.</summary>
    public bool IsLimited => Throttle is not null || MaxConcurrency is not null || IdempotencyKey is not null;

    /// <summary>The workflow payload over the root <c>event</c>; null for the event's payload as it is.</summary>
    public MappingTemplate? PayloadMapping { get; init; }

    /// <summary>The schema of the event's payload, where it differs from the catalog's.</summary>
    public string? SourcePayloadSchemaRef { get; init; }
}
