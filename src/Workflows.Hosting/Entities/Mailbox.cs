namespace Workflows.Hosting.Entities;

/// <summary>
/// Queues the messages of one entity and hands them over in order, one batch at a time, on the thread pool. A batch is what came in while
/// the one before was handled.
/// </summary>
/// <typeparam name="T">The type of message.</typeparam>
internal sealed class Mailbox<T> : IThreadPoolWorkItem
{
    private readonly Func<IReadOnlyList<T>, Task> handle;
    private readonly Action<Exception> onFault;
    private readonly Func<bool>? mayClose;
    private readonly Lock gate = new();
    private List<T> incoming = [];
    private bool scheduled;
    private bool closed;

    /// <summary>Creates a mailbox.</summary>
    /// <param name="handle">Handles a batch; the next one begins when it has ended.</param>
    /// <param name="onFault">Told of an exception of <paramref name="handle"/>: a defect, because entities turn expected faults into values.</param>
    /// <param name="mayClose">Asked when the mailbox is empty: true closes it for good. Null to stay open.</param>
    public Mailbox(Func<IReadOnlyList<T>, Task> handle, Action<Exception> onFault, Func<bool>? mayClose = null) =>
        (this.handle, this.onFault, this.mayClose) = (handle, onFault, mayClose);

    /// <summary>Adds a message; false when the mailbox is closed, and the caller makes a new one.</summary>
    public bool Post(T message)
    {
        lock (gate)
        {
            if (closed) return false;
            incoming.Add(message);
            if (scheduled) return true;
            scheduled = true;
        }

        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        return true;
    }

    /// <inheritdoc/>
    async void IThreadPoolWorkItem.Execute()
    {
        List<T> batch;
        lock (gate) (batch, incoming) = (incoming, []);
        try
        {
            await handle(batch);
        }
        catch (Exception exception)
        {
            onFault(exception);
        }

        lock (gate)
        {
            if (incoming.Count == 0)
            {
                scheduled = false;
                closed = mayClose?.Invoke() ?? false;
                return;
            }
        }

        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }
}
