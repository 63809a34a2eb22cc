using System.Collections.Concurrent;
using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Storage;
using Workflows.Catalog.Entries;

namespace Workflows.Hosting.Catalog;

/// <summary>Names and numbers of event types, and which types a tenant's catalog has; remembered in memory.</summary>
public sealed class EventTypeDirectory(IStore store, CatalogDirectory catalogs)
{
    private readonly ConcurrentDictionary<string, EventTypeId> ids = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<EventTypeId, string> names = new();

    /// <summary>The number of a name, made on first use.</summary>
    public async ValueTask<EventTypeId> GetIdAsync(string name, CancellationToken cancellationToken)
    {
        if (ids.TryGetValue(name, out var known)) return known;
        var id = await store.Catalog.GetOrAddTypeAsync(name, cancellationToken);
        Remember(id, name);
        return id;
    }

    /// <summary>The number of a name that was asked for before.</summary>
    public bool TryGetId(string name, out EventTypeId id) => ids.TryGetValue(name, out id);

    /// <summary>The name of a number.</summary>
    public async ValueTask<string> GetNameAsync(EventTypeId id, CancellationToken cancellationToken)
    {
        if (names.TryGetValue(id, out var known)) return known;
        foreach (var (number, name) in await store.Catalog.ListTypesAsync(cancellationToken)) Remember(number, name);
        return names.TryGetValue(id, out known) ? known : throw new InvalidOperationException($"No event type has the number {id.Value}.");
    }

    /// <summary>The event types that a tenant may publish and listen to.</summary>
    public async ValueTask<IReadOnlySet<string>> GetCatalogAsync(TenantId tenant, CancellationToken cancellationToken) =>
        (await catalogs.GetAsync(tenant, cancellationToken)).Types;

    private void Remember(EventTypeId id, string name) => (ids[name], names[id]) = (id, name);
}
