using Workflows.Abstractions.Metrics;

namespace Workflows.Storage.Metrics;

/// <summary>
/// The counters of a batch, added up, in the order of their rows' key. Each is kept twice, by hour and by day: so a question over a month reads a
/// row a day, and an outcome that becomes known late changes the day that its event came as well as the hour.
/// </summary>
internal sealed class CounterTotals
{
    /// <summary>What the kind of a day's counter is more than that of an hour's; its hour is the day's first, UTC.</summary>
    internal const int DayBase = 1_000;

    /// <summary>The length of a day.</summary>
    internal const int HoursOfDay = 24;

    /// <summary>The sums by the key of their row.</summary>
    public SortedDictionary<(int Tenant, int Kind, int Subject, int Hour), (long Count, long Sum)> Rows { get; } = [];

    /// <summary>Adds to the hour and the day of a counter.</summary>
    public void Add(in CounterDelta delta)
    {
        Add((delta.Tenant.Value, (int)delta.Kind, delta.Subject, delta.Hour), delta);
        Add((delta.Tenant.Value, (int)delta.Kind + DayBase, delta.Subject, delta.Hour / HoursOfDay * HoursOfDay), delta);
    }

    private void Add((int Tenant, int Kind, int Subject, int Hour) key, in CounterDelta delta)
    {
        Rows.TryGetValue(key, out var sum);
        Rows[key] = (sum.Count + delta.Count, sum.Sum + delta.Sum);
    }
}
