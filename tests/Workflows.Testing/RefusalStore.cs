using Workflows.Abstractions.Storage;

namespace Workflows.Testing;

/// <summary>A store that counts the commits that it refuses because a version that they name is stale.</summary>
/// <param name="inner">The store that does the work.</param>
public sealed class RefusalStore(IStore inner) : StoreDecorator(inner)
{
    private readonly CountingWriter writer = new(inner.Writer);

    /// <inheritdoc/>
    public override IBatchWriter Writer => writer;

    /// <summary>Refused appends: the head of the stream was another one.</summary>
    public int RefusedAppends => Volatile.Read(ref writer.Appends);

    /// <summary>Refused slices of triggers: the cursor was another one.</summary>
    public int RefusedTriggers => Volatile.Read(ref writer.Triggers);

    /// <summary>Refused slices of runs: the revision was another one.</summary>
    public int RefusedRuns => Volatile.Read(ref writer.Runs);

    private sealed class CountingWriter(IBatchWriter inner) : IBatchWriter
    {
        public int Appends;
        public int Triggers;
        public int Runs;

        public int Concurrency => inner.Concurrency;

        public async ValueTask<IReadOnlyList<CommitOutcome>> WriteAsync(IReadOnlyList<Commit> batch, CancellationToken cancellationToken)
        {
            var outcomes = await inner.WriteAsync(batch, cancellationToken);
            for (var i = 0; i < batch.Count; i++)
                if (outcomes[i] is CommitOutcome.Conflict)
                    Count(batch[i]);
            return outcomes;
        }

        private void Count(Commit commit)
        {
            if (commit.Head is not null) Interlocked.Increment(ref Appends);
            else if (commit.Cursor is not null) Interlocked.Increment(ref Triggers);
            else if (commit.RunUpdates.Count > 0) Interlocked.Increment(ref Runs);
        }
    }
}
