namespace Workflows.Hosting.Metrics;

/// <summary>What the catalog's list shows of an event type.</summary>
/// <param name="Executions">Events that came.</param>
/// <param name="SuccessRate">Succeeded runs by ended runs, 0 to 1; null when none ended.</param>
/// <param name="MeanDurationMs">The mean duration of ended runs; null when none ended.</param>
public sealed record QuickMetrics(long Executions, double? SuccessRate, double? MeanDurationMs);

/// <summary>What happened to an event type in a range of hours. The stretches of the series add up to the totals.</summary>
/// <param name="Range">The whole hours that were looked at.</param>
/// <param name="Events">The events.</param>
/// <param name="Runs">The runs that they started.</param>
/// <param name="Series">The same by stretch, in order and without gaps.</param>
public sealed record EventTypeMetrics(MetricsRange Range, EventTotals Events, EventRunTotals Runs, IReadOnlyList<MetricsStretch> Series);

/// <summary>A stretch of a series.</summary>
/// <param name="From">Its beginning.</param>
/// <param name="To">Its end.</param>
/// <param name="Events">The events that came in it.</param>
/// <param name="Runs">The runs that began in it.</param>
public sealed record MetricsStretch(DateTimeOffset From, DateTimeOffset To, EventTotals Events, EventRunTotals Runs);

/// <summary>Counts of events by the hour in which they came. <c>Total = Matched + Unmatched + Error + Pending</c>.</summary>
/// <param name="Total">Events that ingest accepted.</param>
/// <param name="Matched">Those that started or resumed a run, or are held for one, and had no failed delivery.</param>
/// <param name="Unmatched">Those that did nothing, and nothing failed.</param>
/// <param name="Error">Those with a failed delivery.</param>
/// <param name="Pending">Those that the trigger has not come to.</param>
/// <param name="Rejected">Events that were refused because of their payload; not part of the total.</param>
public sealed record EventTotals(long Total, long Matched, long Unmatched, long Error, long Pending, long Rejected);

/// <summary>Counts of runs that events started, by the hour in which they began. <c>Total = Succeeded + Failed + Canceled + Active</c>.</summary>
/// <param name="Total">Runs that began.</param>
/// <param name="Succeeded">Those that succeeded.</param>
/// <param name="Failed">Those that failed.</param>
/// <param name="Canceled">Those that were cancelled.</param>
/// <param name="Active">Those that have not ended.</param>
/// <param name="SuccessRate">Succeeded by ended, 0 to 1; null when none ended.</param>
/// <param name="MeanDurationMs">The mean duration of the ended ones; null when none ended.</param>
public sealed record EventRunTotals(
    long Total, long Succeeded, long Failed, long Canceled, long Active, double? SuccessRate, double? MeanDurationMs);
