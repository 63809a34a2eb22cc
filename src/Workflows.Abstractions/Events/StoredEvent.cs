using Workflows.Abstractions.Ids;

namespace Workflows.Abstractions.Events;

/// <summary>An event as the log keeps it. Times are UTC with millisecond resolution.</summary>
public sealed record StoredEvent
{
    /// <summary>The server's id; grows in order of receipt.</summary>
    public required EventKey Key { get; init; }

    /// <summary>The stream that the event is part of.</summary>
    public required StreamId Stream { get; init; }

    /// <summary>The event's place in its stream: 1 for the first, without gaps.</summary>
    public required long Sequence { get; init; }

    /// <summary>The publisher's id, at most 200 characters; null when it gave none and <see cref="Key"/> is the id.</summary>
    public string? ExternalId { get; init; }

    /// <summary>The logical publisher, at most 200 characters.</summary>
    public required string Source { get; init; }

    /// <summary>When the fact became true, as the publisher says.</summary>
    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>When the gateway took the event.</summary>
    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>Groups the events of one subject; decides the lane and resumes waits with the same key.</summary>
    public string? CorrelationId { get; init; }

    /// <summary>The payload, UTF-8 JSON.</summary>
    public required ReadOnlyMemory<byte> Payload { get; init; }

    /// <summary>The rest of the envelope (metadata, ttl, schema ref, trace context) as a UTF-8 JSON object; empty when there is none.</summary>
    public ReadOnlyMemory<byte> Extra { get; init; }

    /// <summary>Marks that queries filter on.</summary>
    public EventFlags Flags { get; init; }

    /// <summary>The id that users see.</summary>
    public string Id => ExternalId ?? Key.ToString();
}
