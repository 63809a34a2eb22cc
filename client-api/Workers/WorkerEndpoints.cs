using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Json;
using Workflows.ClientApi.Auth;
using Workflows.ClientApi.Problems;
using Workflows.ClientApi.Requests;
using Workflows.Engine.Runs;
using Workflows.Hosting;
using Workflows.Hosting.Actions;
using Workflows.Hosting.Workers;

namespace Workflows.ClientApi.Workers;

/// <summary>The tasks of remote workers: lease, keep, answer.</summary>
internal static class WorkerEndpoints
{
    private const int MaxTopics = 100;
    private const int MaxTasks = 100;
    private const int MaxWaitMs = 30_000;
    private const int MinLeaseMs = 1_000;
    private const int MaxLeaseMs = 3_600_000;

    /// <summary>Maps <c>/worker/tasks</c>.</summary>
    public static void MapWorkers(this RouteGroupBuilder api)
    {
        var tasks = api.MapGroup("/worker/tasks").WithTags("Workers").Needs(Permissions.Work);
        tasks.MapPost("/lease", LeaseAsync).WithName("LeaseWork").WithSummary("Lease tasks; waits for the first one")
            .WithDescription("The input of a task holds the values of secrets. Answer, or send a heartbeat, before the lease ends.")
            .Accepts<LeaseBody>("application/json").MayRefuse(StatusCodes.Status429TooManyRequests);
        tasks.MapPost("/{id}/heartbeat", HeartbeatAsync).WithName("KeepWork").WithSummary("Keep a lease; tells of a canceled run")
            .Accepts<HeartbeatBody>("application/json").MayRefuse(StatusCodes.Status409Conflict);
        tasks.MapPost("/{id}/complete", CompleteAsync).WithName("CompleteWork").WithSummary("Answer a task with its output")
            .Accepts<CompleteBody>("application/json").MayRefuse(StatusCodes.Status409Conflict);
        tasks.MapPost("/{id}/fail", FailAsync).WithName("FailWork").WithSummary("Answer that a task failed")
            .Accepts<FailBody>("application/json").MayRefuse(StatusCodes.Status409Conflict);
    }

    private static async Task<Results<Ok<LeasedTasksBody>, ProblemResult>> LeaseAsync(
        HttpRequest request, ClaimsPrincipal user, WorkerService workers, IHostApplicationLifetime host, CancellationToken cancellationToken)
    {
        if (host.ApplicationStopping.IsCancellationRequested) return new ProblemResult(GatewayProblems.Stopping);
        var body = await RequestBody.ReadJsonAsync(request);
        if (!body.IsOk) return new ProblemResult(body.Problem);
        var reader = new ObjectReader(body.Value, "topics", "workerId", "max", "waitMs", "leaseMs");
        var (topics, worker) = (reader.RequiredTexts("topics"), reader.RequiredText("workerId"));
        var (max, lease) = (reader.PositiveNumber("max") ?? 1, reader.PositiveNumber("leaseMs") ?? 30_000);
        var wait = reader.Value("waitMs").IsMissing ? 0 : reader.PositiveNumber("waitMs") ?? 0;
        var problem = reader.Problem
            ?? (topics.Count > MaxTopics ? GatewayProblems.WrongType("topics", $"at most {MaxTopics} texts") : null)
            ?? (worker.Length is 0 or > 200 ? GatewayProblems.WrongType("workerId", "1 to 200 characters") : null)
            ?? (max > MaxTasks ? GatewayProblems.WrongType("max", $"a whole number from 1 to {MaxTasks}") : null)
            ?? (wait > MaxWaitMs ? GatewayProblems.WrongType("waitMs", $"a whole number from 1 to {MaxWaitMs}") : null)
            ?? CheckLease(lease);
        if (problem is not null) return new ProblemResult(problem);
        var wanted = new LeaseRequest(
            [.. topics.Distinct()], max, TimeSpan.FromMilliseconds(wait), TimeSpan.FromMilliseconds(lease), worker);
        var leased = await workers.LeaseAsync(user.Caller(), wanted, host.ApplicationStopping, cancellationToken);
        return leased.ToOk(tasks => new LeasedTasksBody([.. tasks.Select(LeasedTaskBody.Of)]));
    }

    private static async Task<Results<Ok<Heartbeat>, ProblemResult>> HeartbeatAsync(
        string id, HttpRequest request, ClaimsPrincipal user, WorkerService workers, CancellationToken cancellationToken)
    {
        var opened = await OpenAsync(id, request, user, workers, "leaseMs");
        if (!opened.IsOk) return new ProblemResult(opened.Problem);
        var (task, reader) = opened.Value;
        var lease = reader.PositiveNumber("leaseMs") ?? 30_000;
        if ((reader.Problem ?? CheckLease(lease)) is { } problem) return new ProblemResult(problem);
        var kept = await workers.HeartbeatAsync(
            user.Caller(), task.Run, task.Number, task.Token, TimeSpan.FromMilliseconds(lease), cancellationToken);
        return kept.ToOk(state => state);
    }

    private static async Task<Results<NoContent, ProblemResult>> CompleteAsync(
        string id, HttpRequest request, ClaimsPrincipal user, WorkerService workers, CancellationToken cancellationToken)
    {
        var opened = await OpenAsync(id, request, user, workers, "output");
        if (!opened.IsOk) return new ProblemResult(opened.Problem);
        var (task, reader) = opened.Value;
        var output = reader.Required("output");
        return reader.Problem is { } problem
            ? new ProblemResult(problem)
            : await AnswerAsync(user, workers, task, ActionResult.Success(output), cancellationToken);
    }

    private static async Task<Results<NoContent, ProblemResult>> FailAsync(
        string id, HttpRequest request, ClaimsPrincipal user, WorkerService workers, CancellationToken cancellationToken)
    {
        var opened = await OpenAsync(id, request, user, workers, "code", "message", "retryable", "data");
        if (!opened.IsOk) return new ProblemResult(opened.Problem);
        var (task, reader) = opened.Value;
        var (code, message) = (reader.RequiredText("code"), reader.RequiredText("message"));
        var isRetryable = reader.Value("retryable") == JsonValue.True;
        if (reader.Problem is { } problem) return new ProblemResult(problem);
        var category = isRetryable ? FailureCategory.TransientError : FailureCategory.ActionError;
        var result = ActionResult.Fail(category, Cut(code, 100), Cut(message, 2_000), reader.Value("data"));
        return await AnswerAsync(user, workers, task, result, cancellationToken);
    }

    private static async Task<Results<NoContent, ProblemResult>> AnswerAsync(
        ClaimsPrincipal user, WorkerService workers, OpenTask task, ActionResult result, CancellationToken cancellationToken)
    {
        var taken = await workers.AnswerAsync(user.Caller(), task.Run, task.Number, task.Token, result, cancellationToken);
        return taken.IsOk ? TypedResults.NoContent() : new ProblemResult(taken.Problem);
    }

    /// <summary>The task of an address and the token of the body. Whether the token is the right one is told by the service.</summary>
    private static async Task<Result<(OpenTask Task, ObjectReader Reader)>> OpenAsync(
        string id, HttpRequest request, ClaimsPrincipal user, WorkerService workers, params string[] keys)
    {
        var dot = id.LastIndexOf('.');
        if (dot < 0 || !RunId.TryParse(id[..dot], out var run)
            || !int.TryParse(id.AsSpan(dot + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return WorkerProblems.UnknownTask;
        var body = await RequestBody.ReadJsonAsync(request);
        if (!body.IsOk) return body.Problem;
        var reader = new ObjectReader(body.Value, ["token", .. keys]);
        var text = reader.RequiredText("token");
        if (reader.Problem is { } problem)
            return await workers.HasAsync(user.Caller(), run, number, request.HttpContext.RequestAborted) ? problem : WorkerProblems.UnknownTask;
        return Guid.TryParseExact(text, "D", out var token)
            ? (new OpenTask(run, number, token), reader)
            : GatewayProblems.WrongType("token", "the token of the lease");
    }

    private static Problem? CheckLease(int lease) =>
        lease is < MinLeaseMs or > MaxLeaseMs ? GatewayProblems.WrongType("leaseMs", $"a whole number from {MinLeaseMs} to {MaxLeaseMs}") : null;

    private static string Cut(string text, int length) => text.Length <= length ? text : text[..length];

    private readonly record struct OpenTask(RunId Run, int Number, Guid Token);
}
