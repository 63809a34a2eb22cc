using Dapper;
using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Secrets;
using Workflows.Abstractions.Storage;
using Workflows.Abstractions.Tenancy;
using Workflows.Storage.Sql;
using Workflows.Storage.Tenancy;

namespace Workflows.Storage.Secrets;

/// <summary>Keeps secrets with SQL that both dialects take.</summary>
internal sealed class SecretStore(SqlDatabase database) : ISecretStore
{
    private const string InsertSql = """
        INSERT INTO secrets (
            tenant, name, description, value, wrapped_key, master_key, revision, created_by, created_ms, updated_by, updated_ms, value_ms,
            accessed_ms)
        VALUES (
            @Tenant, @Name, @Description, @Value, @WrappedKey, @MasterKey, @Revision, @CreatedBy, @CreatedMs, @UpdatedBy, @UpdatedMs,
            @ValueMs, @AccessedMs)
        ON CONFLICT DO NOTHING
        """;

    // The time of the last use is not part of a change: a use in the same moment must not be forgotten.
    private const string UpdateSql = """
        UPDATE secrets SET
            description = @Description, value = @Value, wrapped_key = @WrappedKey, master_key = @MasterKey, revision = @Revision,
            updated_by = @UpdatedBy, updated_ms = @UpdatedMs, value_ms = @ValueMs
        WHERE tenant = @Tenant AND name = @Name AND revision = @Revision - 1
        """;

    /// <inheritdoc/>
    public Task<bool> CreateAsync(SecretRecord secret, AuditRecord audit, CancellationToken cancellationToken) =>
        ChangeAsync(InsertSql, SecretRow.From(secret), audit, cancellationToken);

    /// <inheritdoc/>
    public Task<bool> UpdateAsync(SecretRecord secret, AuditRecord audit, CancellationToken cancellationToken) =>
        ChangeAsync(UpdateSql, SecretRow.From(secret), audit, cancellationToken);

    /// <inheritdoc/>
    public Task<bool> DeleteAsync(TenantId tenant, string name, AuditRecord audit, CancellationToken cancellationToken) =>
        ChangeAsync("DELETE FROM secrets WHERE tenant = @tenant AND name = @name", new { tenant = tenant.Value, name }, audit, cancellationToken);

    /// <inheritdoc/>
    public async Task<SecretRecord?> GetAsync(TenantId tenant, string name, CancellationToken cancellationToken)
    {
        var rows = await QueryAsync(
            $"SELECT {SecretRow.Columns} FROM secrets WHERE tenant = @tenant AND name = @name",
            new { tenant = tenant.Value, name }, cancellationToken);
        return rows.SingleOrDefault();
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<SecretRecord>> ListAsync(TenantId tenant, string? after, int limit, CancellationToken cancellationToken) =>
        QueryAsync(
            $"SELECT {SecretRow.Metadata} FROM secrets WHERE tenant = @tenant AND name > @after ORDER BY name LIMIT @limit",
            new { tenant = tenant.Value, after = after ?? "", limit = PageLimit.Check(limit) }, cancellationToken);

    /// <inheritdoc/>
    public Task NoteAccessAsync(TenantId tenant, string name, DateTimeOffset now, AuditRecord? audit, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async connection =>
            {
                await connection.ExecuteAsync(
                    """
                    UPDATE secrets SET accessed_ms = @now
                    WHERE tenant = @tenant AND name = @name AND (accessed_ms IS NULL OR accessed_ms < @now)
                    """,
                    new { tenant = tenant.Value, name, now = now.ToMs() });
                return audit is null ? 0 : await connection.AppendAuditAsync(database, audit);
            },
            cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<SecretRecord>> ListWrappedByOthersAsync(
        TenantId? tenant, string masterKey, int limit, CancellationToken cancellationToken) =>
        QueryAsync(
            $"""
            SELECT {SecretRow.Columns} FROM secrets WHERE master_key <> @masterKey{(tenant is null ? "" : " AND tenant = @tenant")}
            ORDER BY tenant, name LIMIT @limit
            """,
            new { tenant = tenant?.Value, masterKey, limit = PageLimit.Check(limit) }, cancellationToken);

    /// <inheritdoc/>
    public Task<bool> RewrapAsync(
        SecretRecord secret, ReadOnlyMemory<byte> wrappedKey, string masterKey, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async connection => await connection.ExecuteAsync(
                """
                UPDATE secrets SET wrapped_key = @wrapped, master_key = @masterKey
                WHERE tenant = @tenant AND name = @name AND revision = @revision AND master_key = @before
                """,
                new
                {
                    wrapped = wrappedKey.ToArray(),
                    masterKey,
                    tenant = secret.Tenant.Value,
                    name = secret.Name,
                    revision = secret.Revision,
                    before = secret.MasterKey,
                }) == 1,
            cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<SecretMention>> ListMentionsAsync(TenantId tenant, CancellationToken cancellationToken)
    {
        const string sql = """
            SELECT w.key AS Key, w.draft AS Draft, v.definition AS Published FROM workflows w
            LEFT JOIN workflow_versions v ON v.workflow = w.id AND v.version = w.published_version
            WHERE w.tenant = @tenant AND NOT w.deleted AND (w.draft LIKE '%$secret%' OR v.definition LIKE '%$secret%')
            ORDER BY w.key
            """;
        var rows = await database.ReadAsync(
            connection => connection.QueryAsync<MentionRow>(sql, new { tenant = tenant.Value }), cancellationToken);
        return [.. rows.Select(row => new SecretMention(row.Key, row.Draft.ToUtf8(), row.Published.ToUtf8()))];
    }

    private Task<bool> ChangeAsync(string sql, object values, AuditRecord audit, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async connection =>
            {
                if (await connection.ExecuteAsync(sql, values) == 0) return false;
                await connection.AppendAuditAsync(database, audit);
                return true;
            },
            cancellationToken);

    private async Task<IReadOnlyList<SecretRecord>> QueryAsync(string sql, object values, CancellationToken cancellationToken)
    {
        var rows = await database.ReadAsync(connection => connection.QueryAsync<SecretRow>(sql, values), cancellationToken);
        return [.. rows.Select(row => row.ToRecord())];
    }

    private sealed class MentionRow
    {
        public string Key { get; set; } = "";

        public string Draft { get; set; } = "";

        public string? Published { get; set; }
    }
}
