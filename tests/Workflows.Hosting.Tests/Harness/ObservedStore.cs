using Workflows.Abstractions.Storage;
using Workflows.Testing;

namespace Workflows.Hosting.Tests.Harness;

/// <summary>A store that tells of every batch that was written, so that tests wait for a fact instead of for a while.</summary>
internal sealed class ObservedStore(IStore inner) : StoreDecorator(inner)
{
    private readonly ObservedWriter writer = new(inner.Writer);

    public override IBatchWriter Writer => writer;

    /// <summary>Completes when the next batch has been written, or old rows were removed.</summary>
    public Task NextBatch => writer.Next;

    public override async Task<int> MaintainAsync(DateTimeOffset now, Retention retention, CancellationToken cancellationToken)
    {
        var removed = await base.MaintainAsync(now, retention, cancellationToken);
        writer.Signal();
        return removed;
    }

    private sealed class ObservedWriter(IBatchWriter inner) : IBatchWriter
    {
        private TaskCompletionSource next = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Next => Volatile.Read(ref next).Task;

        public int Concurrency => inner.Concurrency;

        public async ValueTask<IReadOnlyList<CommitOutcome>> WriteAsync(IReadOnlyList<Commit> batch, CancellationToken cancellationToken)
        {
            try
            {
                return await inner.WriteAsync(batch, cancellationToken);
            }
            finally
            {
                Signal();
            }
        }

        public void Signal() =>
            Interlocked.Exchange(ref next, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();
    }
}
