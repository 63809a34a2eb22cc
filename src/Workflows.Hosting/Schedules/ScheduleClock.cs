using Microsoft.Extensions.Logging;
using Workflows.Abstractions.Storage;
using Workflows.Hosting.Changes;
using Workflows.Hosting.Duties;
using Workflows.Hosting.Entities;

namespace Workflows.Hosting.Schedules;

/// <summary>
/// Has due schedules handled, by one timer on the earliest due time of all. It asks the store when that comes, when a schedule changes, and once in
/// <see cref="WorkflowsOptions.ScheduleRecheck"/>, in case another host made a schedule and then ended.
/// </summary>
public sealed partial class ScheduleClock : IDuty, IDisposable
{
    /// <summary>What the clock is told of by <see cref="ChangeSignals"/>: schedules were made or changed, here or in another process.</summary>
    public const string Topic = "schedules";

    private const int PageSize = 100;
    private readonly EngineContext context;
    private readonly ScheduleStarter starter;
    private readonly ILogger logger;
    private readonly Lock gate = new();
    private readonly ITimer timer;
    private Backoff backoff;
    private bool isRunning;
    private bool isWanted;
    private bool stopped = true;
    private TaskCompletionSource? idle;

    /// <summary>Creates the clock; <see cref="Start"/> brings it to life.</summary>
    public ScheduleClock(EngineContext context, ScheduleStarter starter, ChangeSignals changes)
    {
        (this.context, this.starter) = (context, starter);
        logger = context.Loggers.CreateLogger<ScheduleClock>();
        timer = context.Clock.CreateTimer(_ => Execute(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        changes.Register(Topic, Wake);
    }

    /// <inheritdoc/>
    public void Start()
    {
        lock (gate) stopped = false;
        Wake();
    }

    /// <summary>Begins nothing more, and returns when what is under way has ended.</summary>
    public async Task StopAsync()
    {
        Task ended;
        lock (gate)
        {
            stopped = true;
            timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            if (!isRunning) return;
            idle = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            ended = idle.Task;
        }

        await ended;
    }

    private void Wake()
    {
        lock (gate)
        {
            isWanted = true;
            if (!stopped && !isRunning) timer.Change(TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (gate) stopped = true;
        timer.Dispose();
    }

    private async void Execute()
    {
        lock (gate)
        {
            if (stopped || isRunning) return;
            (isRunning, isWanted) = (true, false);
        }

        TimeSpan delay;
        try
        {
            delay = await HandleDueAsync();
            backoff.Reset();
        }
        catch (Exception exception)
        {
            // No caller is above this frame, and what is due is still in the store.
            LogFailed(logger, exception);
            delay = backoff.Next();
        }

        lock (gate)
        {
            isRunning = false;
            idle?.TrySetResult();
            if (!stopped) timer.Change(isWanted ? TimeSpan.Zero : delay, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>Handles what is due, and tells when to look again.</summary>
    private async Task<TimeSpan> HandleDueAsync()
    {
        while (!Volatile.Read(ref stopped))
        {
            var due = await context.Store.Schedules.ListDueAsync(context.Clock.GetUtcNow(), PageSize, CancellationToken.None);
            if (due.Count == 0) break;
            var taken = await Task.WhenAll(due.Select(starter.FireAsync));
            if (taken.Contains(false)) throw new StoreException("Schedules could not be moved.", isTransient: true);
        }

        var longest = context.Options.Value.ScheduleRecheck;
        if (await context.Store.Schedules.GetNextDueAsync(CancellationToken.None) is not { } next) return longest;
        var delay = next - context.Clock.GetUtcNow();
        return delay < TimeSpan.Zero ? TimeSpan.Zero : delay < longest ? delay : longest;
    }

    [LoggerMessage(EventId = 1802, Level = LogLevel.Warning, Message = "The schedules could not be handled; it is tried again")]
    private static partial void LogFailed(ILogger logger, Exception exception);
}
