using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Workflows.Abstractions.Json;
using Workflows.Abstractions.Storage;
using Workflows.Catalog.Entries;
using Workflows.Catalog.Schemas;
using Workflows.ClientApi.Auth;
using Workflows.ClientApi.Problems;
using Workflows.ClientApi.Requests;
using Workflows.Hosting;
using Workflows.Hosting.Catalog;
using Workflows.Hosting.Metrics;

namespace Workflows.ClientApi.EventTypes;

/// <summary>Defining event types of a tenant's own.</summary>
internal static class EventTypeChanges
{
    private const string DefaultCategory = "Custom";
    private static readonly string[] Keys = ["name", "description", "category", "status", "payloadSchemaRef", "payloadSchema"];

    /// <summary>Maps the routes that change entries.</summary>
    public static void MapEventTypeChanges(this RouteGroupBuilder types)
    {
        types.MapPost("", CreateAsync).Needs(Permissions.Manage).WithName("CreateEventType").WithSummary("Define an event type")
            .WithDescription("A schema in the body is registered and activated with the entry, in one step. An entry of a system type wins "
                + "over the system's.")
            .Accepts<EventTypeChangeBody>("application/json").MayRefuse(StatusCodes.Status409Conflict);
        types.MapPut("/{type}", ReplaceAsync).Needs(Permissions.Manage).WithName("ReplaceEventType")
            .WithSummary("Replace an entry of the tenant").WithDescription("With If-Match, only when it has not changed since it was read.")
            .Accepts<EventTypeChangeBody>("application/json").MayRefuse(StatusCodes.Status409Conflict, StatusCodes.Status412PreconditionFailed);
        types.MapPatch("/{type}", PatchAsync).Needs(Permissions.Manage).WithName("ChangeEventType")
            .WithSummary("Change some parts of an entry of the tenant").WithDescription("A part that is null is cleared, one that is absent stays.")
            .Accepts<EventTypeChangeBody>("application/json").MayRefuse(StatusCodes.Status409Conflict, StatusCodes.Status412PreconditionFailed);
        types.MapDelete("/{type}", DeleteAsync).Needs(Permissions.Manage).WithName("DeleteEventType")
            .WithSummary("Delete an entry of the tenant")
            .MayRefuse(StatusCodes.Status409Conflict, StatusCodes.Status412PreconditionFailed);
    }

    private static async Task<Results<Created<EventTypeBody>, ProblemResult>> CreateAsync(
        HttpRequest request, ClaimsPrincipal user, ICatalogService catalog, EntryAnswer answer, CancellationToken cancellationToken)
    {
        var body = await RequestBody.ReadJsonAsync(request);
        if (!body.IsOk) return new ProblemResult(body.Problem);
        var reader = new ObjectReader(body.Value, ["type", .. Keys]);
        var type = reader.RequiredText("type");
        var change = Whole(reader);
        if (reader.Problem is { } problem) return new ProblemResult(problem);

        var created = await catalog.CreateAsync(user.Caller(), type, change, cancellationToken);
        if (!created.IsOk) return new ProblemResult(created.Problem);
        ETag.Write(request.HttpContext.Response, created.Value.Record.Revision);
        return TypedResults.Created($"/v1/event-types/{type}", await answer.OfAsync(user, created.Value, cancellationToken));
    }

    private static Task<Results<Ok<EventTypeBody>, ProblemResult>> ReplaceAsync(
        string type, HttpRequest request, ClaimsPrincipal user, ICatalogService catalog, EntryAnswer answer,
        CancellationToken cancellationToken) =>
        UpdateAsync(type, request, user, catalog, answer, (reader, _) => Whole(reader), cancellationToken);

    private static Task<Results<Ok<EventTypeBody>, ProblemResult>> PatchAsync(
        string type, HttpRequest request, ClaimsPrincipal user, ICatalogService catalog, EntryAnswer answer,
        CancellationToken cancellationToken) =>
        UpdateAsync(type, request, user, catalog, answer, Parts, cancellationToken);

    private static async Task<Results<Ok<EventTypeBody>, ProblemResult>> UpdateAsync(
        string type, HttpRequest request, ClaimsPrincipal user, ICatalogService catalog, EntryAnswer answer,
        Func<ObjectReader, CatalogEntry, EntryChange> read, CancellationToken cancellationToken)
    {
        var body = await RequestBody.ReadJsonAsync(request);
        if (!body.IsOk) return new ProblemResult(body.Problem);
        var revision = ETag.ReadIfMatch(request);
        if (!revision.IsOk) return new ProblemResult(revision.Problem);

        var changed = await catalog.UpdateAsync(user.Caller(), type, revision.Value, ReadChange, cancellationToken);
        if (!changed.IsOk) return new ProblemResult(changed.Problem);
        ETag.Write(request.HttpContext.Response, changed.Value.Record.Revision);
        return TypedResults.Ok(await answer.OfAsync(user, changed.Value, cancellationToken));

        Result<EntryChange> ReadChange(CatalogEntry entry)
        {
            var reader = new ObjectReader(body.Value, Keys);
            var change = read(reader, entry);
            return reader.Problem is { } problem ? problem : change;
        }
    }

    private static async Task<Results<NoContent, ProblemResult>> DeleteAsync(
        string type, HttpRequest request, ClaimsPrincipal user, ICatalogService catalog, CancellationToken cancellationToken)
    {
        var revision = ETag.ReadIfMatch(request);
        if (!revision.IsOk) return new ProblemResult(revision.Problem);
        var deleted = await catalog.DeleteAsync(user.Caller(), type, revision.Value, cancellationToken);
        return deleted.IsOk ? TypedResults.NoContent() : new ProblemResult(deleted.Problem);
    }

    private static EntryChange Whole(ObjectReader reader) => new()
    {
        Name = reader.RequiredText("name"),
        Description = reader.Text("description"),
        Category = reader.Text("category") ?? DefaultCategory,
        Status = reader.Text("status") ?? "active",
        SchemaRef = reader.Text("payloadSchemaRef"),
        Schema = SchemaOf(reader),
    };

    private static EntryChange Parts(ObjectReader reader, CatalogEntry entry)
    {
        var schema = SchemaOf(reader);
        return new EntryChange
        {
            Name = reader.Text("name") ?? entry.Name,
            Description = Given(reader, "description") ? reader.Text("description") : entry.Record.Description,
            Category = reader.Text("category") ?? entry.Record.Category,
            Status = reader.Text("status") ?? entry.Status,
            SchemaRef = Given(reader, "payloadSchemaRef") || !schema.IsMissing ? reader.Text("payloadSchemaRef") : entry.SchemaRef,
            Schema = schema,
        };
    }

    private static bool Given(ObjectReader reader, string name) => !reader.Value(name).IsMissing;

    private static JsonValue SchemaOf(ObjectReader reader) =>
        reader.Value("payloadSchema") is { IsMissingOrNull: false } schema ? schema : JsonValue.Missing;
}

/// <summary>Makes the bodies of entries that were changed.</summary>
internal sealed class EntryAnswer(IStore store, SchemaDirectory schemas, EventMetrics metrics, TimeProvider clock)
{
    /// <summary>The body of one entry.</summary>
    public async Task<EventTypeBody> OfAsync(ClaimsPrincipal user, CatalogEntry entry, CancellationToken cancellationToken) =>
        EventTypeBody.Of(
            entry,
            await EventTypeFigures.ReadAsync(
                store, schemas, metrics, user.Caller().Tenant, [entry.TypeId], clock.GetUtcNow(), cancellationToken));
}
