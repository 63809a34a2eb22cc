using Workflows.Abstractions.Ids;

namespace Workflows.Abstractions.Events;

/// <summary>A row of the rejected log: an event whose payload breaks its schema.</summary>
public sealed record RejectedEvent
{
    /// <summary>UUIDv7; its time is the time of receipt.</summary>
    public required Guid Id { get; init; }

    /// <summary>The owner.</summary>
    public required TenantId Tenant { get; init; }

    /// <summary>The event type.</summary>
    public required EventTypeId Type { get; init; }

    /// <summary>The logical publisher.</summary>
    public required string Source { get; init; }

    /// <summary>The publisher's id; null when it gave none.</summary>
    public string? ExternalId { get; init; }

    /// <summary>The schema that the payload breaks.</summary>
    public required string SchemaRef { get; init; }

    /// <summary>Whether the event was stored all the same, because the tenant accepts and flags.</summary>
    public bool Accepted { get; init; }

    /// <summary>How it breaks the schema: a UTF-8 JSON array of objects with <c>pointer</c> and <c>message</c>, redacted.</summary>
    public required ReadOnlyMemory<byte> Errors { get; init; }

    /// <summary>The beginning of the payload as text, redacted.</summary>
    public required string Excerpt { get; init; }
}
