using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Workflows.Abstractions.Storage;
using Workflows.Catalog.Entries;
using Workflows.Catalog.Schemas;
using Workflows.ClientApi.Auth;
using Workflows.ClientApi.Paging;
using Workflows.ClientApi.Problems;
using Workflows.ClientApi.Requests;
using Workflows.Hosting.Metrics;

namespace Workflows.ClientApi.EventTypes;

/// <summary>Looking into the event catalog.</summary>
internal static class EventTypeEndpoints
{
    private const char List = 't';

    /// <summary>Maps <c>/event-types</c>.</summary>
    public static void MapEventTypes(this RouteGroupBuilder api)
    {
        var types = api.MapGroup("/event-types").WithTags("Event catalog");
        types.MapGet("", ListAsync).Needs(Permissions.Read).WithName("ListEventTypes").WithSummary("Search the event catalog");
        types.MapGet("/categories", ListCategoriesAsync).Needs(Permissions.Read).WithName("ListEventTypeCategories")
            .WithSummary("The categories of the event catalog");
        types.MapGet("/{type}", GetAsync).Needs(Permissions.Read).WithName("GetEventType").WithSummary("One event type with its schema");
        types.MapEventTypeChanges();
    }

    private static async Task<Results<Ok<EventTypePage>, ProblemResult>> ListAsync(
        ClaimsPrincipal user, IStore store, CatalogDirectory catalogs, SchemaDirectory schemas, EventMetrics metrics, TimeProvider clock,
        [AsParameters] EventTypeListQuery query, CancellationToken cancellationToken)
    {
        var reader = new QueryReader();
        var limit = reader.Limit(query.Limit);
        var after = reader.Position(List, query.Cursor);
        var sort = reader.Choice("sort", query.Sort, "type", "name", "category", "activity") ?? "type";
        var filter = new EventTypeFilter(
            reader.Text("search", query.Search),
            reader.Text("category", query.Category),
            reader.Choice("status", query.Status, "active", "beta", "draft", "deprecated"),
            reader.Choice("source", query.Source, "system", "tenant"));
        if (reader.Problem is { } problem) return new ProblemResult(problem);

        var tenant = user.Caller().Tenant;
        var catalog = await catalogs.GetAsync(tenant, cancellationToken);
        var matches = catalog.Entries.Where(filter.Matches).ToArray();
        var figures = await EventTypeFigures.ReadAsync(
            store, schemas, metrics, tenant, [.. matches.Select(entry => entry.TypeId)], clock.GetUtcNow(), cancellationToken);
        var rest = matches.Select(entry => (Entry: entry, Key: EventTypeOrder.KeyOf(sort, entry, figures)))
            .Where(row => after is null || string.CompareOrdinal(row.Key, after) > 0)
            .OrderBy(row => row.Key, StringComparer.Ordinal).Take(limit + 1).ToArray();
        var page = Page<EventTypeBody>.Of(
            rest, limit, row => EventTypeBody.Of(row.Entry, figures), row => Cursor.Encode(List, row.Key));
        return TypedResults.Ok(new EventTypePage(page.Items, page.NextCursor, matches.Length));
    }

    private static async Task<Ok<CategoryListBody>> ListCategoriesAsync(
        ClaimsPrincipal user, CatalogDirectory catalogs, CancellationToken cancellationToken)
    {
        var catalog = await catalogs.GetAsync(user.Caller().Tenant, cancellationToken);
        var categories = catalog.Entries.CountBy(entry => entry.Record.Category).OrderBy(group => group.Key, StringComparer.Ordinal);
        return TypedResults.Ok(new CategoryListBody([.. categories.Select(group => new CategoryBody(group.Key, group.Value))]));
    }

    private static async Task<Results<Ok<EventTypeDetailBody>, ProblemResult>> GetAsync(
        string type, HttpResponse response, ClaimsPrincipal user, IStore store, CatalogDirectory catalogs, SchemaDirectory schemas,
        EventMetrics metrics, TimeProvider clock, CancellationToken cancellationToken)
    {
        var tenant = user.Caller().Tenant;
        if (await catalogs.FindAsync(tenant, type, cancellationToken) is not { } entry)
            return new ProblemResult(GatewayProblems.NoSuchEventType(type));
        var figures = await EventTypeFigures.ReadAsync(store, schemas, metrics, tenant, [entry.TypeId], clock.GetUtcNow(), cancellationToken);
        var schema = entry.SchemaRef is { } schemaRef ? await schemas.FindAsync(tenant, schemaRef, cancellationToken) : null;
        ETag.Write(response, entry.Record.Revision);
        return TypedResults.Ok(EventTypeDetailBody.Of(entry, figures, schema));
    }
}
