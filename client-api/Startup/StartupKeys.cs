using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Storage;
using Workflows.Abstractions.Tenancy;
using Workflows.ClientApi.Audit;
using Workflows.ClientApi.Auth;
using Workflows.ClientApi.Configuration;
using Workflows.Hosting.Tenancy;

namespace Workflows.ClientApi.Startup;

/// <summary>
/// The keys that a start makes sure of: the configured admin and system keys, and, without any configured credential, the development key, which is made
/// once and kept in the data folder.
/// </summary>
internal sealed class StartupKeys(IStore store, ServerOptions options, AuditTrail audit, TimeProvider clock)
{
    private const string Actor = "server";
    private const string DevelopmentName = "development";

    /// <summary>The development key; null when credentials are configured.</summary>
    public string? Development { get; private set; }

    /// <summary>Makes sure of the keys of a tenant.</summary>
    public async Task EnsureAsync(TenantId tenant, CancellationToken cancellationToken)
    {
        if (options.HasCredentials) await RevokeDevelopmentAsync(tenant, cancellationToken);
        if (options.AdminKey is { } adminKey)
            await AddAsync(tenant, $"admin-{ApiKeyText.Hash(adminKey)[..8]}", adminKey, cancellationToken);
        if (options.SystemKey is { } systemKey)
            await AddAsync(tenant, $"system-{ApiKeyText.Hash(systemKey)[..8]}", systemKey, cancellationToken, Roles.SystemAdmin);
        if (!options.HasCredentials) Development = await EnsureDevelopmentAsync(tenant, cancellationToken);
    }

    private async Task<string> EnsureDevelopmentAsync(TenantId tenant, CancellationToken cancellationToken)
    {
        if (await DataFolder.ReadKeyAsync(options.Data, cancellationToken) is { } kept)
        {
            var known = await store.Tenants.FindApiKeyAsync(ApiKeyText.Hash(kept), cancellationToken);
            if (known is null) await AddAsync(tenant, DevelopmentName, kept, cancellationToken);
            if (known is null or { RevokedAt: null }) return kept;
        }

        var key = ApiKeyText.Create();
        await DataFolder.WriteKeyAsync(options.Data, key, cancellationToken);
        await AddAsync(tenant, DevelopmentName, key, cancellationToken);
        return key;
    }

    private async Task RevokeDevelopmentAsync(TenantId tenant, CancellationToken cancellationToken)
    {
        var keys = await store.Tenants.ListApiKeysAsync(tenant, cancellationToken);
        if (!keys.Any(key => key is { Name: DevelopmentName, RevokedAt: null })) return;
        var row = audit.Row(new Caller(tenant, Actor), "key.revoke", $"key:{DevelopmentName}", ("reason", "credentials are configured"));
        await store.Tenants.RevokeApiKeyAsync(tenant, DevelopmentName, clock.GetUtcNow(), row, cancellationToken);
    }

    private async Task AddAsync(TenantId tenant, string name, string text, CancellationToken cancellationToken, string role = Roles.Admin)
    {
        var hash = ApiKeyText.Hash(text);
        if (await store.Tenants.FindApiKeyAsync(hash, cancellationToken) is not null) return;
        var key = new ApiKeyRecord(hash, tenant, name, role, clock.GetUtcNow(), null, null);
        await store.Tenants.AddApiKeyAsync(key, audit.Row(new Caller(tenant, Actor), "key.create", $"key:{name}"), cancellationToken);
    }
}
