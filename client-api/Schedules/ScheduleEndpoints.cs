using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Workflows.Abstractions.Schedules;
using Workflows.ClientApi.Auth;
using Workflows.ClientApi.Paging;
using Workflows.ClientApi.Problems;
using Workflows.ClientApi.Requests;
using Workflows.Hosting;
using Workflows.Hosting.Schedules;

namespace Workflows.ClientApi.Schedules;

/// <summary>Managing schedules and looking ahead.</summary>
internal static class ScheduleEndpoints
{
    private const char List = 'c';
    private const int MaxTimes = 50;
    private const int DefaultTimes = 5;

    /// <summary>Maps <c>/schedules</c>.</summary>
    public static void MapSchedules(this RouteGroupBuilder api)
    {
        var schedules = api.MapGroup("/schedules").WithTags("Schedules");
        schedules.MapGet("", ListAsync).Needs(Permissions.Read).WithName("ListSchedules").WithSummary("Schedules, newest first");
        schedules.MapPost("", CreateAsync).Needs(Permissions.Manage).WithName("CreateSchedule")
            .WithSummary("Make a schedule of a published workflow")
            .Accepts<SaveScheduleBody>("application/json").MayRefuse(StatusCodes.Status409Conflict);
        schedules.MapPost("/preview", PreviewAsync).Needs(Permissions.Read).WithName("PreviewSchedule")
            .WithSummary("The next due times of a cron expression").Accepts<PreviewBody>("application/json");
        schedules.MapGet("/{id}", GetAsync).Needs(Permissions.Read).WithName("GetSchedule").WithSummary("One schedule");
        schedules.MapPut("/{id}", UpdateAsync).Needs(Permissions.Manage).WithName("UpdateSchedule").WithSummary("Replace a schedule")
            .WithDescription("With If-Match, only when it has not changed since it was read. A paused one stays paused.")
            .Accepts<SaveScheduleBody>("application/json")
            .MayRefuse(StatusCodes.Status409Conflict, StatusCodes.Status412PreconditionFailed);
        schedules.MapDelete("/{id}", DeleteAsync).Needs(Permissions.Manage).WithName("DeleteSchedule").WithSummary("Delete a schedule")
            .MayRefuse(StatusCodes.Status409Conflict);
        schedules.MapPost("/{id}/pause", PauseAsync).Needs(Permissions.Manage).WithName("PauseSchedule")
            .WithSummary("Stop it from starting runs").MayRefuse(StatusCodes.Status409Conflict, StatusCodes.Status412PreconditionFailed);
        schedules.MapPost("/{id}/resume", ResumeAsync).Needs(Permissions.Manage).WithName("ResumeSchedule")
            .WithSummary("Have it start runs again, from its next due time on")
            .MayRefuse(StatusCodes.Status409Conflict, StatusCodes.Status412PreconditionFailed);
        schedules.MapGet("/{id}/next", NextAsync).Needs(Permissions.Read).WithName("ListNextTimes").WithSummary("Its next due times");
    }

    private static async Task<Results<Ok<Page<ScheduleBody>>, ProblemResult>> ListAsync(
        ClaimsPrincipal user, IScheduleService schedules, [AsParameters] ScheduleListQuery query, CancellationToken cancellationToken)
    {
        var reader = new QueryReader();
        var limit = reader.Limit(query.Limit);
        ScheduleKind? kind = reader.Choice("type", query.Type, "once", "recurring") switch
        {
            null => null,
            "once" => ScheduleKind.Once,
            _ => ScheduleKind.Recurring,
        };
        var status = reader.Choice("status", query.Status, "active", "paused", "disabled", "completed") is { } name
            ? Enum.Parse<ScheduleStatus>(name, ignoreCase: true)
            : (ScheduleStatus?)null;
        var filter = new ScheduleFilter(
            reader.Text("workflow", query.Workflow), kind, status, reader.Text("search", query.Search),
            reader.Text("calendar", query.Calendar), reader.GuidPosition(List, query.Cursor), limit + 1);
        if (reader.Problem is { } problem) return new ProblemResult(problem);
        var rows = await schedules.ListAsync(user.Caller().Tenant, filter, cancellationToken);
        return rows.ToOk(items => Page<ScheduleBody>.Of(
            items, limit, ScheduleBody.Of, row => Cursor.Encode(List, row.Schedule.Id.ToString("D"))));
    }

    private static async Task<Results<Created<ScheduleBody>, ProblemResult>> CreateAsync(
        HttpRequest request, ClaimsPrincipal user, IScheduleService schedules, CancellationToken cancellationToken)
    {
        var body = await RequestBody.ReadJsonAsync(request);
        if (!body.IsOk) return new ProblemResult(body.Problem);
        var reader = new ObjectReader(body.Value, "workflow", "name", "runAt", "cron", "timezone", "days", "calendar", "payload", "catchUp");
        var workflow = reader.RequiredText("workflow");
        var draft = ReadDraft(reader);
        if (!draft.IsOk) return new ProblemResult(draft.Problem);
        var created = await schedules.CreateAsync(user.Caller(), workflow, draft.Value, cancellationToken);
        if (!created.IsOk) return new ProblemResult(created.Problem);
        ETag.Write(request.HttpContext.Response, created.Value.Schedule.Revision);
        return TypedResults.Created($"/v1/schedules/{created.Value.Schedule.Id:D}", ScheduleBody.Of(created.Value));
    }

    private static async Task<Results<Ok<ScheduleBody>, ProblemResult>> UpdateAsync(
        string id, HttpRequest request, ClaimsPrincipal user, IScheduleService schedules, CancellationToken cancellationToken)
    {
        var found = await GetAsync(id, request.HttpContext, user, schedules, cancellationToken);
        if (found.Result is ProblemResult) return found;
        var revision = ETag.ReadIfMatch(request);
        if (!revision.IsOk) return new ProblemResult(revision.Problem);
        var body = await RequestBody.ReadJsonAsync(request);
        if (!body.IsOk) return new ProblemResult(body.Problem);
        var draft = ReadDraft(new ObjectReader(body.Value, "name", "runAt", "cron", "timezone", "days", "calendar", "payload", "catchUp"));
        if (!draft.IsOk) return new ProblemResult(draft.Problem);
        return Answer(
            request.HttpContext,
            await schedules.UpdateAsync(user.Caller(), Guid.Parse(id), draft.Value, revision.Value, cancellationToken));
    }

    private static Result<ScheduleDraft> ReadDraft(ObjectReader reader)
    {
        var (name, runAt, cron) = (reader.RequiredText("name"), reader.Time("runAt"), reader.Text("cron"));
        var (zone, catchUp) = (reader.Text("timezone"), reader.Text("catchUp") ?? "fire-once");
        var (days, calendar, payload) = (reader.Choice("days", DayNames.All), reader.Text("calendar"), reader.Value("payload"));
        if (reader.Problem is { } problem) return problem;
        return CatchUpNames.Find(catchUp) is { } policy
            ? new ScheduleDraft(name, runAt, cron, zone, payload, policy) { Days = DayNames.Find(days), Calendar = calendar }
            : GatewayProblems.WrongType("catchUp", $"one of {string.Join(", ", CatchUpNames.All)}");
    }

    private static async Task<Results<Ok<ScheduleBody>, ProblemResult>> GetAsync(
        string id, HttpContext context, ClaimsPrincipal user, IScheduleService schedules, CancellationToken cancellationToken) =>
        Answer(context, await schedules.GetAsync(user.Caller().Tenant, Read(id), cancellationToken));

    private static async Task<Results<Ok<ScheduleBody>, ProblemResult>> PauseAsync(
        string id, HttpContext context, ClaimsPrincipal user, IScheduleService schedules, CancellationToken cancellationToken) =>
        Answer(context, await schedules.PauseAsync(user.Caller(), Read(id), cancellationToken));

    private static async Task<Results<Ok<ScheduleBody>, ProblemResult>> ResumeAsync(
        string id, HttpContext context, ClaimsPrincipal user, IScheduleService schedules, CancellationToken cancellationToken) =>
        Answer(context, await schedules.ResumeAsync(user.Caller(), Read(id), cancellationToken));

    private static async Task<Results<NoContent, ProblemResult>> DeleteAsync(
        string id, ClaimsPrincipal user, IScheduleService schedules, CancellationToken cancellationToken)
    {
        var deleted = await schedules.DeleteAsync(user.Caller(), Read(id), cancellationToken);
        return deleted.IsOk ? TypedResults.NoContent() : new ProblemResult(deleted.Problem);
    }

    private static async Task<Results<Ok<ScheduleTimesBody>, ProblemResult>> NextAsync(
        string id, ClaimsPrincipal user, IScheduleService schedules, [FromQuery] string? count, CancellationToken cancellationToken)
    {
        var reader = new QueryReader();
        var times = reader.Number("count", count, 1, MaxTimes) ?? DefaultTimes;
        if (reader.Problem is { } problem) return new ProblemResult(problem);
        return (await schedules.NextAsync(user.Caller().Tenant, Read(id), times, cancellationToken)).ToOk(ScheduleTimesBody.Of);
    }

    private static async Task<Results<Ok<ScheduleTimesBody>, ProblemResult>> PreviewAsync(
        HttpRequest request, ClaimsPrincipal user, IScheduleService schedules, CancellationToken cancellationToken)
    {
        var body = await RequestBody.ReadJsonAsync(request);
        if (!body.IsOk) return new ProblemResult(body.Problem);
        var reader = new ObjectReader(body.Value, "cron", "timezone", "days", "calendar", "count");
        var (cron, zone, count) = (reader.RequiredText("cron"), reader.Text("timezone") ?? "UTC", reader.PositiveNumber("count") ?? DefaultTimes);
        var preview = new SchedulePreview(cron, zone, DayNames.Find(reader.Choice("days", DayNames.All)), reader.Text("calendar"), count);
        var problem = reader.Problem ?? (count > MaxTimes ? GatewayProblems.WrongType("count", $"a whole number from 1 to {MaxTimes}") : null);
        if (problem is not null) return new ProblemResult(problem);
        return (await schedules.PreviewAsync(user.Caller().Tenant, preview, cancellationToken)).ToOk(ScheduleTimesBody.Of);
    }

    /// <summary>An id; one that cannot be is found nowhere.</summary>
    private static Guid Read(string id) => Guid.TryParseExact(id, "D", out var schedule) ? schedule : default;

    private static Results<Ok<ScheduleBody>, ProblemResult> Answer(HttpContext context, Result<ScheduleDetail> schedule)
    {
        if (schedule.IsOk) ETag.Write(context.Response, schedule.Value.Schedule.Revision);
        return schedule.ToOk(ScheduleBody.Of);
    }
}

/// <summary>Selects schedules.</summary>
/// <param name="Workflow">Only those of the workflow with this key.</param>
/// <param name="Type"><c>once</c> or <c>recurring</c>.</param>
/// <param name="Status"><c>active</c>, <c>paused</c>, <c>disabled</c> or <c>completed</c>.</param>
/// <param name="Search">Only with this text in their name.</param>
/// <param name="Calendar">Only those that name the calendar with this key.</param>
/// <param name="Cursor">The nextCursor of the page before.</param>
/// <param name="Limit">At most so many, 1 to 200; 50 when absent.</param>
internal sealed record ScheduleListQuery(
    [FromQuery] string? Workflow, [FromQuery] string? Type, [FromQuery] string? Status, [FromQuery] string? Search,
    [FromQuery] string? Calendar, [FromQuery] string? Cursor, [FromQuery] string? Limit);
