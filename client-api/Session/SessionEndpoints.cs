using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Workflows.Abstractions.Storage;
using Workflows.ClientApi.Auth;

namespace Workflows.ClientApi.Session;

/// <summary>What a credential is.</summary>
internal static class SessionEndpoints
{
    /// <summary>Maps <c>/me</c>.</summary>
    public static void MapSession(this RouteGroupBuilder api) =>
        api.MapGet("/me", GetAsync).WithTags("Administration").WithName("GetSession").Needs(Permissions.Read)
            .WithSummary("The tenant, the name and the permissions of the credential");

    private static async Task<Ok<SessionBody>> GetAsync(ClaimsPrincipal user, IStore store, CancellationToken cancellationToken)
    {
        var credential = user.Credential();
        var tenants = await store.Tenants.ListAsync(cancellationToken);
        return TypedResults.Ok(new SessionBody(
            tenants.First(tenant => tenant.Id == credential.Caller.Tenant).Key, credential.Caller.Actor,
            [.. Permissions.All.Where(credential.Permissions.Contains)],
            typeof(SessionEndpoints).Assembly.GetName().Version!.ToString(3)));
    }
}

/// <summary>What a credential is.</summary>
/// <param name="Tenant">The tenant's key.</param>
/// <param name="Actor">The name of the credential, as the audit trail shows it.</param>
/// <param name="Permissions">What it may do, weakest first.</param>
/// <param name="Version">The version of the server.</param>
internal sealed record SessionBody(string Tenant, string Actor, IReadOnlyList<string> Permissions, string Version);
