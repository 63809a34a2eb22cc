using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Workflows.Abstractions.Storage;
using Workflows.ClientApi.Audit;
using Workflows.ClientApi.Auth;
using Workflows.ClientApi.Problems;
using Workflows.ClientApi.Requests;
using Workflows.Hosting.Tenancy;

namespace Workflows.ClientApi.Tenancy;

/// <summary>What a tenant chooses for its events.</summary>
internal static class IngestSettingsEndpoints
{
    private const string Accept = "accept";
    private const string Reject = "reject";

    /// <summary>Maps <c>/settings/ingest</c>.</summary>
    public static void MapIngestSettings(this RouteGroupBuilder api)
    {
        var settings = api.MapGroup("/settings/ingest").WithTags("Administration").Needs(Permissions.Admin);
        settings.MapGet("", GetAsync).WithName("GetIngestSettings").WithSummary("What becomes of events that break their schema");
        settings.MapPut("", PutAsync).WithName("SaveIngestSettings").WithSummary("Choose what becomes of events that break their schema")
            .Accepts<IngestSettingsBody>("application/json");
    }

    private static async Task<Ok<IngestSettingsBody>> GetAsync(
        ClaimsPrincipal user, TenantDirectory tenants, CancellationToken cancellationToken) =>
        TypedResults.Ok(Of((await tenants.GetAsync(user.Caller().Tenant, cancellationToken)).Settings));

    private static async Task<Results<Ok<IngestSettingsBody>, ProblemResult>> PutAsync(
        HttpRequest request, ClaimsPrincipal user, IStore store, TenantDirectory tenants, AuditTrail audit, CancellationToken cancellationToken)
    {
        var body = await RequestBody.ReadJsonAsync(request);
        if (!body.IsOk) return new ProblemResult(body.Problem);
        var reader = new ObjectReader(body.Value, "invalidPayloads");
        var choice = reader.RequiredText("invalidPayloads");
        var problem = reader.Problem
            ?? (choice is Accept or Reject ? null : GatewayProblems.WrongType("invalidPayloads", $"{Accept} or {Reject}"));
        if (problem is not null) return new ProblemResult(problem);

        var caller = user.Caller();
        var settings = new TenantSettings(choice == Accept);
        var row = audit.Row(caller, "settings.ingest", "settings:ingest", ("invalidPayloads", choice));
        await store.Tenants.ChangeSettingsAsync(caller.Tenant, stored => settings.WriteInto(stored), row, cancellationToken);
        tenants.Changed();
        return TypedResults.Ok(Of(settings));
    }

    private static IngestSettingsBody Of(TenantSettings settings) => new(settings.AcceptInvalidPayloads ? Accept : Reject);
}

/// <summary>What a tenant chooses for its events.</summary>
/// <param name="InvalidPayloads"><c>reject</c> (the default) refuses an event whose payload breaks its schema; <c>accept</c> stores and flags it.</param>
internal sealed record IngestSettingsBody(string InvalidPayloads);
