namespace Workflows.Abstractions.Storage;

/// <summary>What became of a commit. A closed set of cases.</summary>
public abstract record CommitOutcome
{
    private CommitOutcome()
    {
    }

    /// <summary>Whether the commit is durable.</summary>
    public bool IsCommitted => this is Committed;

    /// <summary>The commit is durable.</summary>
    public sealed record Committed : CommitOutcome
    {
        /// <summary>The only value.</summary>
        public static Committed Instance { get; } = new();
    }

    /// <summary>A version that the commit was decided on is stale; nothing was written. The entity reloads.</summary>
    /// <param name="What">Which fence failed, for the log.</param>
    public sealed record Conflict(string What) : CommitOutcome;

    /// <summary>Publisher ids of the commit are known already; nothing was written.</summary>
    /// <param name="Known">The stored entries of the known ids.</param>
    public sealed record Duplicate(IReadOnlyList<Events.DedupeEntry> Known) : CommitOutcome;

    /// <summary>The store refused or could not be reached before the transaction's end; nothing was written.</summary>
    /// <param name="Error">Why; tells whether trying again makes sense.</param>
    public sealed record Failed(StoreException Error) : CommitOutcome;

    /// <summary>The store was lost while the transaction ended: it may or may not be durable. The entity reloads to see.</summary>
    /// <param name="Error">Why.</param>
    public sealed record Unknown(StoreException Error) : CommitOutcome;
}
