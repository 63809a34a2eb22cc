using Workflows.Abstractions.Catalog;
using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Json;

namespace Workflows.Catalog.Entries;

/// <summary>An entry of a tenant's catalog with its attributes read.</summary>
/// <param name="record">The stored entry.</param>
public sealed class CatalogEntry(CatalogEntryRecord record)
{
    private readonly JsonValue attributes =
        record.Attributes.IsEmpty ? JsonValue.EmptyObject : JsonValue.Parse(record.Attributes);

    /// <summary>The stored entry.</summary>
    public CatalogEntryRecord Record => record;

    /// <summary>The event type.</summary>
    public string EventType => record.EventType;

    /// <summary>The number of its name.</summary>
    public EventTypeId TypeId => record.TypeId;

    /// <summary>The display name.</summary>
    public string Name => record.Name;

    /// <summary><c>active</c>, <c>beta</c>, <c>draft</c> or <c>deprecated</c>.</summary>
    public string Status => record.Status;

    /// <summary>The ref of the payload's schema; null when the entry has none.</summary>
    public string? SchemaRef => record.PayloadSchemaRef;

    /// <summary>Whether it is the system's entry; else it is the tenant's own.</summary>
    public bool IsSystem => record.Tenant == TenantId.System;

    /// <summary>Whether nothing in the product raises the event yet.</summary>
    public bool IsCatalogOnly => attributes["catalogOnly"] == JsonValue.True;

    /// <summary>Why nothing raises it; null when something does.</summary>
    public string? CatalogOnlyReason => attributes["catalogOnlyReason"] is { Kind: JsonKind.String } reason ? reason.GetString() : null;

    /// <summary>Older event types that it takes the place of.</summary>
    public IReadOnlyList<string> Supersedes => Names("supersedes");

    /// <summary>Newer event types that take its place; it is a legacy type when there are any.</summary>
    public IReadOnlyList<string> SupersededBy => Names("supersededBy");

    private string[] Names(string attribute)
    {
        var list = attributes[attribute];
        if (list.Kind != JsonKind.Array) return [];
        var names = new string[list.Count];
        for (var i = 0; i < names.Length; i++) names[i] = list[i].GetString();
        return names;
    }
}
