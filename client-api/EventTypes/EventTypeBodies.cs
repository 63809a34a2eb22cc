using Workflows.Abstractions.Catalog;
using Workflows.Abstractions.Ids;
using Workflows.ClientApi.Json;

namespace Workflows.ClientApi.EventTypes;

/// <summary>A page of event types.</summary>
/// <param name="Items">The entries by type.</param>
/// <param name="NextCursor">Leads to the next page; absent on the last one.</param>
/// <param name="Total">How many entries match in all.</param>
internal sealed record EventTypePage(IReadOnlyList<EventTypeBody> Items, string? NextCursor, int Total);

/// <summary>An entry of the event catalog.</summary>
internal sealed record EventTypeBody
{
    /// <summary>The event type.</summary>
    public required string Type { get; init; }

    /// <summary>The display name.</summary>
    public required string Name { get; init; }

    /// <summary>What the event says.</summary>
    public string? Description { get; init; }

    /// <summary>The group in lists.</summary>
    public required string Category { get; init; }

    /// <summary><c>active</c>, <c>beta</c>, <c>draft</c> or <c>deprecated</c>.</summary>
    public required string Status { get; init; }

    /// <summary><c>system</c> or <c>tenant</c>.</summary>
    public required string Source { get; init; }

    /// <summary>The schema of the payload.</summary>
    public string? PayloadSchemaRef { get; init; }

    /// <summary><c>known</c>, <c>unknown</c> (the registry has no such ref) or <c>missing</c> (the entry has none).</summary>
    public required string PayloadSchemaStatus { get; init; }

    /// <summary>Further attributes.</summary>
    public RawJson? Attributes { get; init; }

    /// <summary>The body of an entry.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="knownRefs">The refs of the registry.</param>
    public static EventTypeBody Of(CatalogEntryRecord entry, IReadOnlySet<string> knownRefs) => new()
    {
        Type = entry.EventType,
        Name = entry.Name,
        Description = entry.Description,
        Category = entry.Category,
        Status = entry.Status,
        Source = SourceOf(entry),
        PayloadSchemaRef = entry.PayloadSchemaRef,
        PayloadSchemaStatus = entry.PayloadSchemaRef is not { } schemaRef ? "missing" : knownRefs.Contains(schemaRef) ? "known" : "unknown",
        Attributes = RawJson.OrNull(entry.Attributes),
    };

    /// <summary>Whose entry it is.</summary>
    public static string SourceOf(CatalogEntryRecord entry) => entry.Tenant == TenantId.System ? "system" : "tenant";
}

/// <summary>An entry of the event catalog with its schema.</summary>
/// <param name="EventType">The entry.</param>
/// <param name="PayloadSchema">The JSON Schema of the payload, when its ref is known.</param>
internal sealed record EventTypeDetailBody(EventTypeBody EventType, RawJson? PayloadSchema)
{
    /// <summary>The body of an entry with its schema.</summary>
    public static EventTypeDetailBody Of(CatalogEntryRecord entry, SchemaRecord? schema) => new(
        EventTypeBody.Of(entry, schema is null ? new HashSet<string>() : new HashSet<string> { schema.Ref }),
        schema is null ? null : RawJson.OrNull(schema.Schema));
}
