using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Workflows.Abstractions.Ids;
using Workflows.Catalog.Entries;
using Workflows.ClientApi.Auth;
using Workflows.ClientApi.Paging;
using Workflows.ClientApi.Problems;
using Workflows.ClientApi.Requests;
using Workflows.Hosting;
using Workflows.Hosting.Metrics;

namespace Workflows.ClientApi.EventTypes;

/// <summary>The figures of event types.</summary>
internal static class MetricsEndpoints
{
    private const char List = 'm';
    private const int DefaultRecent = 25;
    private static readonly TimeSpan DefaultRange = TimeSpan.FromDays(7);

    /// <summary>Maps the metrics of an event type.</summary>
    public static void MapEventMetrics(this RouteGroupBuilder api) =>
        api.MapGet("/event-types/{type}/metrics", GetAsync).WithTags("Event catalog").Needs(Permissions.Read).WithName("GetEventTypeMetrics")
            .WithSummary("What happened to an event type")
            .WithDescription("The last seven days, unless 'from' and 'to' say otherwise; whole hours, UTC. 'limit' (25 when absent) and "
                + "'cursor' are for the recent events.");

    private static async Task<Results<Ok<EventMetricsBody>, ProblemResult>> GetAsync(
        string type, ClaimsPrincipal user, CatalogDirectory catalog, EventMetrics metrics, RecentEvents recent, TimeProvider clock,
        [AsParameters] MetricsQuery query, CancellationToken cancellationToken)
    {
        var reader = new QueryReader();
        var to = reader.Time("to", query.To) ?? clock.GetUtcNow();
        var from = reader.Time("from", query.From) ?? to - DefaultRange;
        var interval = reader.Choice("interval", query.Interval, "hour", "day") ?? (to - from <= TimeSpan.FromDays(2) ? "hour" : "day");
        var withoutSimulated = reader.Choice("simulated", query.Simulated, "include", "exclude") == "exclude";
        var limit = reader.Number("limit", query.Limit, 1, QueryReader.MaxLimit) ?? DefaultRecent;
        var before = reader.GuidPosition(List, query.Cursor);
        if ((reader.Problem ?? CheckRange(from, to, interval)) is { } problem) return new ProblemResult(problem);
        var tenant = user.Caller().Tenant;
        if (await catalog.FindAsync(tenant, type, cancellationToken) is not { } entry)
            return new ProblemResult(GatewayProblems.NoSuchEventType(type));

        var range = MetricsRange.Of(from, to);
        var figures = await metrics.GetAsync(tenant, entry.TypeId, range, HoursOf(interval), withoutSimulated, cancellationToken);
        var events = await recent.ListAsync(
            tenant, entry.TypeId, range, before is { } key ? new EventKey(key) : null, limit + 1, withoutSimulated, cancellationToken);
        var page = Page<RecentEventBody>.Of(
            events, limit, RecentEventBody.Of, row => Cursor.Encode(List, row.Event.Key.Value.ToString("D")));
        return TypedResults.Ok(new EventMetricsBody(
            type, range.From, range.To, interval, figures.Events, figures.Runs, figures.Series, page));
    }

    private static Problem? CheckRange(DateTimeOffset from, DateTimeOffset to, string interval)
    {
        if (from >= to) return GatewayProblems.InvalidParameter("from", "before 'to'");
        var stretches = (to - from).TotalHours / HoursOf(interval);
        return stretches > EventMetrics.MaxStretches - 2
            ? GatewayProblems.InvalidParameter("interval", $"wide enough: a series has at most {EventMetrics.MaxStretches} entries")
            : null;
    }

    private static int HoursOf(string interval) => interval == "hour" ? 1 : 24;
}

/// <summary>Selects what metrics are about.</summary>
/// <param name="From">At or after; seven days before 'to' when absent.</param>
/// <param name="To">Before; now when absent.</param>
/// <param name="Interval">The series by hour or by day (UTC); by hour up to two days when absent.</param>
/// <param name="Simulated">exclude leaves simulated events and their runs out.</param>
/// <param name="Cursor">The nextCursor of the recent events before.</param>
/// <param name="Limit">At most so many recent events, 1 to 200; 25 when absent.</param>
internal sealed record MetricsQuery(
    [FromQuery] string? From, [FromQuery] string? To, [FromQuery] string? Interval, [FromQuery] string? Simulated,
    [FromQuery] string? Cursor, [FromQuery] string? Limit);
