using Workflows.Abstractions.Metrics;

namespace Workflows.Hosting.Metrics;

/// <summary>A stretch of whole hours, UTC: the resolution of the rolled-up counters.</summary>
public readonly record struct MetricsRange
{
    private MetricsRange(int fromHour, int toHour) => (FromHour, ToHour) = (fromHour, toHour);

    /// <summary>The first hour since the Unix epoch.</summary>
    public int FromHour { get; }

    /// <summary>The hour after the last one.</summary>
    public int ToHour { get; }

    /// <summary>The beginning of the first hour.</summary>
    public DateTimeOffset From => MomentOf(FromHour);

    /// <summary>The end of the last hour.</summary>
    public DateTimeOffset To => MomentOf(ToHour);

    /// <summary>The hours that a stretch of time touches; one at least.</summary>
    public static MetricsRange Of(DateTimeOffset from, DateTimeOffset to)
    {
        var first = CounterDelta.HourOf(from);
        return new MetricsRange(first, Math.Max(first, CounterDelta.HourOf(to - TimeSpan.FromTicks(1))) + 1);
    }

    /// <summary>The last hours up to and with the present one.</summary>
    public static MetricsRange Last(TimeSpan length, DateTimeOffset now)
    {
        var last = CounterDelta.HourOf(now);
        return new MetricsRange(last + 1 - Math.Max(1, (int)length.TotalHours), last + 1);
    }

    /// <summary>The beginning of an hour.</summary>
    internal static DateTimeOffset MomentOf(int hour) => DateTimeOffset.FromUnixTimeSeconds(hour * 3600L);
}
