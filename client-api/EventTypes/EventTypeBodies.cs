using Workflows.Abstractions.Json;
using Workflows.Catalog.Entries;
using Workflows.Catalog.Schemas;
using Workflows.Hosting.Metrics;

namespace Workflows.ClientApi.EventTypes;

/// <summary>A page of event types.</summary>
/// <param name="Items">The entries in the order that was asked for.</param>
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

    /// <summary>Whether nothing in the product raises the event yet. It can be published and simulated all the same.</summary>
    public required bool CatalogOnly { get; init; }

    /// <summary>Why nothing raises it.</summary>
    public string? CatalogOnlyReason { get; init; }

    /// <summary>Whether newer types take its place. It goes on working.</summary>
    public required bool Legacy { get; init; }

    /// <summary>Older types that it takes the place of.</summary>
    public IReadOnlyList<string>? Supersedes { get; init; }

    /// <summary>Newer types that take its place.</summary>
    public IReadOnlyList<string>? SupersededBy { get; init; }

    /// <summary>Published workflows that listen to it.</summary>
    public required int AttachedWorkflows { get; init; }

    /// <summary>Figures of the last seven days.</summary>
    public required QuickMetricsBody Metrics { get; init; }

    /// <summary>The number of changes so far; also the ETag.</summary>
    public required int Revision { get; init; }

    /// <summary>When it changed last.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>The body of an entry.</summary>
    public static EventTypeBody Of(CatalogEntry entry, EventTypeFigures figures) => new()
    {
        Type = entry.EventType,
        Name = entry.Name,
        Description = entry.Record.Description,
        Category = entry.Record.Category,
        Status = entry.Status,
        Source = entry.IsSystem ? "system" : "tenant",
        PayloadSchemaRef = entry.SchemaRef,
        PayloadSchemaStatus = entry.SchemaRef is not { } schemaRef ? "missing" : figures.Refs.Contains(schemaRef) ? "known" : "unknown",
        CatalogOnly = entry.IsCatalogOnly,
        CatalogOnlyReason = entry.CatalogOnlyReason,
        Legacy = entry.SupersededBy.Count > 0,
        Supersedes = OrNull(entry.Supersedes),
        SupersededBy = OrNull(entry.SupersededBy),
        AttachedWorkflows = figures.Attached.GetValueOrDefault(entry.TypeId),
        Metrics = QuickMetricsBody.Of(figures.Metrics.GetValueOrDefault(entry.TypeId)),
        Revision = entry.Record.Revision,
        UpdatedAt = entry.Record.UpdatedAt,
    };

    private static IReadOnlyList<string>? OrNull(IReadOnlyList<string> names) => names.Count == 0 ? null : names;
}

/// <summary>Figures of an event type.</summary>
/// <param name="Executions">Events that came.</param>
/// <param name="SuccessRate">Succeeded runs by ended runs, 0 to 1; absent when none ended.</param>
/// <param name="MeanDurationMs">The mean duration of ended runs; absent when none ended.</param>
internal sealed record QuickMetricsBody(long Executions, double? SuccessRate, double? MeanDurationMs)
{
    /// <summary>The body of figures.</summary>
    public static QuickMetricsBody Of(QuickMetrics? metrics) =>
        metrics is null ? new(0, null, null) : new(metrics.Executions, metrics.SuccessRate, metrics.MeanDurationMs);
}

/// <summary>An entry of the event catalog with its schema.</summary>
/// <param name="EventType">The entry.</param>
/// <param name="PayloadSchema">The JSON Schema of the payload, when its ref is known.</param>
internal sealed record EventTypeDetailBody(EventTypeBody EventType, JsonValue? PayloadSchema)
{
    /// <summary>The body of an entry with its schema.</summary>
    public static EventTypeDetailBody Of(CatalogEntry entry, EventTypeFigures figures, RegisteredSchema? schema) =>
        new(EventTypeBody.Of(entry, figures), schema?.Document);
}

/// <summary>The categories of the catalog.</summary>
/// <param name="Items">By name.</param>
internal sealed record CategoryListBody(IReadOnlyList<CategoryBody> Items);

/// <summary>A group of event types.</summary>
/// <param name="Category">Its name.</param>
/// <param name="EventTypes">How many types are in it.</param>
internal sealed record CategoryBody(string Category, int EventTypes);

/// <summary>An event type to define.</summary>
/// <param name="Type">SCREAMING_SNAKE_CASE or dotted; only when it is made, it never changes.</param>
/// <param name="Name">The display name.</param>
/// <param name="Description">What the event says.</param>
/// <param name="Category">The group in lists; <c>Custom</c> when absent.</param>
/// <param name="Status"><c>active</c> (the default), <c>beta</c>, <c>draft</c> or <c>deprecated</c>.</param>
/// <param name="PayloadSchemaRef">An active schema of the registry.</param>
/// <param name="PayloadSchema">A JSON Schema that is registered and activated with the entry, instead of a ref.</param>
internal sealed record EventTypeChangeBody(
    string Type, string Name, string? Description, string? Category, string? Status, string? PayloadSchemaRef, JsonValue PayloadSchema);
