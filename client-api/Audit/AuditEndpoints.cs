using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Storage;
using Workflows.Abstractions.Tenancy;
using Workflows.ClientApi.Auth;
using Workflows.ClientApi.Json;
using Workflows.ClientApi.Paging;
using Workflows.ClientApi.Problems;
using Workflows.ClientApi.Requests;

namespace Workflows.ClientApi.Audit;

/// <summary>Reading the audit trail.</summary>
internal static class AuditEndpoints
{
    private const char List = 'a';

    /// <summary>Maps <c>/audit</c>.</summary>
    public static void MapAudit(this RouteGroupBuilder api) =>
        api.MapGet("/audit", ListAsync).WithTags("Administration").Needs(Permissions.Admin).WithName("ListAudit")
            .WithSummary("The audit trail, newest first");

    private static async Task<Results<Ok<Page<AuditBody>>, ProblemResult>> ListAsync(
        ClaimsPrincipal user, IStore store, [AsParameters] AuditListQuery query, CancellationToken cancellationToken)
    {
        var reader = new QueryReader();
        var limit = reader.Limit(query.Limit);
        var subject = reader.Text("subject", query.Subject);
        var before = reader.GuidPosition(List, query.Cursor);
        if (reader.Problem is { } problem) return new ProblemResult(problem);
        var rows = await store.Tenants.ListAuditAsync(user.Caller().Tenant, subject, before, limit + 1, cancellationToken);
        return TypedResults.Ok(Page<AuditBody>.Of(rows, limit, AuditBody.Of, row => Cursor.Encode(List, row.Id.ToString("D"))));
    }
}

/// <summary>Selects audit rows.</summary>
/// <param name="Subject">Only this subject: <c>workflow:ticket-triage</c>.</param>
/// <param name="Cursor">The nextCursor of the page before.</param>
/// <param name="Limit">At most so many, 1 to 200; 50 when absent.</param>
internal sealed record AuditListQuery([FromQuery] string? Subject, [FromQuery] string? Cursor, [FromQuery] string? Limit);

/// <summary>A row of the audit trail.</summary>
/// <param name="At">When it was done.</param>
/// <param name="Actor">The name of the credential.</param>
/// <param name="Operation">What was done.</param>
/// <param name="Subject">What it was done to.</param>
/// <param name="Details">Reason, versions and the like.</param>
internal sealed record AuditBody(DateTimeOffset At, string Actor, string Operation, string Subject, RawJson? Details)
{
    /// <summary>The body of a row.</summary>
    public static AuditBody Of(AuditRecord row) =>
        new(IdSource.TimeOf(row.Id), row.Actor, row.Operation, row.Subject, RawJson.OrNull(row.Details));
}
