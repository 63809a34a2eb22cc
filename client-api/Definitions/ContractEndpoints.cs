using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Workflows.Abstractions.Json;
using Workflows.ClientApi.Auth;
using Workflows.ClientApi.Problems;
using Workflows.ClientApi.Requests;
using Workflows.Hosting.Definitions;

namespace Workflows.ClientApi.Definitions;

/// <summary>Looking at contracts.</summary>
internal static class ContractEndpoints
{
    /// <summary>Maps <c>/workflows/{key}/contract</c>.</summary>
    public static void MapContracts(this RouteGroupBuilder api) =>
        api.MapGet("/workflows/{key}/contract", GetAsync).Needs(Permissions.Read).WithTags("Workflows").WithName("GetContract")
            .WithSummary("The contract that the draft would be published with, or that of a version");

    private static async Task<Results<Ok<ContractBody>, ProblemResult>> GetAsync(
        string key, ClaimsPrincipal user, ContractQueries contracts, [FromQuery] string? version, CancellationToken cancellationToken)
    {
        var reader = new QueryReader();
        var number = reader.Number("version", version, 1, int.MaxValue);
        if (reader.Problem is { } problem) return new ProblemResult(problem);
        return (await contracts.GetAsync(user.Caller().Tenant, key, number, cancellationToken)).ToOk(ContractBody.Of);
    }
}

/// <summary>A contract.</summary>
/// <param name="Version">The published version; absent for the draft.</param>
/// <param name="DiffersFromPublished">Whether the draft's payload schema is another one than the newest version's; absent when nothing is published.</param>
/// <param name="Contract">Mode, refs, provenance, schema with its hash, findings.</param>
internal sealed record ContractBody(int? Version, bool? DiffersFromPublished, JsonValue Contract)
{
    /// <summary>The body of a contract.</summary>
    public static ContractBody Of(ContractView view) => new(view.Version, view.DiffersFromPublished, view.Contract.ToJson());
}
