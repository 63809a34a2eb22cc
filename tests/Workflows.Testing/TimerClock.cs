namespace Workflows.Testing;

/// <summary>A clock that stands still until it is moved, with timers that fire when it is moved past them.</summary>
public sealed class TimerClock : TimeProvider
{
    private readonly Lock gate = new();
    private readonly List<Entry> timers = [];
    private DateTimeOffset now = new(2026, 3, 14, 9, 26, 53, TimeSpan.Zero);

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow()
    {
        lock (gate) return now;
    }

    /// <summary>Moves the clock forward; timers fire in the order of their moments, each at its own.</summary>
    public void Advance(TimeSpan by)
    {
        DateTimeOffset end;
        lock (gate) end = now + by;
        while (TakeDue(end) is { } due) due.Fire();
        lock (gate) now = end;
    }

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var entry = new Entry(this, callback, state);
        entry.Change(dueTime, period);
        return entry;
    }

    private Entry? TakeDue(DateTimeOffset end)
    {
        lock (gate)
        {
            var first = timers.Where(timer => timer.Due <= end).MinBy(timer => timer.Due);
            if (first is null) return null;
            timers.Remove(first);
            if (first.Due > now) now = first.Due;
            return first;
        }
    }

    private sealed class Entry(TimerClock clock, TimerCallback callback, object? state) : ITimer
    {
        public DateTimeOffset Due { get; private set; }

        public void Fire() => callback(state);

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            if (period != Timeout.InfiniteTimeSpan && period != TimeSpan.Zero)
                throw new NotSupportedException("Periodic timers are not supported.");
            lock (clock.gate)
            {
                clock.timers.Remove(this);
                if (dueTime == Timeout.InfiniteTimeSpan) return true;
                Due = clock.now + dueTime;
                if (dueTime > TimeSpan.Zero)
                {
                    clock.timers.Add(this);
                    return true;
                }
            }

            ThreadPool.QueueUserWorkItem(static entry => entry.Fire(), this, preferLocal: false);
            return true;
        }

        public void Dispose()
        {
            lock (clock.gate) clock.timers.Remove(this);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
