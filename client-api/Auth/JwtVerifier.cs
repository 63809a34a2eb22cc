using System.Collections.Concurrent;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Storage;
using Workflows.ClientApi.Configuration;
using Workflows.Hosting.Tenancy;

namespace Workflows.ClientApi.Auth;

/// <summary>Verifies JSON web tokens (RFC 7519) of one issuer. Tenant and roles come from claims.</summary>
internal sealed class JwtVerifier : ICredentialVerifier
{
    private readonly JwtOptions options;
    private readonly IStore store;
    private readonly TimeProvider clock;
    private readonly TokenValidationParameters rules;
    private readonly JsonWebTokenHandler handler = new();
    private readonly ConcurrentDictionary<string, TenantId> tenants = new(StringComparer.Ordinal);

    /// <summary>Creates a verifier.</summary>
    /// <param name="options">Issuer, audience, keys and claims.</param>
    /// <param name="store">Keeps the tenants; one that a valid token names is made on first use.</param>
    /// <param name="clock">Tells whether a token has expired.</param>
    public JwtVerifier(JwtOptions options, IStore store, TimeProvider clock)
    {
        (this.options, this.store, this.clock) = (options, store, clock);
        rules = new TokenValidationParameters
        {
            ValidIssuer = options.Issuer,
            ValidAudience = options.Audience,
            IssuerSigningKeys = options.Keys,
            ValidAlgorithms = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "HS256", "HS384", "HS512"],
            RequireExpirationTime = true,
            RequireSignedTokens = true,
            ClockSkew = TimeSpan.FromSeconds(30),
            LifetimeValidator = IsCurrent,
        };
    }

    /// <inheritdoc/>
    public bool Recognises(string credential) => handler.CanReadToken(credential);

    /// <inheritdoc/>
    public async ValueTask<CredentialIdentity?> VerifyAsync(string credential, CancellationToken cancellationToken)
    {
        var result = await handler.ValidateTokenAsync(credential, rules);
        if (!result.IsValid || result.SecurityToken is not JsonWebToken token) return null;
        var tenant = Claims(token, options.TenantClaim).SingleOrDefault();
        if (string.IsNullOrWhiteSpace(tenant)) return null;
        var caller = new Caller(await TenantAsync(tenant, cancellationToken), token.Subject is { Length: > 0 } subject ? subject : "token")
        {
            Roles = Claims(token, options.RolesClaim),
        };
        return new CredentialIdentity(caller, Roles.PermissionsOf(caller.Roles));
    }

    private static string[] Claims(JsonWebToken token, string name) =>
        [.. token.Claims.Where(claim => claim.Type == name).Select(claim => claim.Value)];

    private bool IsCurrent(DateTime? notBefore, DateTime? expires, SecurityToken token, TokenValidationParameters parameters)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        return expires is { } end && now <= end + parameters.ClockSkew
            && (notBefore is not { } start || now >= start - parameters.ClockSkew);
    }

    private async ValueTask<TenantId> TenantAsync(string key, CancellationToken cancellationToken)
    {
        if (tenants.TryGetValue(key, out var known)) return known;
        var tenant = await store.Tenants.GetOrAddAsync(key, clock.GetUtcNow(), cancellationToken);
        return tenants[key] = tenant.Id;
    }
}
