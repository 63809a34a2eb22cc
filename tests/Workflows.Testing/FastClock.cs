using System.Diagnostics;

namespace Workflows.Testing;

/// <summary>A clock that runs faster than the real one, timers included: backoffs and waits of a scenario cost next to nothing.</summary>
/// <param name="speed">How many seconds pass in one.</param>
public sealed class FastClock(int speed) : TimeProvider
{
    private readonly DateTimeOffset start = new(2026, 3, 14, 9, 26, 53, TimeSpan.Zero);
    private readonly long origin = Stopwatch.GetTimestamp();

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => start + (Stopwatch.GetElapsedTime(origin) * speed);

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        new Timer(System.CreateTimer(callback, state, Shorten(dueTime), Shorten(period)), this);

    private TimeSpan Shorten(TimeSpan span) => span == Timeout.InfiniteTimeSpan ? span : span / speed;

    private sealed class Timer(ITimer inner, FastClock clock) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => inner.Change(clock.Shorten(dueTime), clock.Shorten(period));

        public void Dispose() => inner.Dispose();

        public ValueTask DisposeAsync() => inner.DisposeAsync();
    }
}
