using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Storage;
using Workflows.Abstractions.Tenancy;
using Workflows.ClientApi.Audit;
using Workflows.ClientApi.Auth;
using Workflows.ClientApi.Paging;
using Workflows.ClientApi.Problems;
using Workflows.ClientApi.Requests;
using Workflows.Hosting;

namespace Workflows.ClientApi.Keys;

/// <summary>Managing the tenant's API keys.</summary>
internal static class KeyEndpoints
{
    /// <summary>Maps <c>/keys</c>.</summary>
    public static void MapKeys(this RouteGroupBuilder api)
    {
        var keys = api.MapGroup("/keys").WithTags("Administration").Needs(Permissions.Admin);
        keys.MapGet("", ListAsync).WithName("ListKeys").WithSummary("The tenant's API keys, without their text");
        keys.MapPost("", CreateAsync).WithName("CreateKey").WithSummary("Make an API key; its text is shown this once")
            .Accepts<CreateKeyBody>("application/json").MayRefuse(StatusCodes.Status409Conflict);
        keys.MapDelete("/{name}", RevokeAsync).WithName("RevokeKey").WithSummary("Revoke an API key");
    }

    private static async Task<Ok<Page<KeyBody>>> ListAsync(
        ClaimsPrincipal user, IStore store, TimeProvider clock, CancellationToken cancellationToken)
    {
        var keys = await store.Tenants.ListApiKeysAsync(user.Caller().Tenant, cancellationToken);
        return TypedResults.Ok(new Page<KeyBody>([.. keys.Select(key => KeyBody.Of(key, clock.GetUtcNow()))], null));
    }

    private static async Task<Results<Created<CreatedKeyBody>, ProblemResult>> CreateAsync(
        HttpRequest request, ClaimsPrincipal user, IStore store, ApiKeyVerifier verifier, AuditTrail audit, TimeProvider clock,
        CancellationToken cancellationToken)
    {
        var body = await RequestBody.ReadJsonAsync(request);
        if (!body.IsOk) return new ProblemResult(body.Problem);
        var reader = new ObjectReader(body.Value, "name", "roles", "expiresAt");
        var (name, roles, expiresAt) = (reader.RequiredText("name"), reader.RequiredTexts("roles"), reader.Time("expiresAt"));
        var now = clock.GetUtcNow();
        var problem = reader.Problem ?? Check(user.Credential(), name, roles, expiresAt, now)
            ?? await TakenAsync(store, user.Caller().Tenant, name, cancellationToken);
        if (problem is not null) return new ProblemResult(problem);

        var text = ApiKeyText.Create();
        var caller = user.Caller();
        var key = new ApiKeyRecord(ApiKeyText.Hash(text), caller.Tenant, name, string.Join(',', roles.Distinct()), now, expiresAt, null);
        var row = audit.Row(caller, "key.create", $"key:{name}", ("roles", key.Roles));
        await store.Tenants.AddApiKeyAsync(key, row, cancellationToken);
        verifier.Forget();
        return TypedResults.Created($"/v1/keys/{name}", new CreatedKeyBody(text, KeyBody.Of(key, now)));
    }

    private static async Task<Results<NoContent, ProblemResult>> RevokeAsync(
        string name, ClaimsPrincipal user, IStore store, ApiKeyVerifier verifier, AuditTrail audit, TimeProvider clock,
        CancellationToken cancellationToken)
    {
        var caller = user.Caller();
        var revoked = await store.Tenants.RevokeApiKeyAsync(
            caller.Tenant, name, clock.GetUtcNow(), audit.Row(caller, "key.revoke", $"key:{name}"), cancellationToken);
        verifier.Forget();
        return revoked ? TypedResults.NoContent() : new ProblemResult(GatewayProblems.NoSuchKey);
    }

    private static Problem? Check(
        CredentialIdentity asker, string name, IReadOnlyList<string> roles, DateTimeOffset? expiresAt, DateTimeOffset now)
    {
        if (!KeyName.IsValid(name)) return GatewayProblems.InvalidKeyName;
        for (var i = 0; i < roles.Count; i++)
        {
            if (!Roles.Exists(roles[i])) return GatewayProblems.UnknownRole($"/roles/{i}", Roles.Names);
            if (!Roles.PermissionsOf([roles[i]]).IsSubsetOf(asker.Permissions)) return GatewayProblems.RoleBeyondCaller(roles[i]);
        }

        return expiresAt <= now ? GatewayProblems.ExpiryInThePast : null;
    }

    private static async Task<Problem?> TakenAsync(IStore store, TenantId tenant, string name, CancellationToken cancellationToken)
    {
        var keys = await store.Tenants.ListApiKeysAsync(tenant, cancellationToken);
        return keys.Any(key => key.Name == name && key.RevokedAt is null) ? GatewayProblems.KeyNameTaken : null;
    }
}
