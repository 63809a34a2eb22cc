namespace Workflows.Abstractions.Deliveries;

/// <summary>What one event did for one workflow.</summary>
public enum DeliveryOutcome
{
    /// <summary>It started a run.</summary>
    Started = 1,

    /// <summary>It resumed a waiting run.</summary>
    Resumed = 2,

    /// <summary>The trigger's predicate or source filter said no.</summary>
    Filtered = 3,

    /// <summary>It is kept until there is room or the workflow is resumed.</summary>
    Held = 4,

    /// <summary>The workflow is paused and set to skip.</summary>
    Skipped = 5,

    /// <summary>The predicate, the mapping or the payload check failed.</summary>
    Failed = 6,
}
