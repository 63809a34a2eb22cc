namespace Workflows.Abstractions.Storage;

/// <summary>How long rows are kept; whole days.</summary>
public sealed record Retention
{
    /// <summary>How long the answer to a request with an <c>Idempotency-Key</c> is kept, whatever else is chosen.</summary>
    public static readonly TimeSpan RequestAnswers = TimeSpan.FromHours(24);

    /// <summary>Publisher ids for deduplication.</summary>
    public TimeSpan Dedupe { get; init; } = TimeSpan.FromDays(7);

    /// <summary>Events and deliveries.</summary>
    public TimeSpan Events { get; init; } = TimeSpan.FromDays(90);

    /// <summary>The log of rejected events.</summary>
    public TimeSpan Rejected { get; init; } = TimeSpan.FromDays(14);

    /// <summary>Runs that ended, with their history. A run that has not ended is never removed.</summary>
    public TimeSpan Runs { get; init; } = TimeSpan.FromDays(90);

    /// <summary>The audit trail.</summary>
    public TimeSpan Audit { get; init; } = TimeSpan.FromDays(3650);
}
