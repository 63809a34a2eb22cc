using Microsoft.Extensions.Logging;
using Workflows.Abstractions.Ids;
using Workflows.Hosting.Entities;
using Workflows.Hosting.Gates;
using Workflows.Hosting.Runs;
using Workflows.Hosting.Triggers;

namespace Workflows.Hosting.Recovery;

/// <summary>
/// Finds what the store says is to be done and nobody may be doing: streams ahead of their cursors, runs that are RUNNING, waits that an
/// event resolved, held deliveries, timers. Entities take a repeat as nothing new. Every request leads to a pass as soon as may be, and to one more a while
/// later: a transaction of a lost connection or process can end after the first pass has looked. A look is less: it finds what a message that was lost
/// unseen has left, and costs little where nothing was lost.
/// </summary>
/// <param name="context">What entities work with.</param>
/// <param name="router">Reaches entities.</param>
/// <param name="rereadTimers">Has the timer shards read their waits again.</param>
public sealed partial class RecoveryPass(EngineContext context, IEntityRouter router, Action rereadTimers) : IDisposable
{
    private const int PageSize = 1_000;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(10);

    /// <summary>Runs that have been RUNNING without a change for longer were looked at often enough: they wait for a worker, or the watchdog has them.</summary>
    private static readonly TimeSpan Recent = TimeSpan.FromMinutes(5);
    private readonly ILogger logger = context.Loggers.CreateLogger<RecoveryPass>();
    private readonly Lock gate = new();
    private ITimer? timer;
    private DateTimeOffset restUntil;
    private Backoff backoff;
    private Scope requested;
    private bool isSettling;
    private bool underWay;
    private bool stopped;

    private enum Scope
    {
        Nothing,
        Look,
        Everything,
    }

    /// <summary>Asks for a pass.</summary>
    public void Request() => Request(Scope.Everything);

    /// <summary>Asks for a look.</summary>
    public void Look() => Request(Scope.Look);

    private void Request(Scope scope)
    {
        lock (gate)
        {
            if (scope == Scope.Look && isSettling) return;
            if (scope > requested) requested = scope;
            if (underWay) return;
            var rest = restUntil - context.Clock.GetUtcNow();
            Schedule(rest > TimeSpan.Zero ? rest : TimeSpan.Zero);
        }
    }

    /// <summary>Begins no more passes.</summary>
    public void Dispose()
    {
        lock (gate)
        {
            stopped = true;
            timer?.Dispose();
        }
    }

    private void Schedule(TimeSpan delay)
    {
        if (stopped) return;
        timer ??= context.Clock.CreateTimer(_ => Execute(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        timer.Change(delay, Timeout.InfiniteTimeSpan);
    }

    private async void Execute()
    {
        Scope scope;
        lock (gate)
        {
            if (stopped || underWay) return;
            (underWay, scope, requested, isSettling) = (true, requested, Scope.Nothing, false);
        }

        var retry = default(TimeSpan?);
        try
        {
            await RunAsync(scope == Scope.Look);
            backoff.Reset();
        }
        catch (Exception exception)
        {
            // No caller is above this frame, and what the pass was to find is still there.
            if (!stopped) LogFailed(logger, exception);
            retry = backoff.Next();
        }

        lock (gate)
        {
            underWay = false;
            restUntil = context.Clock.GetUtcNow() + Pause;
            if (retry is not null) requested = Scope.Everything;
            // The pass that is to come finds all that a look would.
            isSettling = scope == Scope.Everything && requested < Scope.Everything;
            if (isSettling)
            {
                requested = Scope.Nothing;
                Schedule(Settling);
            }
            else if (requested > Scope.Nothing)
            {
                Schedule(retry ?? Pause);
            }
        }
    }

    private async Task RunAsync(bool isLook)
    {
        if (!isLook) rereadTimers();
        var streams = await RecoverStreamsAsync();
        var runs = await RecoverRunsAsync(isLook ? context.Clock.GetUtcNow() - Recent : DateTimeOffset.MinValue);
        var waits = await RecoverWaitsAsync();
        await RecoverOrphansAsync();
        var workflows = await RecoverHeldAsync();
        if (streams + runs + waits + workflows > 0) LogRecovered(logger, streams, runs, waits, workflows);
    }

    private async Task<int> RecoverStreamsAsync()
    {
        var behind = await context.Store.Events.ListBehindAsync(int.MaxValue, CancellationToken.None);
        foreach (var position in behind) router.Trigger(position.Stream, TriggerMessage.Poke);
        return behind.Count;
    }

    private async Task<int> RecoverRunsAsync(DateTimeOffset changedSince)
    {
        var count = 0;
        for (var after = default(RunId); ;)
        {
            var page = await context.Store.Runs.ListRunningAsync(after, changedSince, PageSize, CancellationToken.None);
            foreach (var run in page) router.Run(run.Tenant, run.Id, new RunMessage.Recover(IsLost: true));
            count += page.Count;
            if (page.Count < PageSize) return count;
            after = page[^1].Id;
        }
    }

    private async Task<int> RecoverWaitsAsync()
    {
        var count = 0;
        for (var after = default(WaitId); ;)
        {
            var page = await context.Store.Runs.ListResolvedWaitsAsync(after, PageSize, CancellationToken.None);
            foreach (var wait in page)
                router.Run(wait.Tenant, wait.Id.Run, new RunMessage.WaitResolved(wait.Id.Number, wait.ResolvedBy!.Value));
            count += page.Count;
            if (page.Count < PageSize) return count;
            after = page[^1].Id;
        }
    }

    /// <summary>Child runs whose parents dropped them, and were not told.</summary>
    private async Task RecoverOrphansAsync()
    {
        for (var after = default(RunId); ;)
        {
            var page = await context.Store.Tasks.ListOrphansAsync(after, PageSize, CancellationToken.None);
            foreach (var link in page) router.Run(link.Tenant, link.Run, new RunMessage.ParentGone(link.Parent.Run));
            if (page.Count < PageSize) return;
            after = page[^1].Run;
        }
    }

    private async Task<int> RecoverHeldAsync()
    {
        var count = 0;
        for (var after = default(WorkflowId); ; count++)
        {
            if (await context.Store.Deliveries.NextHoldingAsync(after, CancellationToken.None) is not { } next) return count;
            router.Workflow(next.Tenant, next.Workflow, WorkflowMessage.Poke.Instance);
            after = next.Workflow;
        }
    }

    [LoggerMessage(EventId = 1601, Level = LogLevel.Information, Message = "Recovery took up {Streams} streams, {Runs} runs, {Waits} waits and {Workflows} workflows with held deliveries")]
    private static partial void LogRecovered(ILogger logger, int streams, int runs, int waits, int workflows);

    [LoggerMessage(EventId = 1602, Level = LogLevel.Warning, Message = "A recovery pass failed; it is done again")]
    private static partial void LogFailed(ILogger logger, Exception exception);
}
