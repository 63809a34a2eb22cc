using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Workflows.Abstractions.Events;
using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Storage;
using Workflows.ClientApi.Auth;
using Workflows.ClientApi.Json;
using Workflows.ClientApi.Paging;
using Workflows.ClientApi.Problems;
using Workflows.ClientApi.Requests;
using Workflows.Catalog.Entries;
using Workflows.Hosting.Catalog;

namespace Workflows.ClientApi.Events;

/// <summary>The log of rejected events.</summary>
internal static class RejectedEndpoint
{
    private const char List = 'j';

    /// <summary>A page of the log.</summary>
    public static async Task<Results<Ok<Page<RejectedEventBody>>, ProblemResult>> ListAsync(
        ClaimsPrincipal user, IStore store, CatalogDirectory catalogs, EventTypeDirectory eventTypes, [AsParameters] RejectedListQuery query,
        CancellationToken cancellationToken)
    {
        var reader = new QueryReader();
        var limit = reader.Limit(query.Limit);
        var type = reader.Text("type", query.Type);
        var source = reader.Text("source", query.Source);
        var before = reader.GuidPosition(List, query.Cursor);
        if (reader.Problem is { } problem) return new ProblemResult(problem);

        var tenant = user.Caller().Tenant;
        var entry = type is null ? null : await catalogs.FindAsync(tenant, type, cancellationToken);
        if (type is not null && entry is null) return new ProblemResult(GatewayProblems.NoSuchEventType(type));
        var rows = await store.Rejected.ListAsync(
            new RejectedEventQuery { Tenant = tenant, Type = entry?.TypeId, Source = source, Before = before, Limit = limit + 1 },
            cancellationToken);
        var named = new List<(RejectedEvent Row, string Type)>(rows.Count);
        foreach (var row in rows) named.Add((row, await eventTypes.GetNameAsync(row.Type, cancellationToken)));
        return TypedResults.Ok(Page<RejectedEventBody>.Of(
            named, limit, item => RejectedEventBody.Of(item.Row, item.Type), item => Cursor.Encode(List, item.Row.Id.ToString("D"))));
    }
}

/// <summary>Selects rejected events.</summary>
/// <param name="Type">Only this event type.</param>
/// <param name="Source">Only this publisher.</param>
/// <param name="Cursor">The nextCursor of the page before.</param>
/// <param name="Limit">At most so many, 1 to 200; 50 when absent.</param>
internal sealed record RejectedListQuery(
    [FromQuery] string? Type, [FromQuery] string? Source, [FromQuery] string? Cursor, [FromQuery] string? Limit);

/// <summary>An event whose payload broke its schema.</summary>
/// <param name="At">When it came.</param>
/// <param name="Type">The event type.</param>
/// <param name="Source">The logical publisher.</param>
/// <param name="Id">The publisher's id.</param>
/// <param name="SchemaRef">The schema that the payload breaks.</param>
/// <param name="Stored">Whether it was stored all the same, because the tenant accepts and flags.</param>
/// <param name="Issues">How it breaks the schema: <c>pointer</c> and <c>message</c>, up to 20.</param>
/// <param name="Excerpt">The beginning of the payload as text; values of keys that look like secrets are left out.</param>
internal sealed record RejectedEventBody(
    DateTimeOffset At, string Type, string Source, string? Id, string SchemaRef, bool Stored, RawJson Issues, string Excerpt)
{
    /// <summary>The body of a row.</summary>
    public static RejectedEventBody Of(RejectedEvent row, string type) => new(
        IdSource.TimeOf(row.Id), type, row.Source, row.ExternalId, row.SchemaRef, row.Accepted, new RawJson(row.Errors), row.Excerpt);
}
