using Workflows.Abstractions.Events;
using Workflows.Abstractions.Json;
using Workflows.ClientApi.Json;
using Workflows.Hosting.Ingest;
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

    /// <summary>The schema that the payload was checked against; absent when there was none.</summary>
    public EventSchemaBody? Schema { get; init; }

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
            Schema = EventSchemaBody.OrNull(EventSchema.Of(extra)),
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

/// <summary>The schema that an event's payload was checked against.</summary>
/// <param name="Ref">Its ref.</param>
/// <param name="Origin">Who named it: <c>submission</c> or <c>catalog</c>.</param>
/// <param name="Conflict">Both refs, when the submission and the catalog named different ones.</param>
internal sealed record EventSchemaBody(string Ref, string Origin, SchemaConflictBody? Conflict)
{
    /// <summary>The body of a provenance; null when the payload was not checked.</summary>
    public static EventSchemaBody? OrNull(EventSchema schema) => schema.Ref is null
        ? null
        : new EventSchemaBody(schema.Ref, schema.Origin!, schema.Conflict is null ? null : new SchemaConflictBody(schema.Ref, schema.Conflict));
}

/// <summary>Two schemas were named; the submission's was used.</summary>
/// <param name="Submission">The publisher's.</param>
/// <param name="Catalog">The catalog's.</param>
internal sealed record SchemaConflictBody(string Submission, string Catalog);

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
