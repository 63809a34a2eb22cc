using Workflows.Abstractions.Ids;

namespace Workflows.Abstractions.Catalog;

/// <summary>An event type in the catalog. A tenant's entry wins over the system's entry of the same type.</summary>
public sealed record CatalogEntryRecord
{
    /// <summary>The owner; <see cref="TenantId.System"/> for a system entry.</summary>
    public required TenantId Tenant { get; init; }

    /// <summary>The number of the event type's name.</summary>
    public required EventTypeId TypeId { get; init; }

    /// <summary>SCREAMING_SNAKE_CASE or dotted <c>service.domain.action</c>, at most 200 characters.</summary>
    public required string EventType { get; init; }

    /// <summary>The display name.</summary>
    public required string Name { get; init; }

    /// <summary>What the event says.</summary>
    public string? Description { get; init; }

    /// <summary>The group in lists.</summary>
    public required string Category { get; init; }

    /// <summary><c>active</c>, <c>beta</c>, <c>draft</c> or <c>deprecated</c>.</summary>
    public required string Status { get; init; }

    /// <summary>The schema of the payload: <c>payload.TicketCreated.v1</c>; null when the entry has none.</summary>
    public string? PayloadSchemaRef { get; init; }

    /// <summary>Further attributes (catalogOnly with its reason, supersedes, tier), UTF-8 JSON object.</summary>
    public ReadOnlyMemory<byte> Attributes { get; init; }

    /// <summary>Changes so far, 1 for a new entry. An update fails when the stored value is not one less.</summary>
    public int Revision { get; init; } = 1;

    /// <summary>When the entry was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it changed last.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }
}
