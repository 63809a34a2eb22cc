using Workflows.Abstractions.Storage;

namespace Workflows.Load.Floor;

/// <summary>Counts what passes through a batch writer.</summary>
internal sealed class CountingWriter(IBatchWriter inner) : IBatchWriter
{
    private long batches;
    private long commits;

    /// <inheritdoc/>
    public int Concurrency => inner.Concurrency;

    /// <summary>How many commits a transaction had, on average.</summary>
    public double CommitsPerBatch => (double)commits / Math.Max(1, batches);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<CommitOutcome>> WriteAsync(IReadOnlyList<Commit> batch, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref batches);
        Interlocked.Add(ref commits, batch.Count);
        return inner.WriteAsync(batch, cancellationToken);
    }
}
