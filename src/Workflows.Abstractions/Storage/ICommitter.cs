namespace Workflows.Abstractions.Storage;

/// <summary>Takes commits from entities and makes them durable, many in one transaction.</summary>
public interface ICommitter
{
    /// <summary>
    /// Makes a commit durable. Returns every expected outcome as a value and never throws for the store's sake. The commit must not be
    /// changed until the call has returned. Bounded: waits for room when too many commits are queued.
    /// </summary>
    ValueTask<CommitOutcome> CommitAsync(Commit commit, CancellationToken cancellationToken);
}

/// <summary>What a store has to offer to the committer: a batch of commits in one transaction.</summary>
public interface IBatchWriter
{
    /// <summary>
    /// Applies the batch in one transaction and returns one outcome a commit, in order. A commit that fails alone (conflict, duplicate)
    /// does not take the others with it. Throws <see cref="OperationCanceledException"/> only before anything was sent.
    /// </summary>
    ValueTask<IReadOnlyList<CommitOutcome>> WriteAsync(IReadOnlyList<Commit> batch, CancellationToken cancellationToken);

    /// <summary>How many batches may be written at the same time: 1 for a store with a single writer.</summary>
    int Concurrency { get; }
}
