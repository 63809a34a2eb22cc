using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Workflows.ClientApi.Auth;
using Workflows.ClientApi.Paging;
using Workflows.ClientApi.Problems;
using Workflows.ClientApi.Requests;
using Workflows.Hosting.Secrets;

namespace Workflows.ClientApi.Secrets;

/// <summary>Managing the tenant's secrets. Values go in and never come out.</summary>
internal static class SecretEndpoints
{
    private const char List = 's';

    /// <summary>Maps <c>/secrets</c>.</summary>
    public static void MapSecrets(this RouteGroupBuilder api)
    {
        var secrets = api.MapGroup("/secrets").WithTags("Secrets");
        secrets.MapGet("", ListAsync).Needs(Permissions.Manage).WithName("ListSecrets").WithSummary("Secrets by name, without values");
        secrets.MapPost("", CreateAsync).Needs(Permissions.Admin).WithName("CreateSecret").WithSummary("Make a secret")
            .Accepts<CreateSecretBody>("application/json").MayRefuse(StatusCodes.Status409Conflict);
        secrets.MapPost("/rotate", RotateAsync).Needs(Permissions.Admin).WithName("RotateSecrets")
            .WithSummary("Read the master keys again and wrap the tenant's secrets by the active one")
            .WithDescription("Put a new key before the others in the key file first. Values stay as they are.");
        secrets.MapGet("/{name}", GetAsync).Needs(Permissions.Manage).WithName("GetSecret").WithSummary("One secret, without its value");
        secrets.MapPatch("/{name}", UpdateAsync).Needs(Permissions.Admin).WithName("UpdateSecret")
            .WithSummary("Set a new value or description")
            .Accepts<UpdateSecretBody>("application/json").MayRefuse(StatusCodes.Status409Conflict);
        secrets.MapDelete("/{name}", DeleteAsync).Needs(Permissions.Admin).WithName("DeleteSecret").WithSummary("Delete a secret")
            .WithDescription("Refused while workflows use it, unless force=true; their steps then fail with SECRET_NOT_FOUND.")
            .MayRefuse(StatusCodes.Status409Conflict);
    }

    private static async Task<Results<Ok<Page<SecretBody>>, ProblemResult>> ListAsync(
        ClaimsPrincipal user, ISecretService secrets, TimeProvider clock, [FromQuery] string? cursor, [FromQuery] string? limit,
        CancellationToken cancellationToken)
    {
        var reader = new QueryReader();
        var size = reader.Limit(limit);
        var after = reader.Position(List, cursor);
        if (reader.Problem is { } problem) return new ProblemResult(problem);
        var rows = await secrets.ListAsync(user.Caller().Tenant, after, size + 1, cancellationToken);
        return TypedResults.Ok(Page<SecretBody>.Of(
            rows, size, row => SecretBody.Of(row, clock.GetUtcNow()), row => Cursor.Encode(List, row.Secret.Name)));
    }

    private static async Task<Results<Created<SecretBody>, ProblemResult>> CreateAsync(
        HttpRequest request, ClaimsPrincipal user, ISecretService secrets, TimeProvider clock, CancellationToken cancellationToken)
    {
        var body = await RequestBody.ReadJsonAsync(request);
        if (!body.IsOk) return new ProblemResult(body.Problem);
        var reader = new ObjectReader(body.Value, "name", "value", "description");
        var (name, value, description) = (reader.RequiredText("name"), reader.RequiredText("value"), reader.Text("description"));
        if (reader.Problem is { } problem) return new ProblemResult(problem);
        var created = await secrets.CreateAsync(user.Caller(), name, value, description, cancellationToken);
        return created.IsOk
            ? TypedResults.Created($"/v1/secrets/{name}", SecretBody.Of(created.Value, clock.GetUtcNow()))
            : new ProblemResult(created.Problem);
    }

    private static async Task<Results<Ok<SecretBody>, ProblemResult>> UpdateAsync(
        string name, HttpRequest request, ClaimsPrincipal user, ISecretService secrets, TimeProvider clock, CancellationToken cancellationToken)
    {
        var body = await RequestBody.ReadJsonAsync(request);
        if (!body.IsOk) return new ProblemResult(body.Problem);
        var reader = new ObjectReader(body.Value, "value", "description");
        var (value, description) = (reader.Text("value"), reader.Text("description"));
        if (reader.Problem is { } problem) return new ProblemResult(problem);
        var updated = await secrets.UpdateAsync(user.Caller(), name, value, description, cancellationToken);
        return updated.ToOk(detail => SecretBody.Of(detail, clock.GetUtcNow()));
    }

    private static async Task<Results<Ok<SecretBody>, ProblemResult>> GetAsync(
        string name, ClaimsPrincipal user, ISecretService secrets, TimeProvider clock, CancellationToken cancellationToken) =>
        (await secrets.GetAsync(user.Caller().Tenant, name, cancellationToken)).ToOk(detail => SecretBody.Of(detail, clock.GetUtcNow()));

    private static async Task<Results<NoContent, ProblemResult>> DeleteAsync(
        string name, ClaimsPrincipal user, ISecretService secrets, [FromQuery] string? force, CancellationToken cancellationToken)
    {
        var reader = new QueryReader();
        var isForced = reader.Choice("force", force, "true", "false") == "true";
        if (reader.Problem is { } problem) return new ProblemResult(problem);
        var deleted = await secrets.DeleteAsync(user.Caller(), name, isForced, cancellationToken);
        return deleted.IsOk ? TypedResults.NoContent() : new ProblemResult(deleted.Problem);
    }

    private static async Task<Results<Ok<SecretRotation>, ProblemResult>> RotateAsync(
        ClaimsPrincipal user, ISecretService secrets, CancellationToken cancellationToken) =>
        (await secrets.RotateAsync(user.Caller(), cancellationToken)).ToOk(rotation => rotation);
}
