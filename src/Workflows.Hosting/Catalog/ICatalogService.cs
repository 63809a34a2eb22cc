using Workflows.Catalog.Entries;
using Workflows.Hosting.Tenancy;

namespace Workflows.Hosting.Catalog;

/// <summary>A tenant's own event types. Its entry of a type wins over the system's.</summary>
public interface ICatalogService
{
    /// <summary>Defines an event type, with the schema of its payload where one is given.</summary>
    Task<Result<CatalogEntry>> CreateAsync(Caller caller, string eventType, EntryChange change, CancellationToken cancellationToken);

    /// <summary>Changes an entry.</summary>
    /// <param name="caller">Who does it.</param>
    /// <param name="eventType">The type.</param>
    /// <param name="expectedRevision">The revision that the change was made from; null for whatever there is.</param>
    /// <param name="change">Makes what the entry is to say from what it says, or refuses.</param>
    /// <param name="cancellationToken">Cancels.</param>
    Task<Result<CatalogEntry>> UpdateAsync(
        Caller caller, string eventType, int? expectedRevision, Func<CatalogEntry, Result<EntryChange>> change,
        CancellationToken cancellationToken);

    /// <summary>Removes an entry that no published workflow listens to; one of the system of the same type comes back.</summary>
    Task<Result<CatalogEntry>> DeleteAsync(Caller caller, string eventType, int? expectedRevision, CancellationToken cancellationToken);
}
