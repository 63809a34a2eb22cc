using Microsoft.Extensions.Logging;
using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Storage;
using Workflows.Hosting.Entities;
using Workflows.Hosting.Runs;
using Workflows.Hosting.Triggers;

namespace Workflows.Hosting.Recovery;

/// <summary>
/// Finds what the store says is to be done and nobody may be doing: streams ahead of their cursors, runs that are RUNNING, waits that an
/// event resolved. Entities take a repeat as nothing new. Requests while a pass is under way, or soon after one, are answered by one more.
/// </summary>
public sealed partial class RecoveryPass(EngineContext context, IEntityRouter router)
{
    private const int PageSize = 1_000;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private readonly ILogger logger = context.Loggers.CreateLogger<RecoveryPass>();
    private readonly Lock gate = new();
    private Backoff backoff;
    private bool underWay;
    private bool again;

    /// <summary>Asks for a pass.</summary>
    public void Request()
    {
        lock (gate)
        {
            again = true;
            if (underWay) return;
            underWay = true;
        }

        ThreadPool.UnsafeQueueUserWorkItem(static pass => pass.Execute(), this, preferLocal: false);
    }

    private async void Execute()
    {
        lock (gate) again = false;
        var delay = Pause;
        try
        {
            await RunAsync();
            backoff.Reset();
        }
        catch (StoreException exception)
        {
            LogStoreFailed(logger, exception);
            delay = backoff.Next();
            lock (gate) again = true;
        }

        Delayed.Post(context.Clock, delay, Finish);
    }

    private void Finish()
    {
        lock (gate)
        {
            underWay = again;
            if (!again) return;
        }

        Execute();
    }

    private async Task RunAsync()
    {
        var streams = await RecoverStreamsAsync();
        var runs = await RecoverRunsAsync();
        var waits = await RecoverWaitsAsync();
        if (streams + runs + waits > 0) LogRecovered(logger, streams, runs, waits);
    }

    private async Task<int> RecoverStreamsAsync()
    {
        var behind = await context.Store.Events.ListBehindAsync(int.MaxValue, CancellationToken.None);
        foreach (var position in behind) router.Trigger(position.Stream, TriggerMessage.Poke);
        return behind.Count;
    }

    private async Task<int> RecoverRunsAsync()
    {
        var count = 0;
        for (var after = default(RunId); ;)
        {
            var page = await context.Store.Runs.ListRunningAsync(after, PageSize, CancellationToken.None);
            foreach (var run in page) router.Run(run.Tenant, run.Id, new RunMessage.Recover());
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

    [LoggerMessage(EventId = 1601, Level = LogLevel.Information, Message = "Recovery took up {Streams} streams, {Runs} runs and {Waits} waits")]
    private static partial void LogRecovered(ILogger logger, int streams, int runs, int waits);

    [LoggerMessage(EventId = 1602, Level = LogLevel.Warning, Message = "Recovery could not reach the store; it tries again")]
    private static partial void LogStoreFailed(ILogger logger, Exception exception);
}
