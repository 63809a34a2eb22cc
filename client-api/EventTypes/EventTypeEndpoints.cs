using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Workflows.Abstractions.Catalog;
using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Storage;
using Workflows.ClientApi.Auth;
using Workflows.ClientApi.Paging;
using Workflows.ClientApi.Problems;
using Workflows.ClientApi.Requests;

namespace Workflows.ClientApi.EventTypes;

/// <summary>The event catalog.</summary>
internal static class EventTypeEndpoints
{
    private const char List = 't';

    /// <summary>Maps <c>/event-types</c>.</summary>
    public static void MapEventTypes(this RouteGroupBuilder api)
    {
        var types = api.MapGroup("/event-types").WithTags("Event catalog");
        types.MapGet("", ListAsync).Needs(Permissions.Read).WithName("ListEventTypes").WithSummary("Search the event catalog");
        types.MapGet("/{type}", GetAsync).Needs(Permissions.Read).WithName("GetEventType").WithSummary("One event type with its schema");
    }

    private static async Task<Results<Ok<EventTypePage>, ProblemResult>> ListAsync(
        ClaimsPrincipal user, IStore store, [AsParameters] EventTypeListQuery query, CancellationToken cancellationToken)
    {
        var reader = new QueryReader();
        var limit = reader.Limit(query.Limit);
        var after = reader.Position(List, query.Cursor);
        var filter = new EventTypeFilter(
            reader.Text("search", query.Search),
            reader.Text("category", query.Category),
            reader.Choice("status", query.Status, "active", "beta", "draft", "deprecated"),
            reader.Choice("source", query.Source, "system", "tenant"));
        if (reader.Problem is { } problem) return new ProblemResult(problem);

        var tenant = user.Caller().Tenant;
        var matches = Visible(await store.Catalog.ListAsync(tenant, cancellationToken)).Where(filter.Matches).ToArray();
        var rest = matches.Where(entry => after is null || string.CompareOrdinal(entry.EventType, after) > 0).Take(limit + 1).ToArray();
        var refs = await RefsAsync(store, tenant, cancellationToken);
        var page = Page<EventTypeBody>.Of(
            rest, limit, entry => EventTypeBody.Of(entry, refs), entry => Cursor.Encode(List, entry.EventType));
        return TypedResults.Ok(new EventTypePage(page.Items, page.NextCursor, matches.Length));
    }

    private static async Task<Results<Ok<EventTypeDetailBody>, ProblemResult>> GetAsync(
        string type, ClaimsPrincipal user, IStore store, CancellationToken cancellationToken)
    {
        var tenant = user.Caller().Tenant;
        var entry = Visible(await store.Catalog.ListAsync(tenant, cancellationToken)).FirstOrDefault(entry => entry.EventType == type);
        if (entry is null) return new ProblemResult(GatewayProblems.NoSuchEventType(type));
        var schema = entry.PayloadSchemaRef is { } schemaRef
            ? await store.Catalog.GetSchemaAsync(tenant, schemaRef, cancellationToken)
            : null;
        return TypedResults.Ok(EventTypeDetailBody.Of(entry, schema));
    }

    // A tenant's entry wins over the system's entry of the same type.
    private static IEnumerable<CatalogEntryRecord> Visible(IReadOnlyList<CatalogEntryRecord> entries) =>
        entries.GroupBy(entry => entry.EventType, StringComparer.Ordinal)
            .Select(same => same.FirstOrDefault(entry => entry.Tenant != TenantId.System) ?? same.First())
            .OrderBy(entry => entry.EventType, StringComparer.Ordinal);

    private static async Task<HashSet<string>> RefsAsync(IStore store, TenantId tenant, CancellationToken cancellationToken) =>
        [.. (await store.Catalog.ListSchemasAsync(tenant, cancellationToken)).Select(schema => schema.Ref)];
}

/// <summary>Selects event types.</summary>
/// <param name="Search">A part of the type, name or description, in any case.</param>
/// <param name="Category">Only this category.</param>
/// <param name="Status">Only this status: active, beta, draft or deprecated.</param>
/// <param name="Source">Only entries of the system or of the tenant.</param>
/// <param name="Cursor">The nextCursor of the page before.</param>
/// <param name="Limit">At most so many, 1 to 200; 50 when absent.</param>
internal sealed record EventTypeListQuery(
    [FromQuery] string? Search, [FromQuery] string? Category, [FromQuery] string? Status, [FromQuery] string? Source,
    [FromQuery] string? Cursor, [FromQuery] string? Limit);

/// <summary>The parts of a query that an entry is matched against.</summary>
internal sealed record EventTypeFilter(string? Search, string? Category, string? Status, string? Source)
{
    /// <summary>Whether an entry passes.</summary>
    public bool Matches(CatalogEntryRecord entry) =>
        (Category is null || entry.Category.Equals(Category, StringComparison.OrdinalIgnoreCase))
        && (Status is null || entry.Status == Status)
        && (Source is null || EventTypeBody.SourceOf(entry) == Source)
        && (Search is null || Contains(entry.EventType) || Contains(entry.Name) || Contains(entry.Description));

    private bool Contains(string? text) => text?.Contains(Search!, StringComparison.OrdinalIgnoreCase) == true;
}
