using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Workflows.Abstractions.Json;
using Workflows.ClientApi.Auth;
using Workflows.ClientApi.Problems;
using Workflows.ClientApi.Requests;
using Workflows.Engine.Contracts;
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
internal sealed record ContractBody(int? Version, bool? DiffersFromPublished, VersionContractBody Contract)
{
    /// <summary>The body of a contract.</summary>
    public static ContractBody Of(ContractView view) => new(view.Version, view.DiffersFromPublished, VersionContractBody.Of(view.Contract));
}

/// <summary>What a version was, or would be, published with.</summary>
/// <param name="PayloadSchemaMode"><c>inferred</c> or <c>pinned</c>; absent without a payload schema.</param>
/// <param name="PayloadSchemaRef">The ref of the payload's schema; absent when any payload will do.</param>
/// <param name="PayloadSchemaHash">SHA-256 of its canonical JSON, lower-case hexadecimal.</param>
/// <param name="SourcePayloadSchemaRef">The ref of the schema of the trigger's events.</param>
/// <param name="Provenance">Where the payload's schema comes from: <c>pinned</c>, <c>trigger</c> (its override) or <c>catalog</c>.</param>
/// <param name="MappingApplied">Whether the trigger has a mapping, which is applied to every event then.</param>
/// <param name="PayloadSchema">The payload's schema as it was at publishing.</param>
/// <param name="ReferencedSchemas">The schemas that it refers to, by ref.</param>
/// <param name="Findings">What validation found: warnings.</param>
internal sealed record VersionContractBody(
    string? PayloadSchemaMode, string? PayloadSchemaRef, string? PayloadSchemaHash, string? SourcePayloadSchemaRef, string? Provenance,
    bool MappingApplied, JsonValue? PayloadSchema, IReadOnlyDictionary<string, JsonValue>? ReferencedSchemas, IReadOnlyList<FindingBody> Findings)
{
    /// <summary>The body of a contract.</summary>
    public static VersionContractBody Of(VersionContract contract) => new(
        contract.Mode, contract.PayloadSchemaRef, contract.PayloadSchemaHash, contract.SourcePayloadSchemaRef, contract.Provenance,
        contract.MappingApplied, contract.PayloadSchema.IsMissing ? null : contract.PayloadSchema,
        contract.ReferencedSchemas.Count == 0 ? null : contract.ReferencedSchemas,
        contract.Findings.IsMissing ? [] : [.. FindingsJson.Read(contract.Findings.ToUtf8()).Select(FindingBody.Of)]);
}
