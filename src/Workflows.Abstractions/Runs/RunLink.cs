using Workflows.Abstractions.Ids;

namespace Workflows.Abstractions.Runs;

/// <summary>What ties a run to the run that called it. Made in the commit that makes the run.</summary>
public sealed record RunLink
{
    /// <summary>The child.</summary>
    public required RunId Run { get; init; }

    /// <summary>The owner of both.</summary>
    public required TenantId Tenant { get; init; }

    /// <summary>The parent, with the number of its wait; the wait exists only while the parent waits for the child.</summary>
    public required WaitId Parent { get; init; }

    /// <summary>The run at the top of the tree.</summary>
    public required RunId Root { get; init; }

    /// <summary>How far below the root the child is; 1 or more.</summary>
    public required int Depth { get; init; }

    /// <summary>The identity of the calling step.</summary>
    public required string Step { get; init; }

    /// <summary>Whether the child has not ended and its parent is to be told, so that the child must end when the parent does not wait any
    /// more. False for a child that was started with <c>mode: detach</c>.</summary>
    public required bool IsAttached { get; init; }
}
