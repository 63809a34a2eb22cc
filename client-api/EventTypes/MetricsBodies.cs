using Workflows.Abstractions.Events;
using Workflows.Abstractions.Json;
using Workflows.ClientApi.Paging;
using Workflows.Hosting.Metrics;

namespace Workflows.ClientApi.EventTypes;

/// <summary>What happened to an event type.</summary>
/// <param name="Type">The event type.</param>
/// <param name="From">The beginning: the range is widened to whole hours, UTC.</param>
/// <param name="To">The end.</param>
/// <param name="Interval"><c>hour</c> or <c>day</c> (UTC).</param>
/// <param name="Events">The events that came. total = matched + unmatched + error + pending.</param>
/// <param name="Runs">The runs that they started, by the time of their start. total = succeeded + failed + canceled + active.</param>
/// <param name="Series">The same by interval; it adds up to the totals.</param>
/// <param name="RecentEvents">The last events, newest first.</param>
internal sealed record EventMetricsBody(
    string Type, DateTimeOffset From, DateTimeOffset To, string Interval, EventTotals Events, EventRunTotals Runs,
    IReadOnlyList<MetricsStretch> Series, Page<RecentEventBody> RecentEvents);

/// <summary>An event with what became of it.</summary>
internal sealed record RecentEventBody
{
    /// <summary>The event's id.</summary>
    public required string Id { get; init; }

    /// <summary><c>matched</c>, <c>unmatched</c>, <c>error</c> or <c>pending</c>.</summary>
    public required string Status { get; init; }

    /// <summary>The publisher.</summary>
    public required string Source { get; init; }

    /// <summary>Groups the events of one subject.</summary>
    public string? CorrelationId { get; init; }

    /// <summary>When the fact became true.</summary>
    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>When the server took it.</summary>
    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>Whether it was simulated.</summary>
    public required bool Simulated { get; init; }

    /// <summary>The payload, redacted.</summary>
    public required JsonValue Payload { get; init; }

    /// <summary>The body of an event.</summary>
    public static RecentEventBody Of(RecentEvent recent) => new()
    {
        Id = recent.Event.Id,
        Status = recent.Status.ToString().ToLowerInvariant(),
        Source = recent.Event.Source,
        CorrelationId = recent.Event.CorrelationId,
        OccurredAt = recent.Event.OccurredAt,
        ReceivedAt = recent.Event.ReceivedAt,
        Simulated = recent.Event.Flags.HasFlag(EventFlags.Simulated),
        Payload = recent.Payload,
    };
}
