using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Secrets;
using Workflows.Abstractions.Storage;
using Workflows.Engine.Definitions.Checks;
using Workflows.Hosting.Definitions;

namespace Workflows.Hosting.Secrets;

/// <summary>Tells the check of definitions which secrets there are, and which of them have an old value.</summary>
internal sealed class SecretNames(IStore store, TimeProvider clock) : ISecretNames
{
    private const int PageSize = 1_000;
    private static readonly TimeSpan Stale = TimeSpan.FromDays(90);

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyDictionary<string, KnownSecret>> ListAsync(TenantId tenant, CancellationToken cancellationToken)
    {
        var known = new Dictionary<string, KnownSecret>(StringComparer.Ordinal);
        for (string? after = null; ;)
        {
            var page = await store.Secrets.ListAsync(tenant, after, PageSize, cancellationToken);
            foreach (var secret in page)
                known.Add(secret.Name, Describe(secret));
            if (page.Count < PageSize) return known;
            after = page[^1].Name;
        }
    }

    private KnownSecret Describe(SecretRecord secret)
    {
        var now = clock.GetUtcNow();
        return new KnownSecret(secret.Name, now - secret.ValueSetAt > Stale, secret.AccessedAt is null && now - secret.CreatedAt > Stale);
    }
}
