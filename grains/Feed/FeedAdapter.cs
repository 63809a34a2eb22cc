using Microsoft.Extensions.Logging;
using Orleans.Configuration;
using Orleans.Providers.Streams.Common;
using Orleans.Streams;
using Workflows.Grains.Triggers;
using Workflows.Grains.Wire;

namespace Workflows.Grains.Feed;

/// <summary>
/// The stream provider's queues. Each silo has its own and reads them itself: a batch stays in the silo that appended it, which is also the silo
/// of its trigger, and is never written out. What a silo takes with it when it dies is found in the log by recovery.
/// </summary>
internal sealed class FeedAdapter : IQueueAdapterFactory, IQueueAdapter, IStreamFailureHandler
{
    /// <summary>A queue is not read while one of its streams finds its trigger: with many, a trigger that cannot be reached holds up few others.</summary>
    private const int Queues = 16;

    /// <summary>Batches that the provider remembers of a queue until they are delivered.</summary>
    private const int CacheSize = 200;

    private readonly HashRingBasedStreamQueueMapper mapper = new(new HashRingStreamQueueMapperOptions { TotalQueueCount = Queues }, EventFeed.Name);
    private readonly Dictionary<QueueId, FeedQueue> queues;
    private readonly SimpleQueueAdapterCache cache;
    private readonly IGrainFactory grains;

    public FeedAdapter(IGrainFactory grains, ILoggerFactory loggers)
    {
        this.grains = grains;
        queues = mapper.GetAllQueues().ToDictionary(queue => queue, _ => new FeedQueue(TimeProvider.System, PokeTrigger));
        cache = new SimpleQueueAdapterCache(new SimpleQueueCacheOptions { CacheSize = CacheSize }, EventFeed.Name, loggers);
    }

    /// <summary>Batches that wait in the queues of this silo.</summary>
    public int Queued => queues.Values.Sum(queue => queue.Count);

    public string Name => EventFeed.Name;

    public bool IsRewindable => false;

    public StreamProviderDirection Direction => StreamProviderDirection.ReadWrite;

    public bool ShouldFaultSubsriptionOnError => false;

    public Task<IQueueAdapter> CreateAdapter() => Task.FromResult<IQueueAdapter>(this);

    public IQueueAdapterCache GetQueueAdapterCache() => cache;

    public IStreamQueueMapper GetStreamQueueMapper() => mapper;

    public Task<IStreamFailureHandler> GetDeliveryFailureHandler(QueueId queueId) => Task.FromResult<IStreamFailureHandler>(this);

    public IQueueAdapterReceiver CreateReceiver(QueueId queueId) => queues[queueId];

    public Task QueueMessageBatchAsync<T>(
        Orleans.Runtime.StreamId streamId, IEnumerable<T> events, StreamSequenceToken? token, Dictionary<string, object>? requestContext)
    {
        var queue = queues[mapper.GetQueueForStream(streamId)];
        foreach (var item in events)
        {
            if (item is not BatchWire batch || !queue.TryAdd(streamId, batch))
                throw new InvalidOperationException($"The queue of {streamId} is full.");
        }

        return Task.CompletedTask;
    }

    /// <summary>A batch could not be delivered: the trigger reads it from the log, once it can be reached.</summary>
    public Task OnDeliveryFailure(
        GuidId subscriptionId, string streamProviderName, Orleans.Runtime.StreamId streamIdentity, StreamSequenceToken? sequenceToken) =>
        grains.GetGrain<ITriggerGrain>(streamIdentity.GetKeyAsString()).PokeAsync();

    private void PokeTrigger(Orleans.Runtime.StreamId stream) => grains.GetGrain<ITriggerGrain>(stream.GetKeyAsString()).PokeAsync().Ignore();

    public Task OnSubscriptionFailure(
        GuidId subscriptionId, string streamProviderName, Orleans.Runtime.StreamId streamIdentity, StreamSequenceToken? sequenceToken) =>
        OnDeliveryFailure(subscriptionId, streamProviderName, streamIdentity, sequenceToken);
}

/// <summary>Every silo reads all of its own queues.</summary>
internal sealed class FeedBalancer : IStreamQueueBalancer
{
    private IStreamQueueMapper? mapper;

    public Task Initialize(IStreamQueueMapper queueMapper)
    {
        mapper = queueMapper;
        return Task.CompletedTask;
    }

    public Task Shutdown() => Task.CompletedTask;

    public IEnumerable<QueueId> GetMyQueues() => mapper?.GetAllQueues() ?? [];

    public bool SubscribeToQueueDistributionChangeEvents(IStreamQueueBalanceListener observer) => true;

    public bool UnSubscribeFromQueueDistributionChangeEvents(IStreamQueueBalanceListener observer) => true;
}
