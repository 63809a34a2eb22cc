using System.Security.Cryptography;
using System.Text;
using Workflows.Abstractions.Storage;
using Workflows.Abstractions.Tenancy;
using Workflows.Hosting.Changes;
using Workflows.Hosting.Tenancy;

namespace Workflows.ClientApi.Auth;

/// <summary>Verifies API keys against the store, and remembers the answer for a short while.</summary>
internal sealed class ApiKeyVerifier : ICredentialVerifier
{
    private const string Topic = "keys";
    private const int MaxRemembered = 10_000;
    private static readonly TimeSpan RememberGood = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan RememberUnknown = TimeSpan.FromSeconds(5);
    private readonly IStore store;
    private readonly TimeProvider clock;
    private readonly ChangeSignals signals;
    private readonly ChangeCache<string, Remembered> answers = new();

    public ApiKeyVerifier(IStore store, TimeProvider clock, ChangeSignals signals)
    {
        (this.store, this.clock, this.signals) = (store, clock, signals);
        signals.Register(Topic, answers.Forget);
    }

    /// <inheritdoc/>
    public bool Recognises(string credential) => credential.StartsWith(ApiKeyText.Prefix, StringComparison.Ordinal);

    /// <inheritdoc/>
    public async ValueTask<CredentialIdentity?> VerifyAsync(string credential, CancellationToken cancellationToken)
    {
        var hash = ApiKeyText.Hash(credential);
        var now = clock.GetUtcNow();
        if (answers.TryGet(hash, out var known) && now < known.Until) return known.IdentityAt(now);

        if (answers.Count >= MaxRemembered) answers.Forget();
        var readAt = answers.Generation;
        var answer = Judge(hash, await store.Tenants.FindApiKeyAsync(hash, cancellationToken), now);
        answers.Set(hash, answer, readAt);
        return answer.IdentityAt(now);
    }

    /// <summary>Forgets every answer, in every process, after a key was made or revoked.</summary>
    public void Forget() => signals.Changed(Topic);

    private static Remembered Judge(string hash, ApiKeyRecord? key, DateTimeOffset now)
    {
        var good = key is { RevokedAt: null }
            && CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(key.Hash), Encoding.ASCII.GetBytes(hash));
        return good
            ? new Remembered(Identity(key!), key!.ExpiresAt, now + RememberGood)
            : new Remembered(null, null, now + RememberUnknown);
    }

    private static CredentialIdentity Identity(ApiKeyRecord key) =>
        new(
            new Caller(key.Tenant, key.Name) { Roles = key.Roles.Split(',', StringSplitOptions.TrimEntries) },
            Roles.PermissionsOf(key.Roles.Split(',', StringSplitOptions.TrimEntries)));

    private sealed record Remembered(CredentialIdentity? Identity, DateTimeOffset? ExpiresAt, DateTimeOffset Until)
    {
        public CredentialIdentity? IdentityAt(DateTimeOffset now) => ExpiresAt <= now ? null : Identity;
    }
}
