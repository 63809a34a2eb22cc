using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Workflows.Abstractions.Ids;
using Workflows.ClientApi.Auth;
using Workflows.ClientApi.Paging;
using Workflows.ClientApi.Problems;
using Workflows.ClientApi.Requests;
using Workflows.Hosting.Ingest;
using Workflows.Hosting.Queries;

namespace Workflows.ClientApi.Events;

/// <summary>Publishing events and looking at them.</summary>
internal static class EventEndpoints
{
    private const char List = 'e';

    /// <summary>Maps <c>/events</c>.</summary>
    public static void MapEvents(this RouteGroupBuilder api)
    {
        var events = api.MapGroup("/events").WithTags("Events");
        events.MapPost("", PublishAsync).Needs(Permissions.Submit).WithName("PublishEvents").WithSummary("Publish events")
            .WithDescription("Takes one event, a JSON array of up to 1,000, or one event a line (application/x-ndjson). The answer "
                + "means that every accepted event is on disk. With wait=processed it also tells what each event did; "
                + "for a workflow with a limit, a throttle or an idempotency key that is 'held', and the event shows a moment later what became of it.")
            .Accepts<EventEnvelope>("application/json", "application/x-ndjson")
            .Produces<EventResultBody>(StatusCodes.Status200OK).Produces<EventResultBody>(StatusCodes.Status202Accepted)
            .Produces<BatchResultBody>(StatusCodes.Status207MultiStatus)
            .MayRefuse(StatusCodes.Status409Conflict, StatusCodes.Status413PayloadTooLarge);
        events.MapGet("", ListAsync).Needs(Permissions.Read).WithName("ListEvents").WithSummary("List events, newest first");
        events.MapGet("/rejected", RejectedEndpoint.ListAsync).Needs(Permissions.Read).WithName("ListRejectedEvents")
            .WithSummary("Events whose payload broke its schema, newest first");
        events.MapGet("/{id}", GetAsync).Needs(Permissions.Read).WithName("GetEvent").WithSummary("One event and what it did");
    }

    private static async Task<Results<JsonHttpResult<EventResultBody>, JsonHttpResult<BatchResultBody>, ProblemResult>> PublishAsync(
        HttpRequest request, ClaimsPrincipal user, IIngest ingest, [FromQuery] string? wait)
    {
        var query = new QueryReader();
        var waitProcessed = query.Choice("wait", wait, "processed") is not null;
        if (query.Problem is { } problem) return new ProblemResult(problem);

        var isLines = RequestBody.IsLines(request);
        if (!isLines && !RequestBody.IsJson(request))
            return new ProblemResult(GatewayProblems.UnsupportedMediaType("application/json or application/x-ndjson"));

        var body = await RequestBody.ReadAsync(request, RequestBody.MaxBytes);
        if (!body.IsOk) return new ProblemResult(body.Problem);
        var batch = isLines ? EnvelopeReader.ReadLines(body.Value) : EnvelopeReader.ReadJson(body.Value);
        if (!batch.IsOk) return new ProblemResult(batch.Problem);

        var results = await Submission.SubmitAsync(
            ingest, user.Caller().Tenant, batch.Value, waitProcessed, request.HttpContext.RequestAborted);
        return batch.Value.IsSingle ? PublishAnswer.OfOne(results[0]) : PublishAnswer.OfMany(results);
    }

    private static async Task<Results<Ok<Page<EventBody>>, ProblemResult>> ListAsync(
        ClaimsPrincipal user, IQueries queries, [AsParameters] EventListQuery query, CancellationToken cancellationToken)
    {
        var reader = new QueryReader();
        var limit = reader.Limit(query.Limit);
        var filter = new EventFilter
        {
            Type = reader.Text("type", query.Type),
            Source = reader.Text("source", query.Source),
            CorrelationId = reader.Text("correlationId", query.CorrelationId),
            From = reader.Time("from", query.From),
            To = reader.Time("to", query.To),
            Before = reader.GuidPosition(List, query.Cursor) is { } key ? new EventKey(key) : null,
            Limit = limit + 1,
        };
        if (reader.Problem is { } problem) return new ProblemResult(problem);

        var events = await queries.ListEventsAsync(user.Caller().Tenant, filter, cancellationToken);
        return events.ToOk(rows => Page<EventBody>.Of(rows, limit, EventBody.Of, row => Cursor.Encode(List, row.Event.Key.ToString())));
    }

    private static async Task<Results<Ok<EventDetailBody>, ProblemResult>> GetAsync(
        string id, ClaimsPrincipal user, IQueries queries, CancellationToken cancellationToken)
    {
        // A slash in a path segment stays encoded in the route value.
        var found = await queries.GetEventAsync(
            user.Caller().Tenant, id.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase), cancellationToken);
        return found.ToOk(EventDetailBody.Of);
    }
}

/// <summary>Selects events.</summary>
/// <param name="Type">Only this event type.</param>
/// <param name="Source">Only this source.</param>
/// <param name="CorrelationId">Only this correlation id.</param>
/// <param name="From">Received at or after (RFC 3339).</param>
/// <param name="To">Received before (RFC 3339).</param>
/// <param name="Cursor">The nextCursor of the page before.</param>
/// <param name="Limit">At most so many, 1 to 200; 50 when absent.</param>
internal sealed record EventListQuery(
    [FromQuery] string? Type, [FromQuery] string? Source, [FromQuery] string? CorrelationId, [FromQuery] string? From,
    [FromQuery] string? To, [FromQuery] string? Cursor, [FromQuery] string? Limit);
