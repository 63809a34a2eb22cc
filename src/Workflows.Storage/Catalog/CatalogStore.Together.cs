using Dapper;
using Workflows.Abstractions.Catalog;
using Workflows.Abstractions.Storage;
using Workflows.Abstractions.Tenancy;
using Workflows.Storage.Tenancy;

namespace Workflows.Storage.Catalog;

/// <summary>An entry and its schema in one transaction.</summary>
internal sealed partial class CatalogStore
{
    /// <inheritdoc/>
    public async Task<CatalogWrite> WriteWithSchemaAsync(
        CatalogEntryRecord entry, SchemaRecord schema, IReadOnlyList<AuditRecord> audits, CancellationToken cancellationToken)
    {
        var isNew = entry.Revision == 1;
        try
        {
            return await database.WriteAsync(
                async connection =>
                {
                    if (await connection.ExecuteAsync(isNew ? $"{InsertSql} ON CONFLICT DO NOTHING" : UpdateSql, CatalogEntryRow.From(entry)) == 0)
                        throw new AbandonedException(isNew ? CatalogWrite.EntryExists : CatalogWrite.EntryChanged);
                    if (await connection.ExecuteAsync($"{InsertSchemaSql} ON CONFLICT DO NOTHING", SchemaRow.From(schema)) == 0)
                        throw new AbandonedException(CatalogWrite.SchemaExists);
                    foreach (var audit in audits) await connection.AppendAuditAsync(database, audit);
                    return CatalogWrite.Done;
                },
                cancellationToken);
        }
        catch (AbandonedException abandoned)
        {
            return abandoned.Reason;
        }
    }

    /// <summary>Rolls the transaction back.</summary>
    private sealed class AbandonedException(CatalogWrite reason) : Exception
    {
        public CatalogWrite Reason => reason;
    }
}
