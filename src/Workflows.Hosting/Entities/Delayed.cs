namespace Workflows.Hosting.Entities;

/// <summary>Calls back after a delay, by the injected clock.</summary>
internal static class Delayed
{
    /// <summary>Calls <paramref name="action"/> once after <paramref name="delay"/>.</summary>
    public static void Post(TimeProvider clock, TimeSpan delay, Action action)
    {
        ITimer timer = null!;
        timer = clock.CreateTimer(
            _ =>
            {
                timer.Dispose();
                action();
            },
            null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        timer.Change(delay, Timeout.InfiniteTimeSpan);
    }
}
