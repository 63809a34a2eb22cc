using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Json;
using Workflows.Abstractions.Runs;
using Workflows.ClientApi.Auth;
using Workflows.ClientApi.Problems;
using Workflows.ClientApi.Requests;
using Workflows.Hosting;
using Workflows.Hosting.Queries;
using Workflows.Hosting.Runs;

namespace Workflows.ClientApi.Runs;

/// <summary>What operators do to a run.</summary>
internal static class RunCommandEndpoints
{
    /// <summary>Maps the commands below <c>/runs/{id}</c>.</summary>
    public static void MapRunCommands(this RouteGroupBuilder api)
    {
        var runs = api.MapGroup("/runs/{id}").WithTags("Runs");
        runs.MapPost("/cancel", CancelAsync).Command<ReasonBody>("CancelRun", "End a run that has not ended");
        runs.MapPost("/resume", ResumeAsync).Command<ResumeBody>("ResumeRun", "Release an open wait by force");
        runs.MapPost("/retry", RetryAsync).Command<ReasonBody>("RetryRun", "Have a failed run go on at the step that failed");
        runs.MapPost("/requeue", RequeueAsync).Command<ReasonBody>("RequeueRun", "Open the last event wait of a failed or cancelled run again");
        runs.MapPost("/replay", ReplayAsync).Command<ReplayBody>("ReplayRun", "Start a new run from this one");
    }

    private static void Command<TBody>(this RouteHandlerBuilder route, string name, string summary)
        where TBody : notnull =>
        route.MayBeRepeated().Needs(Permissions.Operate).WithName(name).WithSummary(summary)
            .WithDescription("Committed together with its audit row. A state that does not take it answers 409 and changes nothing.")
            .Accepts<TBody>("application/json").MayRefuse(StatusCodes.Status409Conflict);

    private static Task<Results<Ok<RunBody>, ProblemResult>> CancelAsync(
        string id, HttpRequest request, ClaimsPrincipal user, IRunCommands commands, DeliveryViews names, CancellationToken cancellationToken) =>
        ExecuteAsync(RunCommandKind.Cancel, id, request, user, commands, names, cancellationToken);

    private static Task<Results<Ok<RunBody>, ProblemResult>> ResumeAsync(
        string id, HttpRequest request, ClaimsPrincipal user, IRunCommands commands, DeliveryViews names, CancellationToken cancellationToken) =>
        ExecuteAsync(RunCommandKind.Resume, id, request, user, commands, names, cancellationToken);

    private static Task<Results<Ok<RunBody>, ProblemResult>> RetryAsync(
        string id, HttpRequest request, ClaimsPrincipal user, IRunCommands commands, DeliveryViews names, CancellationToken cancellationToken) =>
        ExecuteAsync(RunCommandKind.Retry, id, request, user, commands, names, cancellationToken);

    private static Task<Results<Ok<RunBody>, ProblemResult>> RequeueAsync(
        string id, HttpRequest request, ClaimsPrincipal user, IRunCommands commands, DeliveryViews names, CancellationToken cancellationToken) =>
        ExecuteAsync(RunCommandKind.Requeue, id, request, user, commands, names, cancellationToken);

    private static async Task<Results<Ok<RunBody>, ProblemResult>> ExecuteAsync(
        RunCommandKind kind, string id, HttpRequest request, ClaimsPrincipal user, IRunCommands commands, DeliveryViews names,
        CancellationToken cancellationToken)
    {
        if (!RunId.TryParse(id, out var run)) return new ProblemResult(GatewayProblems.NoSuchRun);
        var body = await RequestBody.ReadJsonAsync(request);
        if (!body.IsOk) return new ProblemResult(body.Problem);
        var reader = kind == RunCommandKind.Resume
            ? new ObjectReader(body.Value, "reason", "wait", "payload")
            : new ObjectReader(body.Value, "reason");
        var reason = reader.Text("reason") ?? "";
        var wait = body.Value["wait"].Kind == JsonKind.Number ? body.Value["wait"].ToString() : reader.Text("wait");
        if (reader.Problem is { } problem) return new ProblemResult(problem);

        var caller = user.Caller();
        var command = new RunCommand
        {
            Kind = kind, Actor = caller.Actor, Reason = reason, Wait = wait, Payload = body.Value["payload"],
        };
        return await AnswerAsync(await commands.ExecuteAsync(caller.Tenant, run, command, cancellationToken), names, cancellationToken);
    }

    private static async Task<Results<Created<RunBody>, ProblemResult>> ReplayAsync(
        string id, HttpRequest request, ClaimsPrincipal user, IRunCommands commands, DeliveryViews names, CancellationToken cancellationToken)
    {
        if (!RunId.TryParse(id, out var run)) return new ProblemResult(GatewayProblems.NoSuchRun);
        var body = await RequestBody.ReadJsonAsync(request);
        if (!body.IsOk) return new ProblemResult(body.Problem);
        var read = ReplayBody.Read(body.Value);
        if (!read.IsOk) return new ProblemResult(read.Problem);

        var replayed = await commands.ReplayAsync(user.Caller(), run, read.Value, cancellationToken);
        if (!replayed.IsOk) return new ProblemResult(replayed.Problem);
        var key = await names.GetKeyAsync(replayed.Value.Tenant, replayed.Value.Workflow, cancellationToken);
        return TypedResults.Created($"/v1/runs/{replayed.Value.Id}", RunBody.Of(key, replayed.Value));
    }

    private static async Task<Results<Ok<RunBody>, ProblemResult>> AnswerAsync(
        Result<RunRecord> result, DeliveryViews names, CancellationToken cancellationToken)
    {
        if (!result.IsOk) return new ProblemResult(result.Problem);
        var key = await names.GetKeyAsync(result.Value.Tenant, result.Value.Workflow, cancellationToken);
        return TypedResults.Ok(RunBody.Of(key, result.Value));
    }
}
