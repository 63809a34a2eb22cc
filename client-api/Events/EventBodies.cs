using Workflows.Abstractions.Events;
using Workflows.Abstractions.Json;
using Workflows.ClientApi.Json;
using Workflows.Hosting.Queries;

namespace Workflows.ClientApi.Events;

/// <summary>An event.</summary>
internal sealed record EventBody
{
    /// <summary>The publisher's id, or the server's when it gave none.</summary>
    public required string Id { get; init; }

    /// <summary>The event type.</summary>
    public required string Type { get; init; }

    /// <summary>The logical publisher.</summary>
    public required string Source { get; init; }

    /// <summary>When the fact became true, as the publisher says.</summary>
    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>When the server took it.</summary>
    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>The part of the type's stream that it is in, by correlation id.</summary>
    public required int Lane { get; init; }

    /// <summary>Its place in its lane, from 1, without gaps.</summary>
    public required long Sequence { get; init; }

    /// <summary>Groups the events of one subject.</summary>
    public string? CorrelationId { get; init; }

    /// <summary>The payload.</summary>
    public required RawJson Payload { get; init; }

    /// <summary>What the publisher added.</summary>
    public JsonValue? Metadata { get; init; }

    /// <summary>A hint in milliseconds.</summary>
    public JsonValue? Ttl { get; init; }

    /// <summary>The schema that the publisher named.</summary>
    public JsonValue? PayloadSchemaRef { get; init; }

    /// <summary>The W3C trace context of the publisher.</summary>
    public JsonValue? Traceparent { get; init; }

    /// <summary><c>simulated</c>, <c>schemaConflict</c>, <c>invalidPayload</c>.</summary>
    public IReadOnlyList<string>? Flags { get; init; }

    /// <summary>The body of an event.</summary>
    public static EventBody Of(EventView view)
    {
        var stored = view.Event;
        var extra = stored.Extra.IsEmpty ? JsonValue.Missing : JsonValue.Parse(stored.Extra);
        return new EventBody
        {
            Id = stored.Id,
            Type = view.Type,
            Source = stored.Source,
            OccurredAt = stored.OccurredAt,
            ReceivedAt = stored.ReceivedAt,
            Lane = stored.Stream.Lane,
            Sequence = stored.Sequence,
            CorrelationId = stored.CorrelationId,
            Payload = new RawJson(stored.Payload),
            Metadata = Optional(extra["metadata"]),
            Ttl = Optional(extra["ttl"]),
            PayloadSchemaRef = Optional(extra["payloadSchemaRef"]),
            Traceparent = Optional(extra["traceparent"]),
            Flags = stored.Flags == EventFlags.None ? null : [.. NamesOf(stored.Flags)],
        };
    }

    private static JsonValue? Optional(JsonValue value) => value.IsMissing ? null : value;

    private static IEnumerable<string> NamesOf(EventFlags flags)
    {
        if (flags.HasFlag(EventFlags.Simulated)) yield return "simulated";
        if (flags.HasFlag(EventFlags.SchemaConflict)) yield return "schemaConflict";
        if (flags.HasFlag(EventFlags.InvalidPayload)) yield return "invalidPayload";
    }
}

/// <summary>An event and what it did.</summary>
/// <param name="Event">The event.</param>
/// <param name="Processed">Whether the trigger has come to it.</param>
/// <param name="Deliveries">One for each workflow that listens to the type, and one for a resumed run.</param>
internal sealed record EventDetailBody(EventBody Event, bool Processed, IReadOnlyList<DeliveryBody> Deliveries)
{
    /// <summary>The body of an event and what it did.</summary>
    public static EventDetailBody Of(EventDetail detail) => new(
        EventBody.Of(new EventView(detail.Type, detail.Event)), detail.Processed, [.. detail.Deliveries.Select(DeliveryBody.Of)]);
}
