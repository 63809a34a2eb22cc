using Workflows.Abstractions.Events;
using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Json;
using Workflows.Hosting.Triggers;

namespace Workflows.Grains.Wire;

/// <summary>A batch of appended events on a stream. Within a silo it is handed over as it is; between silos it is written out.</summary>
[GenerateSerializer, Immutable, Alias("workflows.batch")]
internal sealed class BatchWire
{
    [NonSerialized]
    private IReadOnlyList<IncomingEvent>? local;

    [NonSerialized]
    private StoredEventWire[]? written;

    /// <summary>Takes appended events.</summary>
    public BatchWire(IReadOnlyList<IncomingEvent> events) => local = events;

    /// <summary>What leaves the silo; made when it is first asked for.</summary>
    [Id(0)]
    internal StoredEventWire[] Events
    {
        get => written ??= [.. local!.Select(incoming => StoredEventWire.Of(incoming.Event))];
        set => written = value;
    }

    /// <summary>The events.</summary>
    public IReadOnlyList<IncomingEvent> Read(StreamId stream) => local ??= [.. written!.Select(@event => @event.Read(stream))];
}

/// <summary>A stored event between silos; the batch knows its stream.</summary>
[GenerateSerializer, Alias("workflows.batch.event")]
internal struct StoredEventWire
{
    [Id(0)]
    public Guid Key;

    [Id(1)]
    public long Sequence;

    [Id(2)]
    public string? ExternalId;

    [Id(3)]
    public string Source;

    [Id(4)]
    public DateTimeOffset OccurredAt;

    [Id(5)]
    public DateTimeOffset ReceivedAt;

    [Id(6)]
    public string? CorrelationId;

    [Id(7)]
    public ReadOnlyMemory<byte> Payload;

    [Id(8)]
    public ReadOnlyMemory<byte> Extra;

    [Id(9)]
    public EventFlags Flags;

    public static StoredEventWire Of(StoredEvent source) => new()
    {
        Key = source.Key.Value,
        Sequence = source.Sequence,
        ExternalId = source.ExternalId,
        Source = source.Source,
        OccurredAt = source.OccurredAt,
        ReceivedAt = source.ReceivedAt,
        CorrelationId = source.CorrelationId,
        Payload = source.Payload,
        Extra = source.Extra,
        Flags = source.Flags,
    };

    public readonly IncomingEvent Read(StreamId stream)
    {
        var stored = new StoredEvent
        {
            Key = new EventKey(Key),
            Stream = stream,
            Sequence = Sequence,
            ExternalId = ExternalId,
            Source = Source,
            OccurredAt = OccurredAt,
            ReceivedAt = ReceivedAt,
            CorrelationId = CorrelationId,
            Payload = Payload,
            Extra = Extra,
            Flags = Flags,
        };
        return new IncomingEvent(stored, JsonValue.Parse(Payload));
    }
}
