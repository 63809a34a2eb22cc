using Workflows.Abstractions.Storage;

namespace Workflows.Hosting.Live;

/// <summary>Tells the feed what was committed.</summary>
internal sealed class NotifyingCommitter(ICommitter inner, ChangeFeed feed) : ICommitter, IAsyncDisposable
{
    /// <inheritdoc/>
    public async ValueTask<CommitOutcome> CommitAsync(Commit commit, CancellationToken cancellationToken)
    {
        var outcome = await inner.CommitAsync(commit, cancellationToken);
        if (outcome.IsCommitted) feed.Publish(commit);
        return outcome;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => inner is IAsyncDisposable disposable ? disposable.DisposeAsync() : default;
}
