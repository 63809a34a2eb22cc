using System.Text;
using Dapper;
using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Storage;
using Workflows.Abstractions.Tenancy;
using Workflows.Storage.Sql;

namespace Workflows.Storage.Tenancy;

/// <summary>Keeps tenants, API keys and the audit trail with SQL that both dialects take.</summary>
internal sealed class TenantStore(SqlDatabase database) : ITenantStore
{
    private const string TenantColumns = "id, key, settings, created_ms AS CreatedMs";

    private const string KeyColumns =
        "hash, tenant, name, roles, created_ms AS CreatedMs, expires_ms AS ExpiresMs, revoked_ms AS RevokedMs";

    /// <inheritdoc/>
    public async Task<TenantRecord> GetOrAddAsync(string key, DateTimeOffset now, CancellationToken cancellationToken)
    {
        const string find = $"SELECT {TenantColumns} FROM tenants WHERE key = @key";
        var row = await database.ReadAsync(
            connection => connection.QuerySingleOrDefaultAsync<TenantRow>(find, new { key }), cancellationToken);
        row ??= await database.WriteAsync(
            async connection =>
            {
                await connection.ExecuteAsync(
                    "INSERT INTO tenants (key, settings, created_ms) VALUES (@key, '', @created) ON CONFLICT DO NOTHING",
                    new { key, created = now.ToMs() });
                return await connection.QuerySingleAsync<TenantRow>(find, new { key });
            },
            cancellationToken);
        return row.ToRecord();
    }

    /// <inheritdoc/>
    public async Task<TenantRecord?> GetAsync(TenantId tenant, CancellationToken cancellationToken)
    {
        var row = await database.ReadAsync(
            connection => connection.QuerySingleOrDefaultAsync<TenantRow>(
                $"SELECT {TenantColumns} FROM tenants WHERE id = @id", new { id = tenant.Value }),
            cancellationToken);
        return row?.ToRecord();
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<TenantRecord>> ListAsync(CancellationToken cancellationToken)
    {
        var rows = await database.ReadAsync(
            connection => connection.QueryAsync<TenantRow>($"SELECT {TenantColumns} FROM tenants ORDER BY id"), cancellationToken);
        return [.. rows.Select(row => row.ToRecord())];
    }

    /// <inheritdoc/>
    public Task<ReadOnlyMemory<byte>> ChangeSettingsAsync(
        TenantId tenant, Func<ReadOnlyMemory<byte>, ReadOnlyMemory<byte>> change, AuditRecord audit, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async connection =>
            {
                while (true)
                {
                    var before = await connection.QuerySingleAsync<string>("SELECT settings FROM tenants WHERE id = @id", new { id = tenant.Value });
                    var settings = change(Encoding.UTF8.GetBytes(before));
                    var changed = await connection.ExecuteAsync(
                        "UPDATE tenants SET settings = @settings WHERE id = @id AND settings = @before",
                        new { id = tenant.Value, settings = settings.ToText(), before });
                    if (changed == 0) continue;
                    await connection.AppendAuditAsync(database, audit);
                    return settings;
                }
            },
            cancellationToken);

    /// <inheritdoc/>
    public async Task<ApiKeyRecord?> FindApiKeyAsync(string hash, CancellationToken cancellationToken)
    {
        var row = await database.ReadAsync(
            connection => connection.QuerySingleOrDefaultAsync<ApiKeyRow>(
                $"SELECT {KeyColumns} FROM api_keys WHERE hash = @hash", new { hash }),
            cancellationToken);
        return row?.ToRecord();
    }

    /// <inheritdoc/>
    public Task AddApiKeyAsync(ApiKeyRecord key, AuditRecord audit, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async connection =>
            {
                var added = await connection.ExecuteAsync(
                    """
                    INSERT INTO api_keys (hash, tenant, name, roles, created_ms, expires_ms, revoked_ms)
                    VALUES (@Hash, @Tenant, @Name, @Roles, @CreatedMs, @ExpiresMs, @RevokedMs)
                    ON CONFLICT DO NOTHING
                    """,
                    new
                    {
                        key.Hash,
                        Tenant = key.Tenant.Value,
                        key.Name,
                        key.Roles,
                        CreatedMs = key.CreatedAt.ToMs(),
                        ExpiresMs = key.ExpiresAt?.ToMs(),
                        RevokedMs = key.RevokedAt?.ToMs(),
                    });
                return added == 0 ? 0 : await connection.AppendAuditAsync(database, audit);
            },
            cancellationToken);

    /// <inheritdoc/>
    public Task<bool> RevokeApiKeyAsync(
        TenantId tenant, string name, DateTimeOffset now, AuditRecord audit, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async connection =>
            {
                var revoked = await connection.ExecuteAsync(
                    "UPDATE api_keys SET revoked_ms = @now WHERE tenant = @tenant AND name = @name AND revoked_ms IS NULL",
                    new { tenant = tenant.Value, name, now = now.ToMs() });
                if (revoked == 0) return false;
                await connection.AppendAuditAsync(database, audit);
                return true;
            },
            cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ApiKeyRecord>> ListApiKeysAsync(TenantId tenant, CancellationToken cancellationToken)
    {
        var rows = await database.ReadAsync(
            connection => connection.QueryAsync<ApiKeyRow>(
                $"SELECT {KeyColumns} FROM api_keys WHERE tenant = @tenant ORDER BY name, created_ms", new { tenant = tenant.Value }),
            cancellationToken);
        return [.. rows.Select(row => row.ToRecord())];
    }

    /// <inheritdoc/>
    public Task AuditAsync(AuditRecord audit, CancellationToken cancellationToken) =>
        database.WriteAsync(connection => connection.AppendAuditAsync(database, audit), cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<AuditRecord>> ListAuditAsync(
        TenantId tenant, string? subject, Guid? before, int limit, CancellationToken cancellationToken)
    {
        PageLimit.Check(limit);
        var sql = "SELECT id, tenant, actor, operation, subject, details FROM audit WHERE tenant = @Tenant"
            + (subject is null ? "" : " AND subject = @Subject")
            + (before is null ? "" : " AND id < @Before")
            + " ORDER BY id DESC LIMIT @Limit";
        var values = new { Tenant = tenant.Value, Subject = subject, Before = before is { } id ? database.Uuid(id) : null, Limit = limit };
        var rows = await database.ReadAsync(connection => connection.QueryAsync<AuditRow>(sql, values), cancellationToken);
        return [.. rows.Select(row => row.ToRecord(database))];
    }
}
