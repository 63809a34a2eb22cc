using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Metrics;
using Workflows.Abstractions.Storage;

namespace Workflows.Hosting.Metrics;

/// <summary>The figures of event types, from the rolled-up counters only: no question here ever reads an event.</summary>
public sealed class EventMetrics(IStore store)
{
    /// <summary>A series has no more stretches.</summary>
    public const int MaxStretches = 1_000;

    private static readonly CounterKind[] QuickKinds =
    [
        CounterKind.EventsAccepted, CounterKind.EventRunsSucceeded, CounterKind.EventRunsFailed, CounterKind.EventRunsCanceled,
    ];

    private static readonly CounterKind[] AllKinds =
    [
        .. QuickKinds, CounterKind.EventsProcessed, CounterKind.EventsMatched, CounterKind.EventsInError, CounterKind.EventsMatchedInError,
        CounterKind.EventsRejected, CounterKind.EventRunsStarted,
    ];

    /// <summary>The few figures that a list of event types shows; one entry for every type that is asked for.</summary>
    /// <exception cref="StoreException">The store cannot be read.</exception>
    public async Task<IReadOnlyDictionary<EventTypeId, QuickMetrics>> GetQuickAsync(
        TenantId tenant, IReadOnlyCollection<EventTypeId> types, MetricsRange range, CancellationToken cancellationToken)
    {
        var sheets = types.Distinct().ToDictionary(type => type.Value, _ => new CounterSheet(withoutSimulated: false));
        var counters = await store.Counters.SumAsync(
            tenant, QuickKinds, [.. sheets.Keys], range.FromHour, range.ToHour, null, cancellationToken);
        foreach (var counter in counters) sheets[counter.Subject].Add(counter);
        return sheets.ToDictionary(sheet => new EventTypeId(sheet.Key), sheet => sheet.Value.ToQuick());
    }

    /// <summary>All figures of one event type.</summary>
    /// <param name="tenant">The owner.</param>
    /// <param name="type">The event type.</param>
    /// <param name="range">The hours to look at; at most <see cref="MaxStretches"/> stretches.</param>
    /// <param name="hoursPerStretch">The length of a stretch of the series: 1, or 24 for days in UTC.</param>
    /// <param name="withoutSimulated">Whether simulated events and their runs are left out.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="StoreException">The store cannot be read.</exception>
    public async Task<EventTypeMetrics> GetAsync(
        TenantId tenant, EventTypeId type, MetricsRange range, int hoursPerStretch, bool withoutSimulated,
        CancellationToken cancellationToken)
    {
        var first = range.FromHour / hoursPerStretch;
        var count = ((range.ToHour - 1) / hoursPerStretch) - first + 1;
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, MaxStretches, nameof(range));
        var kinds = withoutSimulated
            ? [.. AllKinds, .. AllKinds.Select(kind => CounterKind.SimulatedBase + (int)kind)]
            : AllKinds;
        var total = new CounterSheet(withoutSimulated);
        var stretches = new CounterSheet[count];
        for (var i = 0; i < count; i++) stretches[i] = new CounterSheet(withoutSimulated);
        foreach (var counter in await store.Counters.SumAsync(
            tenant, kinds, [type.Value], range.FromHour, range.ToHour, hoursPerStretch, cancellationToken))
        {
            total.Add(counter);
            stretches[(counter.Hour / hoursPerStretch) - first].Add(counter);
        }

        var series = stretches.Select((sheet, index) => ToStretch(sheet, range, (first + index) * hoursPerStretch, hoursPerStretch));
        return new EventTypeMetrics(range, total.ToEvents(), total.ToRuns(), [.. series]);
    }

    /// <summary>The first and the last stretch may be cut by the range.</summary>
    private static MetricsStretch ToStretch(CounterSheet sheet, MetricsRange range, int hour, int hours) => new(
        MetricsRange.MomentOf(Math.Max(hour, range.FromHour)), MetricsRange.MomentOf(Math.Min(hour + hours, range.ToHour)),
        sheet.ToEvents(), sheet.ToRuns());
}
