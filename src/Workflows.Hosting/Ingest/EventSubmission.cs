using Workflows.Abstractions.Json;

namespace Workflows.Hosting.Ingest;

/// <summary>One event as a publisher sends it, with its envelope checked for shape and size (<see cref="EnvelopeReader"/>).</summary>
public sealed record EventSubmission
{
    /// <summary>The publisher's id, 1 to 200 characters; null to have one made.</summary>
    public string? Id { get; init; }

    /// <summary>The event type.</summary>
    public required string Type { get; init; }

    /// <summary>The logical publisher.</summary>
    public required string Source { get; init; }

    /// <summary>When the fact became true; null for now.</summary>
    public DateTimeOffset? OccurredAt { get; init; }

    /// <summary>Groups the events of one subject.</summary>
    public string? CorrelationId { get; init; }

    /// <summary>The payload; an empty object when the publisher sent none.</summary>
    public required JsonValue Payload { get; init; }

    /// <summary>The rest of the envelope as an object (<c>metadata</c>, <c>ttl</c>, <c>payloadSchemaRef</c>, <c>traceparent</c>); Missing when empty.</summary>
    public JsonValue Extra { get; init; }

    /// <summary>Whether the simulate command made it.</summary>
    public bool Simulated { get; init; }
}
