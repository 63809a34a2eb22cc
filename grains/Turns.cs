namespace Workflows.Grains;

/// <summary>
/// Hands the messages of a grain to its entity, in order, one batch at a time: a batch is what came in while the one before was handled. The
/// grain is reentrant, so that calls only add to the next batch and the entity still does one thing at a time. Everything runs as turns of the
/// grain's activation, so nothing here needs a lock.
/// </summary>
/// <typeparam name="T">The type of message.</typeparam>
/// <param name="handle">Handles a batch.</param>
/// <param name="onFault">Told of an exception of <paramref name="handle"/>: a defect, because entities turn expected faults into values.</param>
/// <param name="onIdle">Called when every message was handled.</param>
internal sealed class Turns<T>(Func<IReadOnlyList<T>, Task> handle, Action<Exception> onFault, Action? onIdle = null)
{
    private List<T> incoming = [];
    private Task pump = Task.CompletedTask;
    private bool isRunning;

    /// <summary>Completes when every message that was posted up to now has been handled.</summary>
    public Task Drained => pump;

    /// <summary>Adds a message.</summary>
    public void Post(T message)
    {
        incoming.Add(message);
        if (isRunning) return;
        isRunning = true;
        pump = PumpAsync();
    }

    private async Task PumpAsync()
    {
        // Not within the turn of the call that brought the message: its caller gets its answer first.
        await Task.Yield();
        while (incoming.Count > 0)
        {
            (var batch, incoming) = (incoming, []);
            try
            {
                await handle(batch);
            }
            catch (Exception exception)
            {
                onFault(exception);
            }
        }

        isRunning = false;
        onIdle?.Invoke();
    }
}
