using Dapper;
using Workflows.Abstractions.Catalog;
using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Storage;
using Workflows.Abstractions.Tenancy;
using Workflows.Storage.Sql;
using Workflows.Storage.Tenancy;

namespace Workflows.Storage.Catalog;

/// <summary>Keeps event types and catalog entries with SQL that both dialects take.</summary>
internal sealed partial class CatalogStore(SqlDatabase database) : ICatalogStore
{
    private const string InsertSql = """
        INSERT INTO catalog_entries (
            tenant, type, name, description, category, status, payload_schema_ref, attributes, created_ms, updated_ms, revision)
        VALUES (
            @Tenant, @Type, @Name, @Description, @Category, @Status, @PayloadSchemaRef, @Attributes, @CreatedMs, @UpdatedMs, @Revision)
        """;

    private const string ReplaceColumns = """
        name = @Name, description = @Description, category = @Category, status = @Status, payload_schema_ref = @PayloadSchemaRef,
        attributes = @Attributes, updated_ms = @UpdatedMs
        """;

    private const string UpdateSql =
        $"UPDATE catalog_entries SET {ReplaceColumns}, revision = @Revision WHERE tenant = @Tenant AND type = @Type AND revision = @Revision - 1";

    private const string ListSql = """
        SELECT e.tenant, e.type, t.name AS EventType, e.name, e.description, e.category, e.status,
            e.payload_schema_ref AS PayloadSchemaRef, e.attributes, e.created_ms AS CreatedMs, e.updated_ms AS UpdatedMs, e.revision
        FROM catalog_entries e JOIN event_types t ON t.id = e.type
        WHERE e.tenant IN (0, @tenant)
        ORDER BY t.name, e.tenant
        """;

    /// <inheritdoc/>
    public async Task<EventTypeId> GetOrAddTypeAsync(string eventType, CancellationToken cancellationToken)
    {
        const string find = "SELECT id FROM event_types WHERE name = @eventType";
        var id = await database.ReadAsync(
            connection => connection.ExecuteScalarAsync<int?>(find, new { eventType }), cancellationToken);
        id ??= await database.WriteAsync(
            async connection =>
            {
                await connection.ExecuteAsync(
                    "INSERT INTO event_types (name) VALUES (@eventType) ON CONFLICT DO NOTHING", new { eventType });
                return await connection.ExecuteScalarAsync<int>(find, new { eventType });
            },
            cancellationToken);
        return new EventTypeId(id.Value);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<(EventTypeId Id, string Name)>> ListTypesAsync(CancellationToken cancellationToken)
    {
        var rows = await database.ReadAsync(
            connection => connection.QueryAsync<EventTypeRow>("SELECT id, name FROM event_types ORDER BY id"), cancellationToken);
        return [.. rows.Select(row => (new EventTypeId(row.Id), row.Name))];
    }

    /// <inheritdoc/>
    public Task UpsertAsync(IReadOnlyList<CatalogEntryRecord> entries, CancellationToken cancellationToken) =>
        database.WriteAsync(
            connection => connection.ExecuteAsync(
                $"{InsertSql} ON CONFLICT (tenant, type) DO UPDATE SET {ReplaceColumns}, revision = catalog_entries.revision + 1",
                entries.Select(CatalogEntryRow.From)),
            cancellationToken);

    /// <inheritdoc/>
    public Task<bool> CreateAsync(CatalogEntryRecord entry, AuditRecord audit, CancellationToken cancellationToken) =>
        ChangeAsync($"{InsertSql} ON CONFLICT DO NOTHING", CatalogEntryRow.From(entry), audit, cancellationToken);

    /// <inheritdoc/>
    public Task<bool> UpdateAsync(CatalogEntryRecord entry, AuditRecord audit, CancellationToken cancellationToken) =>
        ChangeAsync(UpdateSql, CatalogEntryRow.From(entry), audit, cancellationToken);

    /// <inheritdoc/>
    public Task<bool> DeleteAsync(TenantId tenant, EventTypeId type, int revision, AuditRecord audit, CancellationToken cancellationToken) =>
        ChangeAsync(
            "DELETE FROM catalog_entries WHERE tenant = @tenant AND type = @type AND revision = @revision",
            new { tenant = tenant.Value, type = type.Value, revision },
            audit,
            cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<CatalogEntryRecord>> ListAsync(TenantId tenant, CancellationToken cancellationToken)
    {
        var rows = await database.ReadAsync(
            connection => connection.QueryAsync<CatalogEntryRow>(ListSql, new { tenant = tenant.Value }), cancellationToken);
        return [.. rows.Select(row => row.ToRecord())];
    }

    /// <summary>Runs one statement and, when it changed a row, appends the audit row.</summary>
    private Task<bool> ChangeAsync(string sql, object values, AuditRecord audit, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async connection =>
            {
                if (await connection.ExecuteAsync(sql, values) == 0) return false;
                await connection.AppendAuditAsync(database, audit);
                return true;
            },
            cancellationToken);
}
