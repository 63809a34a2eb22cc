using Microsoft.Extensions.Logging;
using Workflows.Hosting.Changes;
using Workflows.Hosting.Entities;

namespace Workflows.Hosting.Duties;

/// <summary>
/// Has due things handled by one timer on the earliest of all: it looks when that comes, and when it is told of a change. One pass at a time; one
/// that fails, for whatever reason, is logged and followed by another.
/// </summary>
public abstract partial class DueClock : IDuty, IDisposable
{
    private readonly ILogger logger;
    private readonly Lock gate = new();
    private readonly ITimer timer;
    private Backoff backoff;
    private bool isRunning;
    private bool isWanted;
    private bool stopped = true;
    private TaskCompletionSource? idle;
    private CancellationTokenSource stopping = new();

    /// <summary>Creates the clock; <see cref="Start"/> brings it to life.</summary>
    /// <param name="clock">Tells the time.</param>
    /// <param name="logger">Takes failures.</param>
    protected DueClock(TimeProvider clock, ILogger logger)
    {
        (Clock, this.logger) = (clock, logger);
        timer = clock.CreateTimer(_ => Execute(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Creates a clock that is told of changes.</summary>
    /// <param name="clock">Tells the time.</param>
    /// <param name="logger">Takes failures.</param>
    /// <param name="changes">Tells of changes.</param>
    /// <param name="topic">Which changes matter.</param>
    protected DueClock(TimeProvider clock, ILogger logger, ChangeSignals changes, string topic)
        : this(clock, logger) => changes.Register(topic, Wake);

    /// <summary>Tells the time.</summary>
    protected TimeProvider Clock { get; }

    /// <summary>Whether nothing more is to begin.</summary>
    protected bool IsStopped => Volatile.Read(ref stopped);

    /// <summary>Cancels what need not be finished when the duty goes.</summary>
    protected CancellationToken Stopping => stopping.Token;

    /// <summary>How long after <see cref="Start"/> it first looks; at once by default.</summary>
    protected virtual TimeSpan FirstAfter => TimeSpan.Zero;

    /// <inheritdoc/>
    public void Start()
    {
        lock (gate)
        {
            stopped = false;
            if (stopping.IsCancellationRequested) stopping = new CancellationTokenSource();
            isWanted = true;
            if (!isRunning) timer.Change(FirstAfter, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>Begins nothing more, and returns when what is under way has ended.</summary>
    public virtual async Task StopAsync()
    {
        var ended = Task.CompletedTask;
        lock (gate)
        {
            stopped = true;
            timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            // A host may stop its services twice at one time: both wait for the same end.
            if (isRunning) ended = (idle ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
        }

        await stopping.CancelAsync();
        await ended;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Begins nothing more, and gives back what it has.</summary>
    protected virtual void Dispose(bool disposing)
    {
        lock (gate) stopped = true;
        timer.Dispose();
    }

    /// <summary>Handles what is due, and tells when to look again; null waits for a change.</summary>
    protected abstract Task<DateTimeOffset?> HandleDueAsync();

    private void Wake()
    {
        lock (gate)
        {
            isWanted = true;
            if (!stopped && !isRunning) timer.Change(TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        }
    }

    private async void Execute()
    {
        lock (gate)
        {
            if (stopped || isRunning) return;
            (isRunning, isWanted) = (true, false);
        }

        DateTimeOffset? next;
        try
        {
            next = await HandleDueAsync();
            backoff.Reset();
        }
        catch (OperationCanceledException) when (IsStopped)
        {
            next = null;
        }
        catch (Exception exception)
        {
            // No caller is above this frame, and what is due is still in the store.
            LogFailed(logger, exception);
            next = Clock.GetUtcNow() + backoff.Next();
        }

        lock (gate)
        {
            isRunning = false;
            idle?.TrySetResult();
            idle = null;
            if (!stopped) timer.SetTo(Clock, isWanted ? DateTimeOffset.MinValue : next);
        }
    }

    [LoggerMessage(EventId = 1802, Level = LogLevel.Warning, Message = "What is due could not be handled; it is tried again")]
    private static partial void LogFailed(ILogger logger, Exception exception);
}
