using Workflows.Engine.Runs;

namespace Workflows.Engine.Definitions;

/// <summary>When and how often a failed step is tried again.</summary>
public sealed record RetryPolicy
{
    /// <summary>All attempts, the first included; 1 to 1,000.</summary>
    public required int MaxAttempts { get; init; }

    /// <summary>The delay before the second attempt.</summary>
    public required TimeSpan Backoff { get; init; }

    /// <summary>Each further delay is so many times the one before; more than 0.</summary>
    public double Multiplier { get; init; } = 2;

    /// <summary>Whether a delay is spread by a random factor of 0.8 to 1.2.</summary>
    public bool Jitter { get; init; } = true;

    /// <summary>No delay is longer, jitter included; null for no cap.</summary>
    public TimeSpan? MaxDelay { get; init; }

    /// <summary>Only these families are retried; empty for every family that may be.</summary>
    public IReadOnlyList<FailureCategory> RetryOn { get; init; } = [];

    /// <summary>Whether the failure of an attempt calls for another one.</summary>
    public bool Allows(Failure failure, int attempt) =>
        failure.MayBeRetried && attempt < MaxAttempts && (RetryOn.Count == 0 || RetryOn.Contains(failure.Category));

    /// <summary>The delay after a failed attempt.</summary>
    /// <param name="attempt">The attempt that failed; 1 for the first.</param>
    /// <param name="random">A number of 0 to 1 that comes in with the slice.</param>
    public TimeSpan DelayAfter(int attempt, double random)
    {
        var cap = MaxDelay ?? TimeSpan.FromDays(30);
        var delay = Backoff.TotalMilliseconds * Math.Pow(Multiplier, attempt - 1) * (Jitter ? 0.8 + (0.4 * random) : 1);
        return TimeSpan.FromMilliseconds(Math.Min(delay, cap.TotalMilliseconds));
    }
}
