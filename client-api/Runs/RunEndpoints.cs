using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Json;
using Workflows.Abstractions.Storage;
using Workflows.ClientApi.Auth;
using Workflows.ClientApi.Paging;
using Workflows.ClientApi.Problems;
using Workflows.ClientApi.Requests;
using Workflows.ClientApi.Definitions;
using Workflows.Hosting;
using Workflows.Hosting.Definitions;
using Workflows.Hosting.Queries;

namespace Workflows.ClientApi.Runs;

/// <summary>Starting runs and looking at them.</summary>
internal static class RunEndpoints
{
    /// <summary>Maps <c>/runs</c>, and the manual start below <c>/workflows</c>.</summary>
    public static void MapRuns(this RouteGroupBuilder api)
    {
        var runs = api.MapGroup("").WithTags("Runs");
        runs.MapGet("/runs", ListAsync).Needs(Permissions.Read).WithName("ListRuns").WithSummary("List runs, newest first")
            .WithDescription("A cursor stays good while runs are added: it names a place in the order, not a number of rows.");
        runs.MapGet("/runs/{id}", GetAsync).Needs(Permissions.Read).WithName("GetRun").WithSummary("One run with its step timeline");
        runs.MapPost("/workflows/{key}/runs", StartAsync).MayBeRepeated().Needs(Permissions.Operate).WithName("StartRun").WithSummary("Start a run by hand")
            .WithDescription("Answers when the first slice is committed: the run has ended, waits, or goes on.")
            .Accepts<StartRunBody>("application/json").MayRefuse(StatusCodes.Status409Conflict, StatusCodes.Status429TooManyRequests);
    }

    private static async Task<Results<Ok<Page<RunBody>>, ProblemResult>> ListAsync(
        ClaimsPrincipal user, IQueries queries, [AsParameters] RunListQuery query, CancellationToken cancellationToken)
    {
        var reader = new QueryReader();
        var limit = reader.Limit(query.Limit);
        var filter = RunFilterReader.Read(reader, query) with { Limit = limit + 1 };
        if (reader.Problem is { } problem) return new ProblemResult(problem);

        var runs = await queries.ListRunsAsync(user.Caller().Tenant, filter, cancellationToken);
        return runs.ToOk(rows => Page<RunBody>.Of(
            rows, limit, row => RunBody.Of(row.Workflow, row.Run), row => RunCursor.Encode(filter, row.Run)));
    }

    private static async Task<Results<Ok<RunDetailBody>, ProblemResult>> GetAsync(
        string id, ClaimsPrincipal user, IQueries queries, IStore store, CancellationToken cancellationToken)
    {
        if (!RunId.TryParse(id, out var run)) return new ProblemResult(GatewayProblems.NoSuchRun);
        var detail = await queries.GetRunAsync(user.Caller().Tenant, run, cancellationToken);
        if (!detail.IsOk) return new ProblemResult(detail.Problem);
        var links = await store.Operations.ListReplaysAsync(user.Caller().Tenant, run, cancellationToken);
        var relatives = await queries.GetRelativesAsync(user.Caller().Tenant, run, cancellationToken);
        return TypedResults.Ok(RunDetailBody.Of(user.MaySee(detail.Value), links, relatives));
    }

    private static async Task<Results<Created<RunBody>, Accepted<HeldStartBody>, ProblemResult>> StartAsync(
        string key, HttpRequest request, ClaimsPrincipal user, IWorkflowService workflows, CancellationToken cancellationToken)
    {
        var body = await RequestBody.ReadJsonAsync(request);
        if (!body.IsOk) return new ProblemResult(body.Problem);
        var reader = new ObjectReader(body.Value, "payload", "version", "correlationId", "whenFull");
        var payload = reader.Value("payload");
        var version = reader.PositiveNumber("version");
        var correlationId = reader.Text("correlationId");
        var holds = reader.Choice("whenFull", "refuse", "hold") == "hold";
        if (reader.Problem is { } problem) return new ProblemResult(problem);

        if (payload.IsMissing) payload = JsonValue.EmptyObject;
        var run = await workflows.StartAsync(user.Caller(), key, version, payload, correlationId, cancellationToken);
        if (run.IsOk) return TypedResults.Created($"/v1/runs/{run.Value.Id}", RunBody.Of(key, run.Value));
        if (!holds || run.Problem.Kind != ProblemKind.Limited) return new ProblemResult(run.Problem);
        var held = await workflows.HoldStartAsync(user.Caller(), key, version, payload, correlationId, cancellationToken);
        return held.IsOk
            ? TypedResults.Accepted($"/v1/deliveries?status=held&workflow={key}", HeldStartBody.Of(held.Value))
            : new ProblemResult(held.Problem);
    }
}

/// <summary>Selects runs.</summary>
/// <param name="Status">Only these states; may be repeated.</param>
/// <param name="Workflow">Only this workflow's key.</param>
/// <param name="Version">Only this version.</param>
/// <param name="CorrelationId">Only this correlation id.</param>
/// <param name="Origin">Only runs that this started.</param>
/// <param name="ErrorCode">Only runs that ended with this error.</param>
/// <param name="Tag">Only runs with this tag.</param>
/// <param name="Search">The begin of a run's id (8 digits or more), correlation id, error code, tag or awaited correlation id, or a part of
/// the error's message of one of the newest 500 failed runs.</param>
/// <param name="From">Started at or after (RFC 3339).</param>
/// <param name="To">Started before (RFC 3339).</param>
/// <param name="Sort"><c>started:desc</c> (when absent), <c>started:asc</c>, <c>updated:desc</c> or <c>updated:asc</c>.</param>
/// <param name="Cursor">The nextCursor of the page before.</param>
/// <param name="Limit">At most so many, 1 to 200; 50 when absent.</param>
internal sealed record RunListQuery(
    [FromQuery] string[]? Status, [FromQuery] string? Workflow, [FromQuery] string? Version, [FromQuery] string? CorrelationId,
    [FromQuery] string? Origin, [FromQuery] string? ErrorCode, [FromQuery] string? Tag, [FromQuery] string? Search,
    [FromQuery] string? From, [FromQuery] string? To, [FromQuery] string? Sort, [FromQuery] string? Cursor, [FromQuery] string? Limit);
