namespace Workflows.Client;

/// <summary>How often, and how patiently, a request is repeated that the server may take later.</summary>
public sealed class RetryOptions
{
    /// <summary>How often a request is sent at most, 1 or more; 8 by default, about a minute with the delays below.</summary>
    public int MaxAttempts { get; set; } = 8;

    /// <summary>The delay after the first failure; 200 ms by default. It doubles with every further one.</summary>
    public TimeSpan Delay { get; set; } = TimeSpan.FromMilliseconds(200);

    /// <summary>The longest delay; 15 s by default. A longer <c>Retry-After</c> of the server is honoured all the same.</summary>
    public TimeSpan MaxDelay { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>The delay before the next attempt: doubled each time, spread over its upper half so that clients do not come back together, and
    /// never shorter than what the server asks for.</summary>
    internal TimeSpan DelayAfter(int attempt, TimeSpan? retryAfter)
    {
        var full = Math.Min(MaxDelay.TotalMilliseconds, Delay.TotalMilliseconds * Math.Pow(2, attempt - 1));
        var delay = TimeSpan.FromMilliseconds(full * (1 + Random.Shared.NextDouble()) / 2);
        return retryAfter > delay ? retryAfter.Value : delay;
    }
}
