using Workflows.Abstractions.Json;
using Workflows.ClientApi.Problems;
using Workflows.Hosting.Ingest;
using Workflows.Hosting.Queries;

namespace Workflows.ClientApi.Events;

/// <summary>An event as publishers send it.</summary>
internal sealed record EventEnvelope
{
    /// <summary>1 to 200 characters, unique for the tenant; made by the server when absent. A repeat does nothing.</summary>
    public string? Id { get; init; }

    /// <summary>The event type: SCREAMING_SNAKE_CASE or dotted.</summary>
    public required string Type { get; init; }

    /// <summary>The logical publisher.</summary>
    public required string Source { get; init; }

    /// <summary>When the fact became true (RFC 3339); now when absent.</summary>
    public DateTimeOffset? OccurredAt { get; init; }

    /// <summary>Any JSON, up to 256 KB; an empty object when absent.</summary>
    public JsonValue Payload { get; init; }

    /// <summary>Groups the events of one subject: they keep their order, and resume runs that wait with the same key.</summary>
    public string? CorrelationId { get; init; }

    /// <summary>A hint in milliseconds.</summary>
    public long? Ttl { get; init; }

    /// <summary>An object, up to 16 KB.</summary>
    public JsonValue Metadata { get; init; }

    /// <summary>The schema of the payload, when it is not the catalog's.</summary>
    public string? PayloadSchemaRef { get; init; }

    /// <summary>The W3C trace context.</summary>
    public string? Traceparent { get; init; }
}

/// <summary>The answer to one event.</summary>
/// <param name="Id">The event's id, given or made.</param>
/// <param name="Status"><c>accepted</c>, <c>duplicate</c> (accepted before; nothing was done) or <c>rejected</c>.</param>
/// <param name="Sequence">Its place in its lane.</param>
/// <param name="Deliveries">What it did, with wait=processed.</param>
/// <param name="Problem">Why it was refused.</param>
/// <param name="Warning">What its publisher should know although it was accepted.</param>
internal sealed record EventResultBody(
    string? Id, string Status, long? Sequence, IReadOnlyList<DeliveryBody>? Deliveries, ProblemBody? Problem, WarningBody? Warning)
{
    /// <summary>The body of a result.</summary>
    public static EventResultBody Of(IngestResult result) => new(
        result.Id,
        result.Status switch { IngestStatus.Accepted => "accepted", IngestStatus.Duplicate => "duplicate", _ => "rejected" },
        result.Status == IngestStatus.Rejected ? null : result.Sequence,
        result.Deliveries is null ? null : [.. result.Deliveries.Select(DeliveryBody.Of)],
        result.Problem is { } problem ? ProblemBody.Of(problem) : null,
        result.Warning is { } warning ? new WarningBody(warning.Code, warning.Message) : null);
}

/// <summary>Something that did not keep an event from being accepted.</summary>
/// <param name="Code">The stable code; docs/errors.md lists them all.</param>
/// <param name="Message">One sentence for a person.</param>
internal sealed record WarningBody(string Code, string Message);

/// <summary>The answer to a batch.</summary>
/// <param name="Accepted">How many are durable.</param>
/// <param name="Duplicates">How many were accepted before.</param>
/// <param name="Rejected">How many were refused.</param>
/// <param name="Results">One an event, in the order of the request.</param>
internal sealed record BatchResultBody(int Accepted, int Duplicates, int Rejected, IReadOnlyList<EventResultBody> Results)
{
    /// <summary>The body of a batch's results.</summary>
    public static BatchResultBody Of(IReadOnlyList<IngestResult> results) => new(
        results.Count(result => result.Status == IngestStatus.Accepted),
        results.Count(result => result.Status == IngestStatus.Duplicate),
        results.Count(result => result.Status == IngestStatus.Rejected),
        [.. results.Select(EventResultBody.Of)]);
}

/// <summary>What one event did for one workflow.</summary>
/// <param name="Workflow">The workflow's key.</param>
/// <param name="Version">The version that decided; absent for a resumed run's wait.</param>
/// <param name="Outcome"><c>started</c>, <c>resumed</c>, <c>filtered</c>, <c>held</c>, <c>skipped</c> or <c>failed</c>.</param>
/// <param name="RunId">The run that was started or resumed.</param>
/// <param name="Reason">The stable code of the reason.</param>
/// <param name="Message">The reason for a person.</param>
/// <param name="SourceSchemaRef">The schema that the trigger took the event's payload for; absent for a resumed run.</param>
/// <param name="MappingApplied">Whether the trigger's mapping makes the workflow's payload; absent for a resumed run.</param>
internal sealed record DeliveryBody(
    string Workflow, int? Version, string Outcome, string? RunId, string? Reason, string? Message, string? SourceSchemaRef, bool? MappingApplied)
{
    /// <summary>The body of a delivery.</summary>
    public static DeliveryBody Of(DeliveryView view) => new(
        view.Workflow, view.Version == 0 ? null : view.Version, view.Outcome.ToString().ToLowerInvariant(), view.Run?.ToString(),
        view.Reason, view.Message, view.Payload?.SourceSchemaRef, view.Payload?.MappingApplied);
}
