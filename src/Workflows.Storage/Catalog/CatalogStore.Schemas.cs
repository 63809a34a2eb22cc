using Dapper;
using Workflows.Abstractions.Catalog;
using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Tenancy;

namespace Workflows.Storage.Catalog;

/// <summary>The schema registry.</summary>
internal sealed partial class CatalogStore
{
    private const string SchemaHead =
        "tenant, ref, status, content_hash AS ContentHash, created_by AS CreatedBy, created_ms AS CreatedMs, updated_ms AS UpdatedMs";

    private const string InsertSchemaSql = """
        INSERT INTO schemas (tenant, ref, status, schema, content_hash, created_by, created_ms, updated_ms)
        VALUES (@Tenant, @Ref, @Status, @Schema, @ContentHash, @CreatedBy, @CreatedMs, @UpdatedMs)
        """;

    private const string ReplaceSchemaColumns =
        "status = @Status, schema = @Schema, content_hash = @ContentHash, created_by = @CreatedBy, updated_ms = @UpdatedMs";

    private const string VisibleSchemasSql = $"""
        SELECT {SchemaHead} FROM schemas s
        WHERE s.tenant = @tenant
            OR (s.tenant = 0 AND NOT EXISTS (SELECT 1 FROM schemas own WHERE own.tenant = @tenant AND own.ref = s.ref))
        ORDER BY ref
        """;

    /// <inheritdoc/>
    public Task UpsertSchemasAsync(IReadOnlyList<SchemaRecord> schemas, CancellationToken cancellationToken) =>
        database.WriteAsync(
            connection => connection.ExecuteAsync(
                $"{InsertSchemaSql} ON CONFLICT (tenant, ref) DO UPDATE SET {ReplaceSchemaColumns}", schemas.Select(SchemaRow.From)),
            cancellationToken);

    /// <inheritdoc/>
    public Task<bool> CreateSchemaAsync(SchemaRecord schema, AuditRecord audit, CancellationToken cancellationToken) =>
        ChangeAsync($"{InsertSchemaSql} ON CONFLICT DO NOTHING", SchemaRow.From(schema), audit, cancellationToken);

    /// <inheritdoc/>
    public Task<bool> UpdateSchemaAsync(SchemaRecord schema, SchemaRecord read, AuditRecord audit, CancellationToken cancellationToken)
    {
        var values = new DynamicParameters(SchemaRow.From(schema));
        values.Add("ReadStatus", read.Status);
        values.Add("ReadHash", read.ContentHash);
        return ChangeAsync(
            $"""
            UPDATE schemas SET {ReplaceSchemaColumns}
            WHERE tenant = @Tenant AND ref = @Ref AND status = @ReadStatus AND content_hash = @ReadHash
            """,
            values,
            audit,
            cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<SchemaRecord?> GetSchemaAsync(TenantId tenant, string schemaRef, CancellationToken cancellationToken)
    {
        const string sql = $"""
            SELECT {SchemaHead}, schema FROM schemas WHERE tenant IN (0, @tenant) AND ref = @schemaRef ORDER BY tenant DESC LIMIT 1
            """;
        var row = await database.ReadAsync(
            connection => connection.QuerySingleOrDefaultAsync<SchemaRow>(sql, new { tenant = tenant.Value, schemaRef }), cancellationToken);
        return row?.ToRecord();
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<SchemaRecord>> ListSchemasAsync(TenantId tenant, CancellationToken cancellationToken)
    {
        var rows = await database.ReadAsync(
            connection => connection.QueryAsync<SchemaRow>(VisibleSchemasSql, new { tenant = tenant.Value }), cancellationToken);
        return [.. rows.Select(row => row.ToRecord())];
    }
}
