using System.ComponentModel.DataAnnotations;
using Workflows.Abstractions.Storage;

namespace Workflows.Hosting;

/// <summary>The engine's settings. Checked at start-up.</summary>
public sealed class WorkflowsOptions
{
    /// <summary>The number of lanes per event type: events with different correlation ids are processed in parallel over so many. Part of the
    /// stored format: do not change it on a store with events that were not processed.</summary>
    [Range(1, 64)]
    public int Lanes { get; set; } = 4;

    /// <summary>Events in one trigger slice, and so in one commit.</summary>
    [Range(1, 5_000)]
    public int TriggerBatch { get; set; } = 500;

    /// <summary>Events that may wait in memory for one stream's append; past it ingest answers 503 with a next step.</summary>
    [Range(100, 1_000_000)]
    public int StreamQueue { get; set; } = 20_000;

    /// <summary>Action calls under way at one time.</summary>
    [Range(1, 10_000)]
    public int ActionConcurrency { get; set; } = 128;

    /// <summary>Action calls that may wait in memory; past it triggers stop reading until there is room.</summary>
    [Range(1, 1_000_000)]
    public int ActionQueue { get; set; } = 10_000;

    /// <summary>How long an action may take before its call counts as a transient failure.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "1.00:00:00")]
    public TimeSpan ActionTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a process that stops lets the action calls under way end; then they are cancelled and made again, with the same key.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:10:00")]
    public TimeSpan ActionDrain { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long <c>?wait=processed</c> waits.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:10:00")]
    public TimeSpan WaitLimit { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>So many failed deliveries within <see cref="TriggerFailureWindow"/>, without a start between them, pause a trigger.</summary>
    [Range(1, 1_000)]
    public int TriggerFailureLimit { get; set; } = 5;

    /// <summary>The stretch of time in which failures are counted.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan TriggerFailureWindow { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How long a trigger that failed too often holds its events.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan TriggerPause { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>After how long without progress a RUNNING run counts as stuck; the watchdog looks as often.</summary>
    [Range(typeof(TimeSpan), "00:00:10", "1.00:00:00")]
    public TimeSpan StuckAfter { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How often a waiting worker looks for tasks that another host made; zero for never, where there is one host.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:01:00")]
    public TimeSpan WorkerRecheck { get; set; }

    /// <summary>How long a host relies on what it knows of schedules: one that another host made, and then ended, starts late by at most so
    /// much. Schedules of this host, and of a single one, are never late by it.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan ScheduleRecheck { get; set; } = TimeSpan.FromHours(1);

    /// <summary>How long rows are kept. Removal is by whole days or small batches, at the start and every hour.</summary>
    public Retention Retention { get; set; } = new();

    /// <summary>The settings of <c>http.request</c>.</summary>
    public Actions.HttpRequestOptions Http { get; } = new();
}
