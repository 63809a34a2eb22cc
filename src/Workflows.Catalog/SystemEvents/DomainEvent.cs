using Workflows.Abstractions.Json;

namespace Workflows.Catalog.SystemEvents;

/// <summary>A domain event of the product: what a system entry of the catalog and its payload schema are made from.</summary>
public sealed record DomainEvent
{
    /// <summary>The event type, in SCREAMING_SNAKE_CASE.</summary>
    public required string EventType { get; init; }

    /// <summary>Name for people.</summary>
    public required string Name { get; init; }

    /// <summary>Category for people.</summary>
    public required string Category { get; init; }

    /// <summary>One sentence: when it is raised.</summary>
    public required string Description { get; init; }

    /// <summary><c>active</c>, <c>draft</c> or <c>deprecated</c>.</summary>
    public required string Status { get; init; }

    /// <summary>How it came into the list.</summary>
    public required DomainEventTier Tier { get; init; }

    /// <summary>Why nothing raises it yet; null when something does.</summary>
    public string? CatalogOnlyReason { get; init; }

    /// <summary>Whether nothing raises it yet.</summary>
    public bool IsCatalogOnly { get; init; }

    /// <summary>The ref of its payload schema, <c>payload.TicketCreated.v1</c>.</summary>
    public required string PayloadSchemaRef { get; init; }

    /// <summary>Older event types that it takes the place of.</summary>
    public IReadOnlyList<string> Supersedes { get; init; } = [];

    /// <summary>Newer event types of which it is the old form.</summary>
    public IReadOnlyList<string> SupersededBy { get; init; } = [];

    /// <summary>The fields of the payload, as the list describes them.</summary>
    public required JsonValue Fields { get; init; }
}
