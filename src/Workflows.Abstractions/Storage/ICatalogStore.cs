using Workflows.Abstractions.Catalog;
using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Tenancy;

namespace Workflows.Abstractions.Storage;

/// <summary>Keeps event types, catalog entries and schemas. Every method throws <see cref="StoreException"/> when the store fails.</summary>
public interface ICatalogStore
{
    /// <summary>The number of an event type's name, made on first use.</summary>
    Task<EventTypeId> GetOrAddTypeAsync(string eventType, CancellationToken cancellationToken);

    /// <summary>All names with their numbers.</summary>
    Task<IReadOnlyList<(EventTypeId Id, string Name)>> ListTypesAsync(CancellationToken cancellationToken);

    /// <summary>Inserts or replaces entries by owner and type, without fences and audit rows: the seed of system entries.</summary>
    Task UpsertAsync(IReadOnlyList<CatalogEntryRecord> entries, CancellationToken cancellationToken);

    /// <summary>Inserts an entry with its audit row; false when the owner has the type already.</summary>
    Task<bool> CreateAsync(CatalogEntryRecord entry, AuditRecord audit, CancellationToken cancellationToken);

    /// <summary>Replaces an entry with its audit row; false when there is none, or its revision is not one less than the record's.</summary>
    Task<bool> UpdateAsync(CatalogEntryRecord entry, AuditRecord audit, CancellationToken cancellationToken);

    /// <summary>
    /// Inserts (revision 1) or replaces (as <see cref="UpdateAsync"/>) an entry, and inserts a schema, with their audit rows, in one transaction.
    /// </summary>
    Task<CatalogWrite> WriteWithSchemaAsync(
        CatalogEntryRecord entry, SchemaRecord schema, IReadOnlyList<AuditRecord> audits, CancellationToken cancellationToken);

    /// <summary>Removes an entry of a revision with its audit row; false when there is none, or its revision is another one.</summary>
    Task<bool> DeleteAsync(TenantId tenant, EventTypeId type, int revision, AuditRecord audit, CancellationToken cancellationToken);

    /// <summary>Every entry that a tenant sees: its own and the system's, both where both have a type.</summary>
    Task<IReadOnlyList<CatalogEntryRecord>> ListAsync(TenantId tenant, CancellationToken cancellationToken);

    /// <summary>Inserts or replaces system schemas by ref, without audit rows.</summary>
    Task UpsertSchemasAsync(IReadOnlyList<SchemaRecord> schemas, CancellationToken cancellationToken);

    /// <summary>Inserts a schema with its audit row; false when the owner has the ref already.</summary>
    Task<bool> CreateSchemaAsync(SchemaRecord schema, AuditRecord audit, CancellationToken cancellationToken);

    /// <summary>Replaces a schema with its audit row; false when the stored status and content hash are not those that were read.</summary>
    Task<bool> UpdateSchemaAsync(SchemaRecord schema, SchemaRecord read, AuditRecord audit, CancellationToken cancellationToken);

    /// <summary>A schema that a tenant sees, its own first; null when there is none.</summary>
    Task<SchemaRecord?> GetSchemaAsync(TenantId tenant, string schemaRef, CancellationToken cancellationToken);

    /// <summary>Every schema that a tenant sees, with <see cref="SchemaRecord.Schema"/> left empty, by ref.</summary>
    Task<IReadOnlyList<SchemaRecord>> ListSchemasAsync(TenantId tenant, CancellationToken cancellationToken);
}
