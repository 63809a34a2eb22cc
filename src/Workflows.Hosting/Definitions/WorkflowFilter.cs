namespace Workflows.Hosting.Definitions;

/// <summary>Selects and orders workflows of a list.</summary>
public sealed record WorkflowFilter
{
    /// <summary>Only workflows of a status; null for all.</summary>
    public WorkflowStatus? Status { get; init; }

    /// <summary>Only workflows that are started so; null for all.</summary>
    public WorkflowStart? Start { get; init; }

    /// <summary>Only workflows that listen to this event type; null for all.</summary>
    public string? EventType { get; init; }

    /// <summary>Only workflows with this label; null for all.</summary>
    public string? Tag { get; init; }

    /// <summary>A part of the key, name or description, in any case; null for all.</summary>
    public string? Search { get; init; }

    /// <summary>Whether workflows that are not visible are listed.</summary>
    public bool WithHidden { get; init; }

    /// <summary>The order.</summary>
    public WorkflowSort Sort { get; init; }

    /// <summary>Only workflows after this position of the order; null for the first.</summary>
    public WorkflowPosition? After { get; init; }

    /// <summary>At most so many.</summary>
    public required int Limit { get; init; }
}

/// <summary>Whether a workflow starts runs.</summary>
public enum WorkflowStatus
{
    /// <summary>A version is published, and it is not paused.</summary>
    Active,

    /// <summary>No version is published.</summary>
    Draft,

    /// <summary>A version is published, and it is paused.</summary>
    Paused,
}

/// <summary>What starts runs of a workflow.</summary>
public enum WorkflowStart
{
    /// <summary>Events: the published version has a trigger, or, as long as none is published, the draft has.</summary>
    Event,

    /// <summary>A schedule that is not completed.</summary>
    Schedule,

    /// <summary>People and other workflows only: neither of the two.</summary>
    Manual,
}

/// <summary>The order of a list of workflows.</summary>
public enum WorkflowSort
{
    /// <summary>By key.</summary>
    Key,

    /// <summary>By name without regard to case, then by key.</summary>
    Name,

    /// <summary>The one that changed last first, then by key.</summary>
    Updated,
}
