using Workflows.Abstractions.Ids;

namespace Workflows.Abstractions.Runs;

/// <summary>A task for a person, on which a run waits.</summary>
public sealed record HumanTaskRecord
{
    /// <summary>The task.</summary>
    public required HumanTaskId Id { get; init; }

    /// <summary>The owner.</summary>
    public required TenantId Tenant { get; init; }

    /// <summary>The wait of the run that the task belongs to; one task a wait.</summary>
    public required WaitId Wait { get; init; }

    /// <summary>The workflow of the run.</summary>
    public required WorkflowId Workflow { get; init; }

    /// <summary>The identity of the waiting step.</summary>
    public required string Step { get; init; }

    /// <summary>What kind of task it is, for people and their tools.</summary>
    public required string TaskType { get; init; }

    /// <summary>What to do, in a line.</summary>
    public required string Title { get; init; }

    /// <summary>What to do, at length; null when there is nothing more to say.</summary>
    public string? Description { get; init; }

    /// <summary>What the person needs to know, UTF-8 JSON; empty for nothing.</summary>
    public ReadOnlyMemory<byte> Context { get; init; }

    /// <summary>The JSON Schema of the answer, UTF-8; empty when a registered one is named or every answer will do.</summary>
    public ReadOnlyMemory<byte> FormSchema { get; init; }

    /// <summary>The registered schema of the answer; null when there is none.</summary>
    public string? FormSchemaRef { get; init; }

    /// <summary>Who may do it: <c>user:ann</c>, <c>role:approver</c>; empty for everybody who may operate.</summary>
    public IReadOnlyList<string> Assignees { get; init; } = [];

    /// <summary>How urgent it is.</summary>
    public HumanTaskPriority Priority { get; init; } = HumanTaskPriority.Medium;

    /// <summary>Where the task stands.</summary>
    public required HumanTaskStatus Status { get; init; }

    /// <summary>When it expires; null for never.</summary>
    public DateTimeOffset? Due { get; init; }

    /// <summary>Who claimed it; null when nobody has.</summary>
    public string? ClaimedBy { get; init; }

    /// <summary>When it was claimed.</summary>
    public DateTimeOffset? ClaimedAt { get; init; }

    /// <summary>Who answered it.</summary>
    public string? CompletedBy { get; init; }

    /// <summary>When it was answered, canceled or expired.</summary>
    public DateTimeOffset? ClosedAt { get; init; }

    /// <summary>The answer, UTF-8 JSON; empty while there is none.</summary>
    public ReadOnlyMemory<byte> Answer { get; init; }

    /// <summary>1 for a new task; every change adds 1 and names the one that it read.</summary>
    public required int Revision { get; init; }
}

/// <summary>Where a human task stands. The numbers are stored.</summary>
public enum HumanTaskStatus
{
    /// <summary>Nobody has taken it.</summary>
    Pending = 1,

    /// <summary>Somebody works on it.</summary>
    Claimed = 2,

    /// <summary>It was answered.</summary>
    Completed = 3,

    /// <summary>Its run does not wait for it any more.</summary>
    Canceled = 4,

    /// <summary>It was due, and nobody had answered.</summary>
    Expired = 5,
}

/// <summary>How urgent a human task is. The numbers are stored.</summary>
public enum HumanTaskPriority
{
    /// <summary>It may wait.</summary>
    Low = 1,

    /// <summary>The usual.</summary>
    Medium = 2,

    /// <summary>Before others.</summary>
    High = 3,

    /// <summary>Now.</summary>
    Urgent = 4,
}
