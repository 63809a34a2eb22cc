using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Json;
using Workflows.Abstractions.Runs;
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
    private const char List = 'r';

    /// <summary>Maps <c>/runs</c>, and the manual start below <c>/workflows</c>.</summary>
    public static void MapRuns(this RouteGroupBuilder api)
    {
        var runs = api.MapGroup("").WithTags("Runs");
        runs.MapGet("/runs", ListAsync).Needs(Permissions.Read).WithName("ListRuns").WithSummary("List runs, newest first");
        runs.MapGet("/runs/{id}", GetAsync).Needs(Permissions.Read).WithName("GetRun").WithSummary("One run with its step timeline");
        runs.MapPost("/workflows/{key}/runs", StartAsync).Needs(Permissions.Operate).WithName("StartRun").WithSummary("Start a run by hand")
            .WithDescription("Answers when the first slice is committed: the run has ended, waits, or goes on.")
            .Accepts<StartRunBody>("application/json").MayRefuse(StatusCodes.Status409Conflict, StatusCodes.Status429TooManyRequests);
    }

    private static async Task<Results<Ok<Page<RunBody>>, ProblemResult>> ListAsync(
        ClaimsPrincipal user, IQueries queries, [AsParameters] RunListQuery query, CancellationToken cancellationToken)
    {
        var reader = new QueryReader();
        var limit = reader.Limit(query.Limit);
        var filter = new RunFilter
        {
            Statuses = Statuses(reader, query.Status),
            Workflow = reader.Text("workflow", query.Workflow),
            Version = reader.Number("version", query.Version, 1, int.MaxValue),
            CorrelationId = reader.Text("correlationId", query.CorrelationId),
            From = reader.Time("from", query.From),
            To = reader.Time("to", query.To),
            Before = reader.GuidPosition(List, query.Cursor) is { } id ? new RunId(id) : null,
            Limit = limit + 1,
        };
        if (reader.Problem is { } problem) return new ProblemResult(problem);

        var runs = await queries.ListRunsAsync(user.Caller().Tenant, filter, cancellationToken);
        return runs.ToOk(rows => Page<RunBody>.Of(
            rows, limit, row => RunBody.Of(row.Workflow, row.Run), row => Cursor.Encode(List, row.Run.Id.ToString())));
    }

    private static async Task<Results<Ok<RunDetailBody>, ProblemResult>> GetAsync(
        string id, ClaimsPrincipal user, IQueries queries, CancellationToken cancellationToken) =>
        RunId.TryParse(id, out var run)
            ? (await queries.GetRunAsync(user.Caller().Tenant, run, cancellationToken)).ToOk(RunDetailBody.Of)
            : new ProblemResult(GatewayProblems.NoSuchRun);

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

    private static List<RunStatus> Statuses(QueryReader reader, string[]? texts)
    {
        var statuses = new List<RunStatus>();
        foreach (var text in texts ?? [])
            if (reader.Choice("status", text, RunBody.StatusNames) is { } name) statuses.Add(RunBody.StatusOf(name));
        return statuses;
    }
}

/// <summary>Selects runs.</summary>
/// <param name="Status">Only these states; may be repeated.</param>
/// <param name="Workflow">Only this workflow's key.</param>
/// <param name="Version">Only this version.</param>
/// <param name="CorrelationId">Only this correlation id.</param>
/// <param name="From">Started at or after (RFC 3339).</param>
/// <param name="To">Started before (RFC 3339).</param>
/// <param name="Cursor">The nextCursor of the page before.</param>
/// <param name="Limit">At most so many, 1 to 200; 50 when absent.</param>
internal sealed record RunListQuery(
    [FromQuery] string[]? Status, [FromQuery] string? Workflow, [FromQuery] string? Version, [FromQuery] string? CorrelationId,
    [FromQuery] string? From, [FromQuery] string? To, [FromQuery] string? Cursor, [FromQuery] string? Limit);
