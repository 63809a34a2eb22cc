using Workflows.Grains.Wire;

namespace Workflows.Grains.Feed;

/// <summary>The Orleans streams that carry batches of appended events from event type grains to trigger grains.</summary>
internal static class EventFeed
{
    /// <summary>The name of the stream provider.</summary>
    public const string Name = "events";

    /// <summary>The namespace of the streams; trigger grains subscribe to it.</summary>
    public const string Namespace = "workflows.events";

    /// <summary>The Orleans stream of an event stream.</summary>
    public static Orleans.Runtime.StreamId IdOf(string key) => Orleans.Runtime.StreamId.Create(Namespace, key);
}

/// <summary>A batch in a queue.</summary>
[GenerateSerializer, Immutable, Alias("workflows.feed.batch")]
internal sealed class FeedBatch : Orleans.Streams.IBatchContainer
{
    [Id(0)]
    private readonly Orleans.Runtime.StreamId stream;

    [Id(1)]
    private readonly BatchWire batch;

    [Id(2)]
    private readonly Orleans.Providers.Streams.Common.EventSequenceTokenV2 token;

    public FeedBatch(Orleans.Runtime.StreamId stream, BatchWire batch, long number) =>
        (this.stream, this.batch, token) = (stream, batch, new Orleans.Providers.Streams.Common.EventSequenceTokenV2(number));

    public Orleans.Runtime.StreamId StreamId => stream;

    public Orleans.Streams.StreamSequenceToken SequenceToken => token;

    public IEnumerable<Tuple<T, Orleans.Streams.StreamSequenceToken>> GetEvents<T>() =>
        batch is T item ? [Tuple.Create(item, SequenceToken)] : [];

    public bool ImportRequestContext() => false;
}
