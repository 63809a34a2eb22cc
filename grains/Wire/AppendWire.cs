using Workflows.Abstractions.Events;
using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Json;
using Workflows.Hosting.Streams;

namespace Workflows.Grains.Wire;

/// <summary>Events on their way to their stream. Within a silo they are handed over as they are; between silos they are written out.</summary>
[GenerateSerializer, Immutable, Alias("workflows.append")]
internal sealed class AppendWire
{
    [NonSerialized]
    private IReadOnlyList<NewEvent>? local;

    [NonSerialized]
    private NewEventWire[]? written;

    /// <summary>Takes the events of a request.</summary>
    public AppendWire(IReadOnlyList<NewEvent> events) => local = events;

    /// <summary>What leaves the silo; made when it is first asked for.</summary>
    [Id(0)]
    internal NewEventWire[] Events
    {
        get => written ??= [.. local!.Select(NewEventWire.Of)];
        set => written = value;
    }

    /// <summary>The events.</summary>
    public IReadOnlyList<NewEvent> Read() => local ??= [.. written!.Select(@event => @event.Read())];
}

/// <summary>An event that ingest has checked, between silos.</summary>
[GenerateSerializer, Alias("workflows.append.event")]
internal struct NewEventWire
{
    [Id(0)]
    public string? ExternalId;

    [Id(1)]
    public Guid IdHash;

    [Id(2)]
    public long ContentHash;

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
    public JsonWire Extra;

    [Id(9)]
    public EventFlags Flags;

    public static NewEventWire Of(NewEvent source) => new()
    {
        ExternalId = source.ExternalId,
        IdHash = source.IdHash,
        ContentHash = source.ContentHash,
        Source = source.Source,
        OccurredAt = source.OccurredAt,
        ReceivedAt = source.ReceivedAt,
        CorrelationId = source.CorrelationId,
        Payload = source.PayloadBytes,
        Extra = JsonWire.Of(source.Extra),
        Flags = source.Flags,
    };

    public readonly NewEvent Read() => new()
    {
        ExternalId = ExternalId,
        IdHash = IdHash,
        ContentHash = ContentHash,
        Source = Source,
        OccurredAt = OccurredAt,
        ReceivedAt = ReceivedAt,
        CorrelationId = CorrelationId,
        Payload = JsonValue.Parse(Payload),
        PayloadBytes = Payload,
        Extra = Extra.Read(),
        Flags = Flags,
    };
}

/// <summary>What became of appended events, one an event, in order.</summary>
[GenerateSerializer, Immutable, Alias("workflows.appended")]
internal sealed class AppendedWire
{
    [Id(0)]
    private readonly AppendResultWire[] results;

    public AppendedWire(IReadOnlyList<AppendResult> results) => this.results = [.. results.Select(AppendResultWire.Of)];

    public IReadOnlyList<AppendResult> Read() => [.. results.Select(result => result.Read())];
}

/// <summary>What became of one event.</summary>
[GenerateSerializer, Alias("workflows.appended.event")]
internal struct AppendResultWire
{
    [Id(0)]
    public Guid Key;

    [Id(1)]
    public long Sequence;

    [Id(2)]
    public bool IsDuplicate;

    [Id(3)]
    public ProblemWire? Problem;

    public static AppendResultWire Of(AppendResult result) => new()
    {
        Key = result.Key.Value, Sequence = result.Sequence, IsDuplicate = result.IsDuplicate, Problem = ProblemWire.Of(result.Problem),
    };

    public readonly AppendResult Read() => new(new EventKey(Key), Sequence, IsDuplicate, Problem?.Read());
}
