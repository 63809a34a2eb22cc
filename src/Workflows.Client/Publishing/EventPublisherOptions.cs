namespace Workflows.Client.Publishing;

/// <summary>Settings of an <see cref="EventPublisher"/>.</summary>
public sealed class EventPublisherOptions
{
    /// <summary>How many events a request has at most, 1 to 1,000; 500 by default.</summary>
    public int BatchSize { get; set; } = 500;

    /// <summary>How many bytes a request has at most; 4 MiB by default, the server takes 8. A single larger event goes alone.</summary>
    public int BatchBytes { get; set; } = 4 * 1024 * 1024;

    /// <summary>How many events may wait to be sent; 10,000 by default. Past it publishing waits for room.</summary>
    public int Capacity { get; set; } = 10_000;

    /// <summary>How a request is repeated.</summary>
    public RetryOptions Retry { get; set; } = new();

    /// <summary>Tells the time.</summary>
    public TimeProvider Clock { get; set; } = TimeProvider.System;
}
