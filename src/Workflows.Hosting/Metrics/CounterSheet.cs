using Workflows.Abstractions.Metrics;

namespace Workflows.Hosting.Metrics;

/// <summary>The counters of one event type, as the figures that users see.</summary>
/// <param name="withoutSimulated">Takes off what simulated events have.</param>
internal sealed class CounterSheet(bool withoutSimulated)
{
    private readonly Dictionary<CounterKind, (long Count, long Sum)> counters = [];

    public void Add(CounterDelta delta)
    {
        var isSimulated = delta.Kind >= CounterKind.SimulatedBase;
        if (isSimulated && !withoutSimulated) return;
        var kind = isSimulated ? delta.Kind - (int)CounterKind.SimulatedBase : delta.Kind;
        var sign = isSimulated ? -1 : 1;
        counters.TryGetValue(kind, out var known);
        counters[kind] = (known.Count + (sign * delta.Count), known.Sum + (sign * delta.Sum));
    }

    public QuickMetrics ToQuick()
    {
        var runs = ToRuns();
        return new QuickMetrics(Count(CounterKind.EventsAccepted), runs.SuccessRate, runs.MeanDurationMs);
    }

    public EventTotals ToEvents()
    {
        var (accepted, processed) = (Count(CounterKind.EventsAccepted), Count(CounterKind.EventsProcessed));
        var error = Count(CounterKind.EventsInError);
        var matched = Count(CounterKind.EventsMatched) - Count(CounterKind.EventsMatchedInError);
        return new EventTotals(
            accepted, matched, processed - matched - error, error, accepted - processed, Count(CounterKind.EventsRejected));
    }

    public EventRunTotals ToRuns()
    {
        var started = Count(CounterKind.EventRunsStarted);
        var (succeeded, failed, canceled) =
            (Count(CounterKind.EventRunsSucceeded), Count(CounterKind.EventRunsFailed), Count(CounterKind.EventRunsCanceled));
        var ended = succeeded + failed + canceled;
        var duration = Sum(CounterKind.EventRunsSucceeded) + Sum(CounterKind.EventRunsFailed) + Sum(CounterKind.EventRunsCanceled);
        return new EventRunTotals(
            started, succeeded, failed, canceled, started - ended, ended == 0 ? null : (double)succeeded / ended,
            ended == 0 ? null : (double)duration / ended);
    }

    private long Count(CounterKind kind) => counters.GetValueOrDefault(kind).Count;

    private long Sum(CounterKind kind) => counters.GetValueOrDefault(kind).Sum;
}
