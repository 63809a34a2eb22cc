using Workflows.Abstractions.Json;

namespace Workflows.Engine.Triggers;

/// <summary>An event as trigger expressions see it: the root <c>event</c>.</summary>
/// <param name="Id">The event's id.</param>
/// <param name="Name">The event type.</param>
/// <param name="Source">The publisher.</param>
/// <param name="CorrelationKey">The correlation id; null when the event has none.</param>
/// <param name="OccurredAt">When the fact became true.</param>
/// <param name="Payload">The payload.</param>
/// <param name="Metadata">The envelope's metadata; Missing when it has none.</param>
/// <param name="PayloadSchemaRef">The schema that the publisher named for the payload; null when it named none.</param>
public sealed record TriggerEvent(
    string Id, string Name, string Source, string? CorrelationKey, DateTimeOffset OccurredAt, JsonValue Payload, JsonValue Metadata,
    string? PayloadSchemaRef = null)
{
    /// <summary>The object that holds the root <c>event</c>.</summary>
    public JsonValue ToRoots()
    {
        var view = new JsonObjectBuilder();
        view.Add("id", JsonValue.From(Id));
        view.Add("name", JsonValue.From(Name));
        view.Add("source", JsonValue.From(Source));
        if (CorrelationKey is { } key) view.Add("correlationKey", JsonValue.From(key));
        view.Add("occurredAt", JsonValue.From(Timestamp.Format(OccurredAt)));
        view.Add("payload", Payload);
        if (PayloadSchemaRef is { } schemaRef) view.Add("payloadSchemaRef", JsonValue.From(schemaRef));
        if (!Metadata.IsMissing) view.Add("metadata", Metadata);
        var roots = new JsonObjectBuilder();
        roots.Add("event", view.Build());
        return roots.Build();
    }
}
