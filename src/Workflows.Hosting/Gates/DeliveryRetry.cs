namespace Workflows.Hosting.Gates;

/// <summary>When a delivery that failed by the engine's fault is tried again: after 10 s, then twice as long each time, at most 15 minutes.</summary>
internal static class DeliveryRetry
{
    /// <summary>After so many attempts a delivery rests in the dead-letter list.</summary>
    public const int MaxAttempts = 10;

    private static readonly TimeSpan First = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(15);

    /// <summary>The delay after a number of attempts.</summary>
    public static TimeSpan After(int attempts) => First * Math.Min(1 << Math.Min(attempts - 1, 10), Longest / First);
}
