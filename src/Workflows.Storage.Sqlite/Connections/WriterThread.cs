using System.Threading.Channels;

namespace Workflows.Storage.Sqlite.Connections;

/// <summary>
/// The one thread that writes. SQLite's calls block until the disk has the data; on a thread of their own they starve no pool, and
/// because there is one, no two writes of this process ever wait for each other's lock.
/// </summary>
internal sealed class WriterThread : IAsyncDisposable
{
    private readonly Channel<Action> queue;
    private readonly TaskCompletionSource finished = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public WriterThread(int queueLength)
    {
        queue = Channel.CreateBounded<Action>(new BoundedChannelOptions(queueLength) { SingleReader = true });
        new Thread(Run) { IsBackground = true, Name = "workflows-sqlite-writer" }.Start();
    }

    /// <summary>Runs work on the thread. Cancelling helps only until the work is queued.</summary>
    public async Task<T> RunAsync<T>(Func<T> work, CancellationToken cancellationToken)
    {
        var result = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        try
        {
            await queue.Writer.WriteAsync(() => Complete(work, result), cancellationToken);
        }
        catch (ChannelClosedException)
        {
            throw new ObjectDisposedException(nameof(SqliteStore));
        }

        return await result.Task;
    }

    public async ValueTask DisposeAsync()
    {
        queue.Writer.TryComplete();
        await finished.Task;
    }

    private static void Complete<T>(Func<T> work, TaskCompletionSource<T> result)
    {
        try
        {
            result.SetResult(work());
        }
        catch (Exception error)
        {
            result.SetException(error);
        }
    }

    private void Run()
    {
        while (queue.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            while (queue.Reader.TryRead(out var work)) work();
        }

        finished.SetResult();
    }
}
