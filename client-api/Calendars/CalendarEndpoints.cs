using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Workflows.Abstractions.Calendars;
using Workflows.ClientApi.Auth;
using Workflows.ClientApi.Paging;
using Workflows.ClientApi.Problems;
using Workflows.ClientApi.Requests;
using Workflows.Hosting;
using Workflows.Hosting.Calendars;

namespace Workflows.ClientApi.Calendars;

/// <summary>Managing the tenant's calendars.</summary>
internal static class CalendarEndpoints
{
    private const char List = 'b';

    /// <summary>Maps <c>/calendars</c>.</summary>
    public static void MapCalendars(this RouteGroupBuilder api)
    {
        var calendars = api.MapGroup("/calendars").WithTags("Calendars");
        calendars.MapGet("", ListAsync).Needs(Permissions.Read).WithName("ListCalendars").WithSummary("Calendars by key");
        calendars.MapPost("", CreateAsync).Needs(Permissions.Manage).WithName("CreateCalendar").WithSummary("Make a calendar")
            .Accepts<SaveCalendarBody>("application/json").MayRefuse(StatusCodes.Status409Conflict);
        calendars.MapGet("/{key}", GetAsync).Needs(Permissions.Read).WithName("GetCalendar").WithSummary("One calendar");
        calendars.MapPut("/{key}", UpdateAsync).Needs(Permissions.Manage).WithName("UpdateCalendar").WithSummary("Replace a calendar")
            .WithDescription("With If-Match, only when it has not changed since it was read. The schedules by it get their next due times anew.")
            .Accepts<SaveCalendarBody>("application/json")
            .MayRefuse(StatusCodes.Status409Conflict, StatusCodes.Status412PreconditionFailed);
        calendars.MapDelete("/{key}", DeleteAsync).Needs(Permissions.Manage).WithName("DeleteCalendar").WithSummary("Delete a calendar")
            .WithDescription("Refused while schedules go by it, unless force=true; they start nothing then until they have a calendar again.")
            .MayRefuse(StatusCodes.Status409Conflict);
    }

    private static async Task<Results<Ok<Page<CalendarBody>>, ProblemResult>> ListAsync(
        ClaimsPrincipal user, ICalendarService calendars, [FromQuery] string? cursor, [FromQuery] string? limit,
        CancellationToken cancellationToken)
    {
        var reader = new QueryReader();
        var size = reader.Limit(limit);
        var after = reader.Position(List, cursor);
        if (reader.Problem is { } problem) return new ProblemResult(problem);
        var rows = await calendars.ListAsync(user.Caller().Tenant, after, size + 1, cancellationToken);
        return TypedResults.Ok(Page<CalendarBody>.Of(rows, size, CalendarBody.Of, row => Cursor.Encode(List, row.Key)));
    }

    private static async Task<Results<Created<CalendarBody>, ProblemResult>> CreateAsync(
        HttpRequest request, ClaimsPrincipal user, ICalendarService calendars, CancellationToken cancellationToken)
    {
        var body = await RequestBody.ReadJsonAsync(request);
        if (!body.IsOk) return new ProblemResult(body.Problem);
        var reader = new ObjectReader(body.Value, "key", "name", "timezone", "weekdays", "holidays", "default");
        var key = reader.RequiredText("key");
        var draft = CalendarReader.Read(reader);
        if (!draft.IsOk) return new ProblemResult(draft.Problem);
        var created = await calendars.CreateAsync(user.Caller(), key, draft.Value, cancellationToken);
        if (!created.IsOk) return new ProblemResult(created.Problem);
        ETag.Write(request.HttpContext.Response, created.Value.Revision);
        return TypedResults.Created($"/v1/calendars/{key}", CalendarBody.Of(created.Value));
    }

    private static async Task<Results<Ok<CalendarBody>, ProblemResult>> GetAsync(
        string key, HttpContext context, ClaimsPrincipal user, ICalendarService calendars, CancellationToken cancellationToken) =>
        Answer(context, await calendars.GetAsync(user.Caller().Tenant, key, cancellationToken));

    private static async Task<Results<Ok<CalendarBody>, ProblemResult>> UpdateAsync(
        string key, HttpRequest request, ClaimsPrincipal user, ICalendarService calendars, CancellationToken cancellationToken)
    {
        var found = await GetAsync(key, request.HttpContext, user, calendars, cancellationToken);
        if (found.Result is ProblemResult) return found;
        var revision = ETag.ReadIfMatch(request);
        if (!revision.IsOk) return new ProblemResult(revision.Problem);
        var body = await RequestBody.ReadJsonAsync(request);
        if (!body.IsOk) return new ProblemResult(body.Problem);
        var draft = CalendarReader.Read(new ObjectReader(body.Value, "name", "timezone", "weekdays", "holidays", "default"));
        if (!draft.IsOk) return new ProblemResult(draft.Problem);
        return Answer(
            request.HttpContext, await calendars.UpdateAsync(user.Caller(), key, draft.Value, revision.Value, cancellationToken));
    }

    private static async Task<Results<NoContent, ProblemResult>> DeleteAsync(
        string key, ClaimsPrincipal user, ICalendarService calendars, [FromQuery] string? force, CancellationToken cancellationToken)
    {
        var reader = new QueryReader();
        var isForced = reader.Choice("force", force, "true", "false") == "true";
        if (reader.Problem is { } problem) return new ProblemResult(problem);
        var deleted = await calendars.DeleteAsync(user.Caller(), key, isForced, cancellationToken);
        return deleted.IsOk ? TypedResults.NoContent() : new ProblemResult(deleted.Problem);
    }

    private static Results<Ok<CalendarBody>, ProblemResult> Answer(HttpContext context, Result<CalendarRecord> calendar)
    {
        if (calendar.IsOk) ETag.Write(context.Response, calendar.Value.Revision);
        return calendar.ToOk(CalendarBody.Of);
    }
}
