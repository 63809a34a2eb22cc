using Microsoft.Extensions.Logging;
using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Storage;

namespace Workflows.Hosting.Secrets;

/// <summary>Replaces the wraps of older master keys by those of the active one. Values and revisions stay as they are.</summary>
public sealed partial class SecretRewrap(IStore store, SecretVault vault, ILogger<SecretRewrap> logger)
{
    private const int PageSize = 200;

    /// <summary>Rewraps the secrets of all tenants.</summary>
    public Task<SecretRotation> RunAsync(CancellationToken cancellationToken) => RunAsync(null, cancellationToken);

    /// <summary>Rewraps the secrets of one tenant, or of all.</summary>
    internal async Task<SecretRotation> RunAsync(TenantId? tenant, CancellationToken cancellationToken)
    {
        var (active, rewrapped) = (vault.ActiveKey, 0);
        var failed = new HashSet<(TenantId, string)>();
        while (true)
        {
            // Unreadable ones come first in every page: when they fill it, those behind them wait for the operator, too.
            var page = await store.Secrets.ListWrappedByOthersAsync(tenant, active, PageSize, cancellationToken);
            var left = page.Where(secret => !failed.Contains((secret.Tenant, secret.Name))).ToArray();
            if (left.Length == 0) return new SecretRotation(active, rewrapped, failed.Count);
            foreach (var secret in left)
            {
                try
                {
                    var (wrappedKey, masterKey) = vault.Rewrap(secret);
                    if (await store.Secrets.RewrapAsync(secret, wrappedKey, masterKey, cancellationToken)) rewrapped++;
                }
                catch (SecretUnreadableException exception)
                {
                    LogUnreadable(logger, exception.Message);
                    failed.Add((secret.Tenant, secret.Name));
                }
            }
        }
    }

    [LoggerMessage(EventId = 2001, Level = LogLevel.Error, Message = "{Reason} It stays wrapped as it is")]
    private static partial void LogUnreadable(ILogger logger, string reason);
}
