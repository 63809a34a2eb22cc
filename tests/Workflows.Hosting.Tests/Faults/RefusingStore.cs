using Workflows.Abstractions.Storage;
using Workflows.Testing;

namespace Workflows.Hosting.Tests.Faults;

/// <summary>A real store that refuses some commits for good, as a database does with what breaks a constraint.</summary>
internal sealed class RefusingStore(IStore inner, Func<Commit, bool> isRefused) : StoreDecorator(inner)
{
    public override IBatchWriter Writer { get; } = new RefusingWriter(inner.Writer, isRefused);

    private sealed class RefusingWriter(IBatchWriter inner, Func<Commit, bool> isRefused) : IBatchWriter
    {
        public int Concurrency => inner.Concurrency;

        public async ValueTask<IReadOnlyList<CommitOutcome>> WriteAsync(IReadOnlyList<Commit> batch, CancellationToken cancellationToken)
        {
            var taken = batch.Where(commit => !isRefused(commit)).ToList();
            var outcomes = new Queue<CommitOutcome>(taken.Count == 0 ? [] : await inner.WriteAsync(taken, cancellationToken));
            return [.. batch.Select(commit => isRefused(commit)
                ? new CommitOutcome.Failed(new StoreException("refused", isTransient: false))
                : outcomes.Dequeue())];
        }
    }
}
