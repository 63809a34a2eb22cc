namespace Workflows.Hosting.Entities;

/// <summary>Sets timers, which count from now, to moments of a clock.</summary>
internal static class TimerMoment
{
    /// <summary>The longest that a timer may be late because time passed between reading the clock and setting it.</summary>
    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Has a timer ring once at a moment: at once when that has passed, never when there is none. Time may pass between the reading of the clock and
    /// the setting of the timer (a process that was held up, a clock that was moved), which would make the timer late by as much: then it is set anew.
    /// </summary>
    public static void SetTo(this ITimer timer, TimeProvider clock, DateTimeOffset? moment)
    {
        if (moment is not { } due)
        {
            timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            return;
        }

        var now = clock.GetUtcNow();
        while (due > now)
        {
            timer.Change(due - now, Timeout.InfiniteTimeSpan);
            var later = clock.GetUtcNow();
            if (later < due && later - now <= Tolerance) return;
            now = later;
        }

        timer.Change(TimeSpan.Zero, Timeout.InfiniteTimeSpan);
    }
}
