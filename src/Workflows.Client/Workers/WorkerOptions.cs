namespace Workflows.Client.Workers;

/// <summary>Settings of a <see cref="Worker"/>.</summary>
public sealed class WorkerOptions
{
    /// <summary>What the worker calls itself, 1 to 200 characters; the machine's name and the process id by default.</summary>
    public string WorkerId { get; set; } = $"{Environment.MachineName}-{Environment.ProcessId}";

    /// <summary>How many tasks it works on at a time, 1 to 100; 4 by default.</summary>
    public int Concurrency { get; set; } = 4;

    /// <summary>How long the server waits for another heartbeat before others get the task, 1 s to 1 h; 30 s by default. A heartbeat is sent
    /// three times as often.</summary>
    public TimeSpan Lease { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a request for tasks waits at the server, up to 30 s; 30 s by default. The timeout of the HTTP client must be longer.</summary>
    public TimeSpan Wait { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long tasks may go on once the worker is to stop, before their handlers are canceled; 30 s by default.</summary>
    public TimeSpan StopTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How requests are repeated. A worker asks for tasks for ever, with the longest delay at last.</summary>
    public RetryOptions Retry { get; set; } = new();

    /// <summary>Told what went wrong: a request for tasks, an answer that was refused, an exception of a handler. Nothing is thrown to the caller.</summary>
    public Action<Exception>? OnError { get; set; }

    /// <summary>Tells the time.</summary>
    public TimeProvider Clock { get; set; } = TimeProvider.System;
}
