using Microsoft.Extensions.Logging;
using Workflows.Engine.Runs;
using Workflows.Hosting.Actions;
using Workflows.Hosting.Changes;
using Workflows.Hosting.Duties;
using Workflows.Hosting.Entities;

namespace Workflows.Hosting.Workers;

/// <summary>Answers tasks that nobody leased or finished in time, by one timer on the earliest of all; and removes old answers.</summary>
public sealed class TaskTimeouts : DueClock
{
    /// <summary>What the clock is told of: a task got a limit.</summary>
    public const string Topic = "worker-timeouts";

    private const int PageSize = 100;
    private static readonly TimeSpan PruneInterval = TimeSpan.FromHours(1);

    /// <summary>How long an answer is kept for a worker that repeats it.</summary>
    private static readonly TimeSpan AnswerRetention = TimeSpan.FromDays(1);

    private readonly EngineContext context;
    private readonly WorkerService workers;
    private DateTimeOffset nextPrune;

    /// <summary>Creates the clock.</summary>
    public TaskTimeouts(EngineContext context, WorkerService workers, ChangeSignals changes)
        : base(context.Clock, context.Loggers.CreateLogger<TaskTimeouts>(), changes, Topic) =>
        (this.context, this.workers) = (context, workers);

    /// <inheritdoc/>
    protected override async Task<DateTimeOffset?> HandleDueAsync()
    {
        var store = context.Store.Workers;
        while (!IsStopped && await store.ListOverdueAsync(context.Clock.GetUtcNow(), PageSize, CancellationToken.None) is { Count: > 0 } overdue)
        {
            foreach (var task in overdue)
            {
                var result = task.Leases == 0
                    ? ActionResult.Fail(FailureCategory.TimeoutError, "TASK_NOT_STARTED", "No worker took the task in time.")
                    : ActionResult.Fail(FailureCategory.TimeoutError, "TASK_TIMED_OUT", "The worker did not answer in time.");
                // Without a token, so that the worker's own answer is refused from now on.
                await workers.AnswerAsync(task with { Token = null }, result, CancellationToken.None);
            }
        }

        var now = context.Clock.GetUtcNow();
        if (now >= nextPrune) await PruneAsync(now);
        return await store.GetNextDueAsync(CancellationToken.None) is { } due && due < nextPrune ? due : nextPrune;
    }

    private async Task PruneAsync(DateTimeOffset now)
    {
        while (!IsStopped && await context.Store.Workers.PruneTasksAsync(now - AnswerRetention, PageSize, CancellationToken.None) == PageSize)
        {
        }

        nextPrune = now + PruneInterval;
    }
}
