using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Workflows.ClientApi.Auth;
using Workflows.ClientApi.Problems;
using Workflows.ClientApi.Requests;
using Workflows.Hosting.Bundles;

namespace Workflows.ClientApi.Definitions;

/// <summary>Export and import of workflows.</summary>
internal static class BundleEndpoints
{
    /// <summary>Maps the routes below <c>/workflows</c>.</summary>
    public static void MapBundles(this RouteGroupBuilder workflows)
    {
        workflows.MapGet("/{key}/export", ExportAsync).Needs(Permissions.Admin).WithName("ExportWorkflow")
            .WithSummary("One workflow as a bundle").Produces<object>(StatusCodes.Status200OK, "application/json")
            .WithDescription("Canonical JSON with settings, draft and every version; exportedAt is all that changes from export to export.");
        workflows.MapPost("/export", ExportManyAsync).Needs(Permissions.Admin).WithName("ExportWorkflows")
            .WithSummary("Several workflows as a bundle").Accepts<ExportBody>("application/json")
            .Produces<object>(StatusCodes.Status200OK, "application/json");
        workflows.MapPost("/import", ImportAsync).Needs(Permissions.Admin).WithName("ImportWorkflows")
            .WithSummary("Make the workflows of a bundle, all or none").Accepts<object>("application/json")
            .WithDescription("With force=true a workflow that exists keeps its runs and versions, and the bundle's versions are published after them. "
                + "With dryRun=true everything is checked and nothing is written.")
            .MayRefuse(StatusCodes.Status409Conflict);
    }

    private static Task<Results<FileContentHttpResult, ProblemResult>> ExportAsync(
        string key, ClaimsPrincipal user, IBundleService bundles, CancellationToken cancellationToken) =>
        BundleAsync(user, bundles, [key], cancellationToken);

    private static async Task<Results<FileContentHttpResult, ProblemResult>> ExportManyAsync(
        HttpRequest request, ClaimsPrincipal user, IBundleService bundles, CancellationToken cancellationToken)
    {
        var body = await RequestBody.ReadJsonAsync(request);
        if (!body.IsOk) return new ProblemResult(body.Problem);
        var reader = new ObjectReader(body.Value, "keys");
        var keys = reader.RequiredTexts("keys");
        if (reader.Problem is { } problem) return new ProblemResult(problem);
        return keys.Count > 100
            ? new ProblemResult(GatewayProblems.WrongType("keys", "a list of at most 100 keys"))
            : await BundleAsync(user, bundles, keys, cancellationToken);
    }

    private static async Task<Results<FileContentHttpResult, ProblemResult>> BundleAsync(
        ClaimsPrincipal user, IBundleService bundles, IReadOnlyList<string> keys, CancellationToken cancellationToken)
    {
        var bundle = await bundles.ExportAsync(user.Caller().Tenant, keys, cancellationToken);
        return bundle.IsOk ? TypedResults.Bytes(bundle.Value, "application/json") : new ProblemResult(bundle.Problem);
    }

    private static async Task<Results<Ok<ImportSummary>, ProblemResult>> ImportAsync(
        HttpRequest request, ClaimsPrincipal user, IBundleService bundles, [FromQuery] string? force, [FromQuery] string? dryRun,
        CancellationToken cancellationToken)
    {
        var query = new QueryReader();
        var options = new ImportOptions(query.Choice("force", force, "true", "false") == "true", query.Choice("dryRun", dryRun, "true", "false") == "true");
        if (query.Problem is { } problem) return new ProblemResult(problem);
        var body = await RequestBody.ReadJsonAsync(request);
        if (!body.IsOk) return new ProblemResult(body.Problem);
        return (await bundles.ImportAsync(user.Caller(), body.Value, options, cancellationToken)).ToOk(summary => summary);
    }
}

/// <summary>Which workflows to export.</summary>
/// <param name="Keys">1 to 100 keys.</param>
internal sealed record ExportBody(IReadOnlyList<string> Keys);
