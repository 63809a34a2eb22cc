using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Mvc;
using Workflows.Abstractions.Ids;
using Workflows.ClientApi.Auth;
using Workflows.ClientApi.Problems;
using Workflows.ClientApi.Requests;
using Workflows.Hosting.Queries;

namespace Workflows.ClientApi.Live;

/// <summary>What happens, as it happens, by server-sent events.</summary>
internal static class LiveEndpoints
{
    private static readonly string[] Kinds = ["run", "event"];

    /// <summary>Maps <c>/stream</c> and <c>/runs/{id}/stream</c>.</summary>
    public static void MapLive(this RouteGroupBuilder api)
    {
        const string description = "Server-sent events 'run' (a run as it is now) and 'event'; 'ping' every 15 seconds; 'gap' when more happened "
            + "than is told, and lists are to be read again. With Last-Event-ID, what happened since then comes first; something may come "
            + "twice: a run's revision and an event's key tell.";
        api.MapGet("/stream", StreamAsync).WithTags("Live").Needs(Permissions.Read).WithName("Stream").WithSummary("What happens, as it happens")
            .WithDescription(description).Produces(StatusCodes.Status200OK, contentType: "text/event-stream");
        api.MapGet("/runs/{id}/stream", StreamRunAsync).WithTags("Live").Needs(Permissions.Read).WithName("StreamRun")
            .WithSummary("What happens to a run").WithDescription(description).Produces(StatusCodes.Status200OK, contentType: "text/event-stream");
    }

    private static async Task<IResult> StreamAsync(
        HttpRequest request, ClaimsPrincipal user, LiveStream stream, IQueries queries, [FromQuery] string[]? kind,
        [FromQuery] string? workflow, [FromQuery] string? type, CancellationToken cancellationToken)
    {
        var reader = new QueryReader();
        var filter = new LiveFilter
        {
            Kinds = [.. (kind ?? []).Select(text => reader.Choice("kind", text, Kinds) ?? "")],
            Workflow = reader.Text("workflow", workflow),
            EventType = reader.Text("type", type),
        };
        var since = LastEventId(reader, request);
        if ((reader.Problem ?? stream.Closed) is { } problem) return new ProblemResult(problem);
        var known = await queries.ListRunsAsync(
            user.Caller().Tenant, new RunFilter { Workflow = filter.Workflow, Limit = 1 }, cancellationToken);
        if (!known.IsOk) return new ProblemResult(known.Problem);
        return TypedResults.ServerSentEvents(stream.ReadAsync(user.Caller().Tenant, filter, since, cancellationToken));
    }

    private static async Task<IResult> StreamRunAsync(
        string id, HttpRequest request, ClaimsPrincipal user, LiveStream stream, IQueries queries, CancellationToken cancellationToken)
    {
        var reader = new QueryReader();
        var since = LastEventId(reader, request);
        if ((reader.Problem ?? stream.Closed) is { } problem) return new ProblemResult(problem);
        if (!RunId.TryParse(id, out var run)) return new ProblemResult(GatewayProblems.NoSuchRun);
        var known = await queries.GetRunAsync(user.Caller().Tenant, run, cancellationToken);
        if (!known.IsOk) return new ProblemResult(known.Problem);
        var filter = new LiveFilter { Kinds = ["run"], Run = run };
        return TypedResults.ServerSentEvents(stream.ReadAsync(user.Caller().Tenant, filter, since, cancellationToken));
    }

    private static DateTimeOffset? LastEventId(QueryReader reader, HttpRequest request)
    {
        var text = request.Headers["Last-Event-ID"].ToString();
        if (text.Length == 0) return null;
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var at) && at < 1L << 47)
            return DateTimeOffset.FromUnixTimeMilliseconds(at);
        reader.RefuseCursor();
        return null;
    }
}
