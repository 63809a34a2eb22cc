using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Storage;
using Workflows.ClientApi.Audit;
using Workflows.ClientApi.Auth;
using Workflows.ClientApi.Paging;
using Workflows.ClientApi.Problems;
using Workflows.ClientApi.Requests;
using Workflows.Hosting;
using Workflows.Hosting.Queries;

namespace Workflows.ClientApi.Runs;

/// <summary>Runs from several sides: steps, time line, log, why, audit; and lists for operators.</summary>
internal static class RunViewEndpoints
{
    private const char DeadLetters = 'd';
    private const char AuditRows = 'A';
    private static readonly TimeSpan DefaultSummary = TimeSpan.FromDays(7);

    /// <summary>Maps the views.</summary>
    public static void MapRunViews(this RouteGroupBuilder api)
    {
        var runs = api.MapGroup("/runs").WithTags("Runs");
        runs.MapGet("/summary", SummaryAsync).Needs(Permissions.Read).WithName("SummarizeRuns").WithSummary("How many runs are where")
            .WithDescription("RUNNING and WAITING are counted now; what has ended, by whole hours from 'from' to 'to' (7 days when absent).");
        runs.MapGet("/dead-letter", DeadLettersAsync).Needs(Permissions.Operate).WithName("ListDeadLetters")
            .WithSummary("Failed runs that were tried again in vain, newest first")
            .WithDescription("A page looks at 1,000 failed runs at most: it may be short, or empty, and still have a nextCursor.");
        runs.MapGet("/stuck", StuckAsync).Needs(Permissions.Operate).WithName("ListStuckRuns").WithSummary("Runs that are RUNNING without progress");
        runs.MapGet("/{id}/steps", StepsAsync).Needs(Permissions.Read).WithName("ListRunSteps").WithSummary("The steps of a run");
        runs.MapGet("/{id}/steps/{step}", StepAsync).Needs(Permissions.Read).WithName("GetRunStep").WithSummary("One step of a run");
        runs.MapGet("/{id}/timeline", TimelineAsync).Needs(Permissions.Read).WithName("GetRunTimeline")
            .WithSummary("Attempts, waits, retries and commands of a run");
        runs.MapGet("/{id}/logs", LogsAsync).Needs(Permissions.Read).WithName("GetRunLogs").WithSummary("The log of a run");
        runs.MapGet("/{id}/why", WhyAsync).Needs(Permissions.Read).WithName("ExplainRun").WithSummary("Why a run stands where it stands");
        runs.MapGet("/{id}/audit", AuditAsync).Needs(Permissions.Admin).WithName("ListRunAudit").WithSummary("What was done to a run, newest first");
        runs.MapGet("/{id}/export", ExportAsync).Needs(Permissions.Read).WithName("ExportRun").WithSummary("Everything about a run, redacted");
    }

    /// <summary>What the caller may see of a run.</summary>
    public static RunDetail MaySee(this ClaimsPrincipal user, RunDetail run) =>
        user.Credential().Permissions.Contains(Permissions.Operate) ? run : RunHistoryViews.WithoutInvocations(run);

    private static async Task<Results<Ok<RunSummaryBody>, ProblemResult>> SummaryAsync(
        ClaimsPrincipal user, IQueries queries, TimeProvider clock, [FromQuery] string? workflow, [FromQuery] string? from,
        [FromQuery] string? to, CancellationToken cancellationToken)
    {
        var reader = new QueryReader();
        var key = reader.Text("workflow", workflow);
        var end = reader.Time("to", to) ?? clock.GetUtcNow();
        var begin = reader.Time("from", from) ?? end - DefaultSummary;
        if (reader.Problem is { } problem) return new ProblemResult(problem);
        return (await queries.SummarizeRunsAsync(user.Caller().Tenant, key, begin, end, cancellationToken)).ToOk(RunSummaryBody.Of);
    }

    private static async Task<Results<Ok<Page<DeadLetterBody>>, ProblemResult>> DeadLettersAsync(
        ClaimsPrincipal user, IQueries queries, [FromQuery] string? minAttempts, [FromQuery] string? cursor, [FromQuery] string? limit,
        CancellationToken cancellationToken)
    {
        var reader = new QueryReader();
        var attempts = reader.Number("minAttempts", minAttempts, 1, 1_000) ?? 3;
        var before = reader.GuidPosition(DeadLetters, cursor);
        var size = reader.Limit(limit);
        if (reader.Problem is { } problem) return new ProblemResult(problem);
        var page = await queries.ListDeadLettersAsync(
            user.Caller().Tenant, attempts, before is { } id ? new RunId(id) : null, size, cancellationToken);
        return TypedResults.Ok(new Page<DeadLetterBody>(
            [.. page.Items.Select(DeadLetterBody.Of)], page.Next is { } next ? Cursor.Encode(DeadLetters, next.ToString()) : null));
    }

    private static async Task<Results<Ok<ListBody<StuckRunBody>>, ProblemResult>> StuckAsync(
        ClaimsPrincipal user, RunExplainer explainer, IOptions<WorkflowsOptions> options, [FromQuery] string? seconds,
        [FromQuery] string? limit, CancellationToken cancellationToken)
    {
        var reader = new QueryReader();
        var threshold = reader.Number("seconds", seconds, 1, 86_400) is { } number ? TimeSpan.FromSeconds(number) : options.Value.StuckAfter;
        var size = reader.Limit(limit);
        if (reader.Problem is { } problem) return new ProblemResult(problem);
        var stuck = await explainer.ListStuckAsync(user.Caller().Tenant, threshold, size, cancellationToken);
        return TypedResults.Ok(new ListBody<StuckRunBody>(
            [.. stuck.Select(run => new StuckRunBody(RunBody.Of(run.Workflow, run.Run), run.IdleMs, run.Reasons))]));
    }

    private static Task<Results<Ok<ListBody<StepView>>, ProblemResult>> StepsAsync(
        string id, ClaimsPrincipal user, IQueries queries, CancellationToken cancellationToken) =>
        ViewAsync(id, user, queries, run => new ListBody<StepView>(RunHistoryViews.Steps(run)), cancellationToken);

    private static async Task<Results<Ok<StepDetail>, ProblemResult>> StepAsync(
        string id, string step, ClaimsPrincipal user, IQueries queries, CancellationToken cancellationToken)
    {
        if (!RunId.TryParse(id, out var run)) return new ProblemResult(GatewayProblems.NoSuchRun);
        var detail = await queries.GetRunAsync(user.Caller().Tenant, run, cancellationToken);
        if (!detail.IsOk) return new ProblemResult(detail.Problem);
        return RunHistoryViews.Step(user.MaySee(detail.Value), step) is { } view
            ? TypedResults.Ok(view)
            : new ProblemResult(GatewayProblems.NoSuchStep(step));
    }

    private static Task<Results<Ok<ListBody<TimelineSpan>>, ProblemResult>> TimelineAsync(
        string id, ClaimsPrincipal user, IQueries queries, CancellationToken cancellationToken) =>
        ViewAsync(id, user, queries, run => new ListBody<TimelineSpan>(RunHistoryViews.Timeline(run)), cancellationToken);

    private static Task<Results<Ok<ListBody<LogLine>>, ProblemResult>> LogsAsync(
        string id, ClaimsPrincipal user, IQueries queries, [FromQuery] string[]? level, [FromQuery] string? search,
        CancellationToken cancellationToken)
    {
        var reader = new QueryReader();
        string?[] levels = [.. (level ?? []).Select(text => reader.Choice("level", text, "debug", "info", "warn", "error"))];
        var part = reader.Text("search", search);
        if (reader.Problem is { } problem) return Task.FromResult<Results<Ok<ListBody<LogLine>>, ProblemResult>>(new ProblemResult(problem));
        return ViewAsync(
            id, user, queries,
            run => new ListBody<LogLine>(
            [
                .. RunHistoryViews.Logs(run).Where(line => (levels.Length == 0 || levels.Contains(line.Level))
                    && (part is null || line.Message.Contains(part, StringComparison.OrdinalIgnoreCase))),
            ]),
            cancellationToken);
    }

    private static async Task<Results<Ok<RunExplanation>, ProblemResult>> WhyAsync(
        string id, ClaimsPrincipal user, RunExplainer explainer, CancellationToken cancellationToken) =>
        RunId.TryParse(id, out var run)
            ? (await explainer.ExplainAsync(user.Caller().Tenant, run, cancellationToken)).ToOk(explanation => explanation)
            : new ProblemResult(GatewayProblems.NoSuchRun);

    private static async Task<Results<Ok<Page<AuditBody>>, ProblemResult>> AuditAsync(
        string id, ClaimsPrincipal user, IQueries queries, IStore store, [FromQuery] string? cursor, [FromQuery] string? limit,
        CancellationToken cancellationToken)
    {
        var reader = new QueryReader();
        var size = reader.Limit(limit);
        var before = reader.GuidPosition(AuditRows, cursor);
        if (reader.Problem is { } problem) return new ProblemResult(problem);
        if (!RunId.TryParse(id, out var run)) return new ProblemResult(GatewayProblems.NoSuchRun);
        var tenant = user.Caller().Tenant;
        if (await queries.GetRunAsync(tenant, run, cancellationToken) is { IsOk: false } missing) return new ProblemResult(missing.Problem);
        var rows = await store.Tenants.ListAuditAsync(tenant, $"run:{run}", before, size + 1, cancellationToken);
        return TypedResults.Ok(Page<AuditBody>.Of(rows, size, AuditBody.Of, row => Cursor.Encode(AuditRows, row.Id.ToString("D"))));
    }

    private static async Task<Results<Ok<RunBundleBody>, ProblemResult>> ExportAsync(
        string id, ClaimsPrincipal user, IQueries queries, IStore store, CancellationToken cancellationToken)
    {
        if (!RunId.TryParse(id, out var run)) return new ProblemResult(GatewayProblems.NoSuchRun);
        var tenant = user.Caller().Tenant;
        var detail = await queries.GetRunAsync(tenant, run, cancellationToken);
        if (!detail.IsOk) return new ProblemResult(detail.Problem);
        var shown = user.MaySee(detail.Value);
        var links = await store.Operations.ListReplaysAsync(tenant, run, cancellationToken);
        var relatives = await queries.GetRelativesAsync(tenant, run, cancellationToken);
        var audit = user.Credential().Permissions.Contains(Permissions.Admin)
            ? await store.Tenants.ListAuditAsync(tenant, $"run:{run}", null, 1_000, cancellationToken)
            : null;
        return TypedResults.Ok(new RunBundleBody(
            true, RunDetailBody.Of(shown, links, relatives), RunHistoryViews.Steps(shown), RunHistoryViews.Timeline(shown), RunHistoryViews.Logs(shown),
            audit is null ? null : [.. audit.Select(AuditBody.Of)]));
    }

    private static async Task<Results<Ok<TBody>, ProblemResult>> ViewAsync<TBody>(
        string id, ClaimsPrincipal user, IQueries queries, Func<RunDetail, TBody> view, CancellationToken cancellationToken) =>
        RunId.TryParse(id, out var run)
            ? (await queries.GetRunAsync(user.Caller().Tenant, run, cancellationToken)).ToOk(detail => view(user.MaySee(detail)))
            : new ProblemResult(GatewayProblems.NoSuchRun);
}
