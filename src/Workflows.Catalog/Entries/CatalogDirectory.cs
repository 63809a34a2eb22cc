using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Storage;
using Workflows.Catalog.Caching;

namespace Workflows.Catalog.Entries;

/// <summary>
/// Finds the catalog entries that a tenant sees. A catalog is remembered for half a minute, and read again for a type that it lacks when it is
/// older than two seconds. A change in this process is seen at once.
/// </summary>
public sealed class CatalogDirectory(IStore store, TimeProvider clock)
{
    private const int Capacity = 10_000;
    private static readonly TimeSpan Life = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LifeForMisses = TimeSpan.FromSeconds(2);
    private readonly TenantCache<int, TenantCatalog> catalogs = new(clock, Capacity);

    /// <summary>The catalog of a tenant.</summary>
    /// <exception cref="StoreException">The store failed.</exception>
    public ValueTask<TenantCatalog> GetAsync(TenantId tenant, CancellationToken cancellationToken) =>
        catalogs.TryGet(tenant, 0, out var known) ? new(known) : LoadAsync(tenant, cancellationToken);

    /// <summary>The entry of a type; null when the tenant's catalog has none.</summary>
    /// <exception cref="StoreException">The store failed.</exception>
    public async ValueTask<CatalogEntry?> FindAsync(TenantId tenant, string eventType, CancellationToken cancellationToken)
    {
        var catalog = await GetAsync(tenant, cancellationToken);
        if (catalog.Find(eventType) is { } entry) return entry;
        if (catalogs.TryGet(tenant, 0, out _, LifeForMisses)) return null;
        return (await LoadAsync(tenant, cancellationToken)).Find(eventType);
    }

    /// <summary>Forgets a tenant's catalog after it changed; everybody's, for the system.</summary>
    public void Invalidate(TenantId tenant) => catalogs.Invalidate(tenant);

    private async ValueTask<TenantCatalog> LoadAsync(TenantId tenant, CancellationToken cancellationToken)
    {
        var generation = catalogs.Generation(tenant);
        var catalog = new TenantCatalog(await store.Catalog.ListAsync(tenant, cancellationToken));
        catalogs.Set(tenant, 0, catalog, generation, Life);
        return catalog;
    }
}
