using System.Threading.Channels;
using Orleans.Streams;

namespace Workflows.Grains.Feed;

/// <summary>
/// A queue in the memory of this silo. Its reader waits for the next batch instead of polling: a batch is delivered as soon as it is there, and
/// an idle silo asks twice a second only so that the agent can forget streams that are silent.
/// </summary>
/// <param name="clock">Tells how long to wait for a batch.</param>
/// <param name="onLost">Told of streams whose batches nobody will deliver.</param>
internal sealed class FeedQueue(TimeProvider clock, Action<Orleans.Runtime.StreamId> onLost) : IQueueAdapterReceiver
{
    /// <summary>Batches that may wait; a batch that finds no room is lost, and the trigger is told to read its stream instead.</summary>
    private const int Capacity = 1_000;

    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500);
    private readonly Channel<FeedBatch> batches = Channel.CreateBounded<FeedBatch>(Capacity);
    private readonly Lock gate = new();
    private long number;

    /// <summary>Batches that wait.</summary>
    public int Count => batches.Reader.Count;

    /// <summary>Adds a batch; false when there is no room, or nobody reads any more.</summary>
    public bool TryAdd(Orleans.Runtime.StreamId stream, Wire.BatchWire batch)
    {
        // Batches lie in the order of their numbers: the agent's cache never delivers one that comes after a higher one.
        lock (gate) return batches.Writer.TryWrite(new FeedBatch(stream, batch, ++number));
    }

    public Task Initialize(TimeSpan timeout) => Task.CompletedTask;

    public Task<IList<IBatchContainer>> GetQueueMessagesAsync(int maxCount) => GetQueueMessagesAsync(maxCount, CancellationToken.None);

    /// <summary>The batches that wait, at most that many; none when none came for half a second, or the agent stops.</summary>
    public async Task<IList<IBatchContainer>> GetQueueMessagesAsync(int maxCount, CancellationToken cancellationToken)
    {
        var limit = maxCount > 0 ? Math.Min(maxCount, Capacity) : Capacity;
        var result = new List<IBatchContainer>();
        if (!batches.Reader.TryPeek(out _))
        {
            using var patience = new CancellationTokenSource(Patience, clock);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
            try
            {
                if (!await batches.Reader.WaitToReadAsync(either.Token)) return result;
            }
            catch (OperationCanceledException)
            {
                return result;
            }
        }

        while (result.Count < limit && batches.Reader.TryRead(out var batch)) result.Add(batch);
        return result;
    }

    public Task MessagesDeliveredAsync(IList<IBatchContainer> messages) => Task.CompletedTask;

    public Task Shutdown(TimeSpan timeout)
    {
        lock (gate) batches.Writer.TryComplete();
        var lost = new HashSet<Orleans.Runtime.StreamId>();
        while (batches.Reader.TryRead(out var batch)) lost.Add(batch.StreamId);
        foreach (var stream in lost) onLost(stream);
        return Task.CompletedTask;
    }
}
