using System.Globalization;
using System.Runtime.CompilerServices;
using System.Security.Claims;
using System.Text;
using Microsoft.AspNetCore.Mvc;
using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Json;
using Workflows.Abstractions.Storage;
using Workflows.Abstractions.Tenancy;
using Workflows.ClientApi.Audit;
using Workflows.ClientApi.Auth;
using Workflows.ClientApi.Events;
using Workflows.ClientApi.Problems;
using Workflows.ClientApi.Requests;
using Workflows.ClientApi.Runs;
using Workflows.Engine;
using Workflows.Hosting.Queries;

namespace Workflows.ClientApi.Exports;

/// <summary>Lists as files, complete however long they are.</summary>
internal static class ExportEndpoints
{
    private const int PageSize = 500;

    /// <summary>Maps the exports.</summary>
    public static void MapExports(this RouteGroupBuilder api)
    {
        api.MapGet("/runs/export", RunsAsync).WithTags("Runs").Export(Permissions.Read, "ExportRuns", "All runs that the filters select");
        api.MapGet("/events/export", EventsAsync).WithTags("Events").Export(Permissions.Read, "ExportEvents", "All events that the filters select");
        api.MapGet("/deliveries/export", DeliveriesAsync).WithTags("Events")
            .Export(Permissions.Read, "ExportDeliveries", "What each of the selected events did");
        api.MapGet("/audit/export", AuditAsync).WithTags("Administration").Export(Permissions.Admin, "ExportAudit", "The audit trail");
    }

    private static void Export(this RouteHandlerBuilder route, string permission, string name, string summary) =>
        route.Needs(permission).WithName(name).WithSummary(summary)
            .WithDescription("Newest first, as format=csv (when absent), json or ndjson. Written as it is read: nothing is cut off, and a fault "
                + "on the way breaks the connection.")
            .Produces(StatusCodes.Status200OK, contentType: "text/csv");

    private static async Task<IResult> RunsAsync(
        ClaimsPrincipal user, IQueries queries, [AsParameters] RunExportQuery query, CancellationToken cancellationToken)
    {
        var reader = new QueryReader();
        var format = Format(reader, query.Format);
        var filter = RunFilterReader.Read(reader, query.ToList()) with { Limit = PageSize };
        if (reader.Problem is { } problem) return new ProblemResult(problem);
        var tenant = user.Caller().Tenant;
        var first = await queries.ListRunsAsync(tenant, filter with { Limit = 1 }, cancellationToken);
        if (!first.IsOk) return new ProblemResult(first.Problem);
        return new ExportResult<RunView>(
            "runs", format, RunPages(tenant, queries, filter, cancellationToken),
            [
                ("id", row => row.Run.Id.ToString()), ("workflow", row => row.Workflow), ("version", row => Text(row.Run.Version)),
                ("status", row => row.Run.Status.ToString().ToUpperInvariant()), ("origin", row => row.Run.Origin.ToString().ToLowerInvariant()),
                ("correlationId", row => row.Run.CorrelationId), ("startedAt", row => Timestamp.Format(row.Run.StartedAt)),
                ("updatedAt", row => Timestamp.Format(row.Run.UpdatedAt)),
                ("durationMs", row => RunBody.Of(row.Workflow, row.Run).DurationMs is { } duration ? Text(duration) : null),
                ("errorCode", row => row.Run.ErrorCode),
            ],
            row => RunBody.Of(row.Workflow, row.Run));
    }

    private static async Task<IResult> EventsAsync(
        ClaimsPrincipal user, IQueries queries, RedactionRules redaction, [AsParameters] EventExportQuery query,
        CancellationToken cancellationToken)
    {
        var reader = new QueryReader();
        var format = Format(reader, query.Format);
        var filter = Filter(reader, query);
        if (reader.Problem is { } problem) return new ProblemResult(problem);
        var tenant = user.Caller().Tenant;
        var first = await queries.ListEventsAsync(tenant, filter with { Limit = 1 }, cancellationToken);
        if (!first.IsOk) return new ProblemResult(first.Problem);
        var redactor = await redaction.GetAsync(tenant, cancellationToken);
        return new ExportResult<EventBody>(
            "events", format, EventBodies(tenant, queries, filter, redactor, cancellationToken),
            [
                ("id", row => row.Id), ("type", row => row.Type), ("source", row => row.Source), ("correlationId", row => row.CorrelationId),
                ("occurredAt", row => Timestamp.Format(row.OccurredAt)), ("receivedAt", row => Timestamp.Format(row.ReceivedAt)),
                ("lane", row => Text(row.Lane)), ("sequence", row => Text(row.Sequence)),
                ("flags", row => row.Flags is { } flags ? string.Join(' ', flags) : null),
                ("payload", row => Encoding.UTF8.GetString(row.Payload.Utf8.Span)),
            ],
            row => row);
    }

    private static async Task<IResult> DeliveriesAsync(
        ClaimsPrincipal user, IQueries queries, DeliveryViews deliveries, [AsParameters] EventExportQuery query,
        CancellationToken cancellationToken)
    {
        var reader = new QueryReader();
        var format = Format(reader, query.Format);
        var filter = Filter(reader, query);
        if (reader.Problem is { } problem) return new ProblemResult(problem);
        var tenant = user.Caller().Tenant;
        var first = await queries.ListEventsAsync(tenant, filter with { Limit = 1 }, cancellationToken);
        if (!first.IsOk) return new ProblemResult(first.Problem);
        return new ExportResult<DeliveryRow>(
            "deliveries", format, DeliveryPages(tenant, queries, deliveries, filter, cancellationToken),
            [
                ("event", row => row.Event), ("type", row => row.Type), ("receivedAt", row => Timestamp.Format(row.ReceivedAt)),
                ("workflow", row => row.Workflow), ("version", row => Text(row.Version)), ("outcome", row => row.Outcome), ("run", row => row.Run),
                ("reason", row => row.Reason), ("message", row => row.Message),
            ],
            row => row);
    }

    private static IResult AuditAsync(
        ClaimsPrincipal user, IStore store, [FromQuery] string? format, [FromQuery] string? subject, CancellationToken cancellationToken)
    {
        var reader = new QueryReader();
        var chosen = Format(reader, format);
        var of = reader.Text("subject", subject);
        if (reader.Problem is { } problem) return new ProblemResult(problem);
        return new ExportResult<AuditRecord>(
            "audit", chosen, AuditPages(user.Caller().Tenant, store, of, cancellationToken),
            [
                ("at", row => Timestamp.Format(IdSource.TimeOf(row.Id))), ("actor", row => row.Actor), ("operation", row => row.Operation),
                ("subject", row => row.Subject), ("details", row => Encoding.UTF8.GetString(row.Details.Span)),
            ],
            AuditBody.Of);
    }

    private static async IAsyncEnumerable<IReadOnlyList<RunView>> RunPages(
        TenantId tenant, IQueries queries, RunFilter filter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (true)
        {
            var page = (await queries.ListRunsAsync(tenant, filter, cancellationToken)).Value;
            if (page.Count > 0) yield return page;
            if (page.Count < PageSize) yield break;
            filter = filter with { After = RunPosition.Of(page[^1].Run) };
        }
    }

    private static async IAsyncEnumerable<IReadOnlyList<EventView>> EventPages(
        TenantId tenant, IQueries queries, EventFilter filter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (true)
        {
            var page = (await queries.ListEventsAsync(tenant, filter, cancellationToken)).Value;
            if (page.Count > 0) yield return page;
            if (page.Count < PageSize) yield break;
            filter = filter with { Before = page[^1].Event.Key };
        }
    }

    private static async IAsyncEnumerable<IReadOnlyList<EventBody>> EventBodies(
        TenantId tenant, IQueries queries, EventFilter filter, Redactor redactor, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var page in EventPages(tenant, queries, filter, cancellationToken))
        {
            yield return
            [
                .. page.Select(EventBody.Of).Select(row => row with
                {
                    Payload = new Json.RawJson(redactor.Mention(JsonValue.Parse(row.Payload.Utf8)).ToUtf8()),
                }),
            ];
        }
    }

    private static async IAsyncEnumerable<IReadOnlyList<DeliveryRow>> DeliveryPages(
        TenantId tenant, IQueries queries, DeliveryViews deliveries, EventFilter filter,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var page in EventPages(tenant, queries, filter, cancellationToken))
        {
            var rows = new List<DeliveryRow>();
            foreach (var view in page)
                foreach (var delivery in await deliveries.FindAsync(view.Event, cancellationToken) ?? [])
                    rows.Add(DeliveryRow.Of(view, delivery));
            yield return rows;
        }
    }

    private static async IAsyncEnumerable<IReadOnlyList<AuditRecord>> AuditPages(
        TenantId tenant, IStore store, string? subject, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (Guid? before = null; ;)
        {
            var page = await store.Tenants.ListAuditAsync(tenant, subject, before, PageSize, cancellationToken);
            if (page.Count > 0) yield return page;
            if (page.Count < PageSize) yield break;
            before = page[^1].Id;
        }
    }

    private static EventFilter Filter(QueryReader reader, EventExportQuery query) => new()
    {
        Type = reader.Text("type", query.Type),
        Source = reader.Text("source", query.Source),
        CorrelationId = reader.Text("correlationId", query.CorrelationId),
        From = reader.Time("from", query.From),
        To = reader.Time("to", query.To),
        Limit = PageSize,
    };

    private static string Format(QueryReader reader, string? format) => reader.Choice("format", format, ExportResult<RunView>.Formats) ?? "csv";

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}

/// <summary>What one event did for one workflow.</summary>
/// <param name="Event">The event's id.</param>
/// <param name="Type">The event type.</param>
/// <param name="ReceivedAt">When the event was received.</param>
/// <param name="Workflow">The workflow's key.</param>
/// <param name="Version">The version that decided.</param>
/// <param name="Outcome">What happened.</param>
/// <param name="Run">The run that was started or resumed.</param>
/// <param name="Reason">The code of the reason.</param>
/// <param name="Message">The reason for a person.</param>
/// <param name="SourceSchemaRef">The schema that the trigger took the event's payload for.</param>
/// <param name="MappingApplied">Whether the trigger's mapping makes the workflow's payload.</param>
internal sealed record DeliveryRow(
    string Event, string Type, DateTimeOffset ReceivedAt, string Workflow, int Version, string Outcome, string? Run, string? Reason,
    string? Message, string? SourceSchemaRef, bool? MappingApplied)
{
    /// <summary>The row of a delivery.</summary>
    public static DeliveryRow Of(EventView view, DeliveryView delivery) => new(
        view.Event.Id, view.Type, view.Event.ReceivedAt, delivery.Workflow, delivery.Version, delivery.Outcome.ToString().ToLowerInvariant(),
        delivery.Run?.ToString(), delivery.Reason, delivery.Message, delivery.Payload?.SourceSchemaRef, delivery.Payload?.MappingApplied);
}

/// <summary>Selects runs to export, as the list of runs does.</summary>
internal sealed record RunExportQuery(
    [FromQuery] string? Format, [FromQuery] string[]? Status, [FromQuery] string? Workflow, [FromQuery] string? Version,
    [FromQuery] string? CorrelationId, [FromQuery] string? Origin, [FromQuery] string? ErrorCode, [FromQuery] string? Tag,
    [FromQuery] string? Search, [FromQuery] string? From, [FromQuery] string? To, [FromQuery] string? Sort)
{
    /// <summary>The same filters of a list.</summary>
    public RunListQuery ToList() => new(Status, Workflow, Version, CorrelationId, Origin, ErrorCode, Tag, Search, From, To, Sort, null, null);
}

/// <summary>Selects events to export, as the list of events does.</summary>
internal sealed record EventExportQuery(
    [FromQuery] string? Format, [FromQuery] string? Type, [FromQuery] string? Source, [FromQuery] string? CorrelationId,
    [FromQuery] string? From, [FromQuery] string? To);
