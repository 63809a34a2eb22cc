using Workflows.Abstractions.Events;
using Workflows.Abstractions.Json;
using Workflows.Engine.Triggers;

namespace Workflows.Hosting.Triggers;

/// <summary>Shows stored events to trigger expressions.</summary>
internal static class EventDescription
{
    /// <summary>The event as the root <c>event</c>.</summary>
    public static TriggerEvent Of(StoredEvent stored, string typeName, JsonValue payload)
    {
        var extra = stored.Extra.IsEmpty ? default : JsonValue.Parse(stored.Extra);
        var schemaRef = extra["payloadSchemaRef"];
        return new TriggerEvent(
            stored.Id, typeName, stored.Source, stored.CorrelationId, stored.OccurredAt, payload, extra["metadata"],
            schemaRef.Kind == JsonKind.String ? schemaRef.GetString() : null);
    }
}
