using Workflows.Engine.Triggers;

namespace Workflows.Hosting.Gates;

/// <summary>
/// A sliding window in tenths: a start counts until its tenth lies a whole window back. So there are never more starts in any window than
/// allowed, and room comes at most a tenth of the window late.
/// </summary>
internal sealed class Throttle
{
    private const int Parts = 10;
    private readonly TriggerThrottle limit;
    private readonly DateTimeOffset now;
    private readonly List<ThrottleBucket> buckets;

    public Throttle(TriggerThrottle limit, IReadOnlyList<ThrottleBucket> starts, DateTimeOffset now)
    {
        (this.limit, this.now) = (limit, now);
        buckets = [.. starts.Where(bucket => bucket.End + limit.Window > now)];
    }

    /// <summary>The starts that count, oldest first.</summary>
    public IReadOnlyList<ThrottleBucket> Starts => buckets;

    /// <summary>How many more starts are allowed now.</summary>
    public int Room => limit.Count - buckets.Sum(bucket => bucket.Count);

    /// <summary>When the next start is allowed, once there is no room.</summary>
    public DateTimeOffset Next => buckets.Count == 0 ? now : buckets[0].End + limit.Window;

    /// <summary>Counts a start.</summary>
    public void Start()
    {
        var part = TimeSpan.FromTicks(Math.Max(limit.Window.Ticks / Parts, TimeSpan.TicksPerMillisecond));
        var end = new DateTimeOffset((now.UtcTicks / part.Ticks * part.Ticks) + part.Ticks, TimeSpan.Zero);
        if (buckets.Count > 0 && buckets[^1].End >= end) buckets[^1] = buckets[^1] with { Count = buckets[^1].Count + 1 };
        else buckets.Add(new ThrottleBucket(end, 1));
    }
}
