using System.Collections.Frozen;
using System.Security.Claims;
using Workflows.Hosting.Tenancy;

namespace Workflows.ClientApi.Auth;

/// <summary>Who asks, for which tenant, and what the credential allows.</summary>
internal sealed class CredentialIdentity(Caller caller, FrozenSet<string> permissions)
    : ClaimsIdentity([new Claim(DefaultNameClaimType, caller.Actor)], CredentialHandler.SchemeName)
{
    /// <summary>The tenant and the name of the credential.</summary>
    public Caller Caller { get; } = caller;

    /// <summary>What it may do.</summary>
    public FrozenSet<string> Permissions { get; } = permissions;
}

/// <summary>Access to the identity in handlers.</summary>
internal static class CredentialIdentityExtensions
{
    /// <summary>The caller of an authenticated request.</summary>
    public static Caller Caller(this ClaimsPrincipal user) => user.Credential().Caller;

    /// <summary>The identity of an authenticated request.</summary>
    public static CredentialIdentity Credential(this ClaimsPrincipal user) =>
        user.Identity as CredentialIdentity ?? throw new InvalidOperationException("The route does not require a credential.");
}
