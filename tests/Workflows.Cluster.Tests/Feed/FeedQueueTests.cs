using Microsoft.Extensions.Logging.Abstractions;
using Orleans.Streams;
using Workflows.Grains.Feed;
using Workflows.Grains.Wire;
using Workflows.Testing;
using StreamId = Orleans.Runtime.StreamId;

namespace Workflows.Cluster.Tests.Feed;

/// <summary>The queues of the feed: what is added comes out in order, and what finds no room, or no reader, is told.</summary>
public sealed class FeedQueueTests
{
    /// <summary>How many batches a queue holds.</summary>
    private const int Capacity = 1_000;

    private static readonly StreamId Stream = EventFeed.IdOf("1/2/3");
    private static readonly BatchWire Batch = new([]);
    private readonly List<StreamId> lost = [];
    private readonly FeedQueue queue;

    public FeedQueueTests() => queue = new FeedQueue(TimeProvider.System, lost.Add);

    [Fact]
    public async Task Batches_AddedFromManySides_LieInTheOrderOfTheirNumbers()
    {
        await Task.WhenAll(Enumerable.Range(0, 8).Select(side => Task.Run(() =>
        {
            for (var i = 0; i < Capacity / 8; i++) queue.TryAdd(EventFeed.IdOf($"1/{side}/0"), Batch).ShouldBeTrue();
        })));

        var numbers = (await queue.GetQueueMessagesAsync(Capacity, CancellationToken.None)).Select(batch => batch.SequenceToken.SequenceNumber).ToArray();

        numbers.ShouldBe(Enumerable.Range(1, Capacity).Select(number => (long)number), "an agent never delivers a batch that comes after a higher number");
    }

    [Fact]
    public async Task FullQueue_RefusesABatch_AndTakesTheNextOneWhenThereIsRoom()
    {
        for (var i = 0; i < Capacity; i++) queue.TryAdd(Stream, Batch).ShouldBeTrue();

        queue.TryAdd(Stream, Batch).ShouldBeFalse();

        (await queue.GetQueueMessagesAsync(3, CancellationToken.None)).Count.ShouldBe(3);
        queue.TryAdd(Stream, Batch).ShouldBeTrue();
        queue.Count.ShouldBe(Capacity - 2);
        lost.ShouldBeEmpty("the router pokes the trigger of a batch that was refused");
    }

    [Fact]
    public async Task Reader_IsWokenByTheNextBatch()
    {
        var reading = queue.GetQueueMessagesAsync(10, CancellationToken.None);
        reading.IsCompleted.ShouldBeFalse();

        queue.TryAdd(Stream, Batch).ShouldBeTrue();

        // It may have looked in vain just before; then it is asked again, as the agent does.
        var read = await reading is { Count: > 0 } first ? first : await queue.GetQueueMessagesAsync(10, CancellationToken.None);
        read.ShouldHaveSingleItem().StreamId.ShouldBe(Stream);
    }

    [Fact]
    public async Task Shutdown_TakesNothingMore_AndTellsOnceOfEachStreamThatWasLeft()
    {
        var other = EventFeed.IdOf("1/2/0");
        foreach (var stream in new[] { Stream, other, Stream }) queue.TryAdd(stream, Batch).ShouldBeTrue();

        await queue.Shutdown(TimeSpan.FromSeconds(1));

        lost.ShouldBe([Stream, other], ignoreOrder: true);
        queue.TryAdd(Stream, Batch).ShouldBeFalse();
        (await queue.GetQueueMessagesAsync(10, CancellationToken.None)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Shutdown_WakesTheReader_WithNothing()
    {
        var reading = queue.GetQueueMessagesAsync(10, CancellationToken.None);

        await queue.Shutdown(TimeSpan.FromSeconds(1));

        (await reading).ShouldBeEmpty();
    }

    [Fact]
    public async Task AgentThatStops_WaitsForNoBatch_AndLosesNone()
    {
        var unhurried = new FeedQueue(new TimerClock(), lost.Add);
        using var stop = new CancellationTokenSource();
        var reading = unhurried.GetQueueMessagesAsync(10, stop.Token);

        await stop.CancelAsync();

        (await reading).ShouldBeEmpty();
        unhurried.TryAdd(Stream, Batch).ShouldBeTrue();
        (await unhurried.GetQueueMessagesAsync(10, CancellationToken.None)).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Adapter_KeepsEachStreamInOneQueue_AndRefusesWhatFindsNoRoom()
    {
        var adapter = new FeedAdapter(null!, NullLoggerFactory.Instance);
        var streams = Enumerable.Range(0, 100).Select(type => EventFeed.IdOf($"1/{type}/0")).ToArray();
        foreach (var stream in streams.Concat(streams)) await adapter.QueueMessageBatchAsync(stream, [Batch], null, null);

        var read = new Dictionary<QueueId, StreamId[]>();
        foreach (var queueId in adapter.GetStreamQueueMapper().GetAllQueues())
            read.Add(queueId, [.. (await adapter.CreateReceiver(queueId).GetQueueMessagesAsync(Capacity, CancellationToken.None)).Select(batch => batch.StreamId)]);

        read.Values.Sum(batches => batches.Length).ShouldBe(200);
        read.Values.Count(batches => batches.Length > 0).ShouldBeGreaterThan(1, "streams spread over the queues");
        foreach (var stream in streams) read.Values.Count(batches => batches.Contains(stream)).ShouldBe(1);

        for (var i = 0; i < Capacity; i++) await adapter.QueueMessageBatchAsync(Stream, [Batch], null, null);
        var refused = await Should.ThrowAsync<InvalidOperationException>(() => adapter.QueueMessageBatchAsync(Stream, [Batch], null, null));
        refused.Message.ShouldContain("full");
        await Should.ThrowAsync<InvalidOperationException>(() => adapter.QueueMessageBatchAsync(Stream, ["no batch"], null, null));
    }

    [Fact]
    public async Task Balancer_ReadsAllQueuesOfItsSilo()
    {
        var adapter = new FeedAdapter(null!, NullLoggerFactory.Instance);
        var balancer = new FeedBalancer();
        balancer.GetMyQueues().ShouldBeEmpty();

        await balancer.Initialize(adapter.GetStreamQueueMapper());

        balancer.GetMyQueues().ShouldBe(adapter.GetStreamQueueMapper().GetAllQueues(), ignoreOrder: true);
    }
}
