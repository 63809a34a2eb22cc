using System.ComponentModel.DataAnnotations;
using System.Threading.Channels;
using Workflows.Abstractions.Storage;

namespace Workflows.Storage.Committing;

/// <summary>
/// Group commit: packs the commits that are waiting into one transaction. There is no timer and no delay: a batch is what came in while
/// the batch before it was written, so a lone commit is written at once and a flood is written in large batches.
/// </summary>
/// <remarks>
/// Commits of one entity stay in order although several batches are written at the same time, because an entity waits for the outcome
/// of a commit before it hands over the next one: the two are never queued together.
/// </remarks>
public sealed class Committer : ICommitter, IAsyncDisposable
{
    private readonly IBatchWriter writer;
    private readonly CommitterOptions options;
    private readonly Channel<Entry> queue;
    private readonly Lock taking = new();
    private readonly Task pumps;

    /// <summary>Starts a committer.</summary>
    /// <param name="writer">Where batches go; it must outlive the committer.</param>
    /// <param name="options">Bounds; the defaults when absent.</param>
    /// <exception cref="ValidationException">A bound is out of its range.</exception>
    public Committer(IBatchWriter writer, CommitterOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(writer);
        this.writer = writer;
        this.options = options ?? new CommitterOptions();
        Validator.ValidateObject(this.options, new ValidationContext(this.options), validateAllProperties: true);
        queue = Channel.CreateBounded<Entry>(this.options.QueueLength);
        pumps = Task.WhenAll(Enumerable.Range(0, writer.Concurrency).Select(_ => PumpAsync()));
    }

    /// <inheritdoc/>
    /// <remarks>Cancelling helps only while the commit waits for room in the queue; a queued one is written, and its outcome told.</remarks>
    /// <exception cref="ObjectDisposedException">The committer was disposed before the commit was queued.</exception>
    public async ValueTask<CommitOutcome> CommitAsync(Commit commit, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(commit);
        var entry = new Entry(commit);
        try
        {
            await queue.Writer.WriteAsync(entry, cancellationToken);
        }
        catch (ChannelClosedException)
        {
            throw new ObjectDisposedException(nameof(Committer));
        }

        return await entry.Outcome.Task;
    }

    /// <summary>Takes no more commits and returns when every queued one has its outcome.</summary>
    public async ValueTask DisposeAsync()
    {
        queue.Writer.TryComplete();
        await pumps;
    }

    private async Task PumpAsync()
    {
        var batch = new List<Entry>();
        while (await queue.Reader.WaitToReadAsync())
        {
            Take(batch);
            if (batch.Count == 0) continue;
            await WriteAsync(batch);
            batch.Clear();
        }
    }

    /// <summary>Takes what waits, up to the bounds; under a lock, because peeking and taking must see the same commit.</summary>
    private void Take(List<Entry> batch)
    {
        lock (taking)
        {
            var size = default(CommitSize);
            while (batch.Count < options.MaxBatchCommits && queue.Reader.TryPeek(out var next))
            {
                size += next.Size;
                if (batch.Count > 0 && (size.Rows > options.MaxBatchRows || size.Bytes > options.MaxBatchBytes)) return;
                if (!queue.Reader.TryRead(out next)) return;
                batch.Add(next);
            }
        }
    }

    private async Task WriteAsync(List<Entry> batch)
    {
        IReadOnlyList<CommitOutcome> outcomes;
        try
        {
            outcomes = await writer.WriteAsync([.. batch.Select(entry => entry.Commit)], CancellationToken.None);
        }
        catch (Exception error)
        {
            // A writer reports the store's errors as outcomes, so this is a defect in it, and how far it came is not known.
            var unknown = new CommitOutcome.Unknown(new StoreException("The batch writer failed unexpectedly.", isTransient: false, error));
            outcomes = [.. batch.Select(_ => unknown)];
        }

        for (var i = 0; i < batch.Count; i++) batch[i].Outcome.SetResult(outcomes[i]);
    }

    private sealed class Entry(Commit commit)
    {
        public Commit Commit => commit;

        public CommitSize Size { get; } = CommitSize.Of(commit);

        // Continuations run elsewhere, so that an entity's work does not hold up the writer.
        public TaskCompletionSource<CommitOutcome> Outcome { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
