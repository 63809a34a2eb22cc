using Workflows.Abstractions.Catalog;
using Workflows.Abstractions.Ids;

namespace Workflows.Catalog.Entries;

/// <summary>The event types that a tenant may publish and listen to, at one moment. Its own entry of a type wins over the system's.</summary>
public sealed class TenantCatalog
{
    private readonly Dictionary<string, CatalogEntry> entries;

    internal TenantCatalog(IReadOnlyList<CatalogEntryRecord> records)
    {
        entries = new Dictionary<string, CatalogEntry>(records.Count, StringComparer.Ordinal);
        foreach (var record in records)
            if (record.Tenant != TenantId.System || !entries.ContainsKey(record.EventType)) entries[record.EventType] = new CatalogEntry(record);
        Types = entries.Keys.ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>The names of all types.</summary>
    public IReadOnlySet<string> Types { get; }

    /// <summary>All entries, in no particular order.</summary>
    public IReadOnlyCollection<CatalogEntry> Entries => entries.Values;

    /// <summary>The entry of a type; null when there is none.</summary>
    public CatalogEntry? Find(string eventType) => entries.GetValueOrDefault(eventType);

    /// <summary>The type that a misspelt one most likely means; null when none is near.</summary>
    public string? Nearest(string eventType) => Engine.Nearest.Of(eventType, Types);
}
