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
using Workflows.ClientApi.Runs;
using Workflows.Hosting;
using Workflows.Hosting.Jobs;
using Workflows.Hosting.Queries;

namespace Workflows.ClientApi.Jobs;

/// <summary>Commands to many runs, as jobs in the background.</summary>
internal static class JobEndpoints
{
    private const char List = 'j';
    private const char ItemList = 'i';

    /// <summary>Maps <c>/runs/bulk</c> and <c>/jobs</c>.</summary>
    public static void MapJobs(this RouteGroupBuilder api)
    {
        api.MapPost("/runs/bulk", CreateAsync).WithTags("Jobs").MayBeRepeated().Needs(Permissions.Operate).WithName("CreateBulkJob")
            .WithSummary("Do a command to every run that a filter selects")
            .WithDescription("Answers at once; the job goes on in the background, at its pace, also after a restart. It works on the runs that "
                + "were there when it was made.")
            .Accepts<BulkBody>("application/json").MayRefuse(StatusCodes.Status409Conflict);
        var jobs = api.MapGroup("/jobs").WithTags("Jobs");
        jobs.MapGet("", ListAsync).Needs(Permissions.Read).WithName("ListJobs").WithSummary("List jobs, newest first");
        jobs.MapGet("/{id}", GetAsync).Needs(Permissions.Read).WithName("GetJob").WithSummary("One job with its progress");
        jobs.MapGet("/{id}/items", ItemsAsync).Needs(Permissions.Read).WithName("ListJobItems").WithSummary("What a job did to each run");
        jobs.MapPost("/{id}/pause", PauseAsync).Change("PauseJob", "Hold a running job");
        jobs.MapPost("/{id}/resume", ResumeAsync).Change("ResumeJob", "Have a held job go on");
        jobs.MapPost("/{id}/cancel", CancelAsync).Change("CancelJob", "End a job; what it has done stays done");
    }

    private static void Change(this RouteHandlerBuilder route, string name, string summary) =>
        route.MayBeRepeated().Needs(Permissions.Operate).WithName(name).WithSummary(summary).Accepts<ReasonBody>("application/json")
            .MayRefuse(StatusCodes.Status409Conflict);

    private static async Task<Results<Accepted<JobBody>, ProblemResult>> CreateAsync(
        HttpRequest request, ClaimsPrincipal user, BulkJobs jobs, CancellationToken cancellationToken)
    {
        var body = await RequestBody.ReadJsonAsync(request);
        if (!body.IsOk) return new ProblemResult(body.Problem);
        var read = BulkBody.Read(body.Value);
        if (!read.IsOk) return new ProblemResult(read.Problem);
        var created = await jobs.CreateAsync(user.Caller(), read.Value, cancellationToken);
        return created.IsOk
            ? TypedResults.Accepted($"/v1/jobs/{created.Value.Id:D}", JobBody.Of(created.Value))
            : new ProblemResult(created.Problem);
    }

    private static async Task<Results<Ok<Page<JobBody>>, ProblemResult>> ListAsync(
        ClaimsPrincipal user, IStore store, [FromQuery] string? cursor, [FromQuery] string? limit, CancellationToken cancellationToken)
    {
        var reader = new QueryReader();
        var size = reader.Limit(limit);
        var before = reader.GuidPosition(List, cursor);
        if (reader.Problem is { } problem) return new ProblemResult(problem);
        var rows = await store.Operations.ListJobsAsync(user.Caller().Tenant, before, size + 1, cancellationToken);
        return TypedResults.Ok(Page<JobBody>.Of(rows, size, JobBody.Of, row => Cursor.Encode(List, row.Id.ToString("D"))));
    }

    private static async Task<Results<Ok<JobBody>, ProblemResult>> GetAsync(
        string id, ClaimsPrincipal user, IStore store, CancellationToken cancellationToken) =>
        (await FindAsync(id, user, store, cancellationToken)).ToOk(JobBody.Of);

    private static async Task<Results<Ok<Page<JobItemBody>>, ProblemResult>> ItemsAsync(
        string id, ClaimsPrincipal user, IStore store, [FromQuery] string? cursor, [FromQuery] string? limit,
        CancellationToken cancellationToken)
    {
        var reader = new QueryReader();
        var size = reader.Limit(limit);
        var after = reader.GuidPosition(ItemList, cursor);
        if (reader.Problem is { } problem) return new ProblemResult(problem);
        var job = await FindAsync(id, user, store, cancellationToken);
        if (!job.IsOk) return new ProblemResult(job.Problem);
        var rows = await store.Operations.ListItemsAsync(job.Value.Id, after is { } run ? new RunId(run) : null, size + 1, cancellationToken);
        return TypedResults.Ok(Page<JobItemBody>.Of(
            rows, size, row => new JobItemBody(row.Run.ToString(), row.Outcome), row => Cursor.Encode(ItemList, row.Run.ToString())));
    }

    private static Task<Results<Ok<JobBody>, ProblemResult>> PauseAsync(
        string id, HttpRequest request, ClaimsPrincipal user, BulkJobs jobs, CancellationToken cancellationToken) =>
        ChangeAsync(id, JobStatus.Paused, request, user, jobs, cancellationToken);

    private static Task<Results<Ok<JobBody>, ProblemResult>> ResumeAsync(
        string id, HttpRequest request, ClaimsPrincipal user, BulkJobs jobs, CancellationToken cancellationToken) =>
        ChangeAsync(id, JobStatus.Running, request, user, jobs, cancellationToken);

    private static Task<Results<Ok<JobBody>, ProblemResult>> CancelAsync(
        string id, HttpRequest request, ClaimsPrincipal user, BulkJobs jobs, CancellationToken cancellationToken) =>
        ChangeAsync(id, JobStatus.Canceled, request, user, jobs, cancellationToken);

    private static async Task<Results<Ok<JobBody>, ProblemResult>> ChangeAsync(
        string id, JobStatus status, HttpRequest request, ClaimsPrincipal user, BulkJobs jobs, CancellationToken cancellationToken)
    {
        if (!Guid.TryParseExact(id, "D", out var job)) return new ProblemResult(BulkJobs.Unknown(default));
        var body = await RequestBody.ReadJsonAsync(request);
        if (!body.IsOk) return new ProblemResult(body.Problem);
        var reader = new ObjectReader(body.Value, "reason");
        var reason = reader.Text("reason") ?? "";
        if (reader.Problem is { } problem) return new ProblemResult(problem);
        return (await jobs.ChangeAsync(user.Caller(), job, status, reason, cancellationToken)).ToOk(JobBody.Of);
    }

    private static async Task<Result<JobRecord>> FindAsync(string id, ClaimsPrincipal user, IStore store, CancellationToken cancellationToken) =>
        Guid.TryParseExact(id, "D", out var job)
        && await store.Operations.GetJobAsync(user.Caller().Tenant, job, cancellationToken) is { } found
            ? found
            : BulkJobs.Unknown(job);
}

/// <summary>A command to many runs.</summary>
/// <param name="Action"><c>cancel</c>, <c>resume</c>, <c>retry</c>, <c>requeue</c> or <c>replay</c>.</param>
/// <param name="Filter">Which runs, as in the list of runs; without <c>status</c>, those that take the command.</param>
/// <param name="Reason">Why; 3 to 500 characters, kept in the audit trail of every run.</param>
/// <param name="PerSecond">At most so many runs a second, 1 to 500; 20 when absent.</param>
internal sealed record BulkBody(string Action, BulkFilterBody Filter, string Reason, int? PerSecond)
{
    private static readonly string[] FilterKeys =
        ["status", "workflow", "version", "correlationId", "origin", "errorCode", "tag", "search", "from", "to"];

    /// <summary>Reads the body.</summary>
    public static Result<BulkRequest> Read(JsonValue body)
    {
        var reader = new ObjectReader(body, "action", "filter", "reason", "perSecond");
        var action = reader.RequiredText("action");
        var filter = reader.Required("filter");
        var reason = reader.RequiredText("reason");
        var pace = reader.PositiveNumber("perSecond") ?? 20;
        if (reader.Problem is { } problem) return problem;
        if (!BulkRequest.Actions.Contains(action)) return GatewayProblems.WrongType("action", $"one of {string.Join(", ", BulkRequest.Actions)}");
        if (pace > 500) return GatewayProblems.WrongType("perSecond", "a whole number from 1 to 500");

        var inner = new ObjectReader(filter, FilterKeys);
        var statuses = filter["status"].IsMissing ? [] : inner.RequiredTexts("status");
        var version = inner.PositiveNumber("version");
        foreach (var name in FilterKeys.Except(["status", "version"])) inner.Text(name);
        inner.Time("from");
        inner.Time("to");
        if (inner.Problem is { } wrong) return wrong with { Pointer = $"/filter{wrong.Pointer}" };
        for (var i = 0; i < statuses.Count; i++)
            if (!RunBody.StatusNames.Contains(statuses[i], StringComparer.OrdinalIgnoreCase))
                return GatewayProblems.WrongType($"filter/status/{i}", $"one of {string.Join(", ", RunBody.StatusNames)}");
        if (inner.Text("origin") is { } origin && !RunFilterReader.OriginNames.Contains(origin))
            return GatewayProblems.WrongType("filter/origin", $"one of {string.Join(", ", RunFilterReader.OriginNames)}");
        return new BulkRequest
        {
            Action = action,
            Reason = reason,
            PerSecond = pace,
            Filter = new RunFilter
            {
                Statuses = [.. statuses.Select(RunBody.StatusOf)],
                Workflow = inner.Text("workflow"),
                Version = version,
                CorrelationId = inner.Text("correlationId"),
                Origin = inner.Text("origin") is { } name2 ? Enum.Parse<Abstractions.Runs.RunOrigin>(name2, ignoreCase: true) : null,
                ErrorCode = inner.Text("errorCode"),
                Tag = inner.Text("tag"),
                Search = inner.Text("search"),
                From = inner.Time("from"),
                To = inner.Time("to"),
            },
        };
    }
}

/// <summary>Which runs a job works on, as in the list of runs.</summary>
internal sealed record BulkFilterBody(
    IReadOnlyList<string>? Status, string? Workflow, int? Version, string? CorrelationId, string? Origin, string? ErrorCode, string? Tag,
    string? Search, DateTimeOffset? From, DateTimeOffset? To);

/// <summary>A job.</summary>
/// <param name="Id">The job's id.</param>
/// <param name="Kind">What it does: <c>runs.cancel</c>.</param>
/// <param name="Status"><c>RUNNING</c>, <c>PAUSED</c>, <c>COMPLETED</c> or <c>CANCELED</c>.</param>
/// <param name="Actor">Who asked for it.</param>
/// <param name="Request">What was asked.</param>
/// <param name="Done">Runs that took the command.</param>
/// <param name="Refused">Runs that did not; the items say why.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="UpdatedAt">When it last got on.</param>
internal sealed record JobBody(
    string Id, string Kind, string Status, string Actor, Json.RawJson? Request, long Done, long Refused, DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt)
{
    /// <summary>The body of a job.</summary>
    public static JobBody Of(JobRecord job)
    {
        var progress = BulkProgress.Read(JsonValue.Parse(job.Progress));
        return new JobBody(
            job.Id.ToString("D"), job.Kind, job.Status.ToString().ToUpperInvariant(), job.Actor, Json.RawJson.OrNull(job.Request),
            progress.Done, progress.Refused, IdSource.TimeOf(job.Id), job.UpdatedAt);
    }
}

/// <summary>What a job did to a run.</summary>
/// <param name="Run">The run.</param>
/// <param name="Outcome"><c>done</c>, or the code of the refusal.</param>
internal sealed record JobItemBody(string Run, string Outcome);
