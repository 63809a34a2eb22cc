using Microsoft.Extensions.Logging;
using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Runs;
using Workflows.Abstractions.Storage;
using Workflows.Hosting.Entities;
using Workflows.Hosting.Runs;

namespace Workflows.Hosting.Timers;

/// <summary>
/// Fires the waits of one shard when they are due. It keeps the earliest page of them in memory, sets one timer for the first, and reads the
/// store again only when the page is used up: an idle shard asks nothing.
/// </summary>
public sealed partial class TimerShardEntity : IDisposable
{
    private const int PageSize = 5_000;
    private const int MaxInMemory = 4 * PageSize;
    private static readonly TimeSpan LongestSleep = TimeSpan.FromHours(1);
    private readonly short shard;
    private readonly EngineContext context;
    private readonly IEntityRouter router;
    private readonly ILogger logger;
    private readonly ITimer timer;
    private readonly PriorityQueue<(TenantId Tenant, WaitId Wait), DateTimeOffset> near = new();

    /// <summary>The waits that were read at the very moment <see cref="horizon"/>: the next page begins there.</summary>
    private readonly HashSet<WaitId> atHorizon = [];

    /// <summary>Waits due later than this are in the store only.</summary>
    private DateTimeOffset horizon;
    private Backoff backoff;

    /// <summary>Creates a shard.</summary>
    /// <param name="shard">The shard.</param>
    /// <param name="context">What entities work with.</param>
    /// <param name="router">Reaches runs.</param>
    /// <param name="wake">Asks the host to call <see cref="FireAsync"/> without new waits.</param>
    public TimerShardEntity(short shard, EngineContext context, IEntityRouter router, Action wake)
    {
        (this.shard, this.context, this.router) = (shard, context, router);
        logger = context.Loggers.CreateLogger<TimerShardEntity>();
        timer = context.Clock.CreateTimer(_ => wake(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        Forget();
    }

    /// <summary>Takes new waits, fires what is due, and sets the timer for what comes next.</summary>
    /// <param name="messages">What the shard was told since the last call.</param>
    public async Task FireAsync(IReadOnlyList<TimerMessage> messages)
    {
        foreach (var message in messages) Take(message);
        try
        {
            Fire();
            while (near.Count == 0 && horizon < DateTimeOffset.MaxValue)
            {
                await ReadAsync();
                Fire();
            }

            backoff.Reset();
            Sleep();
        }
        catch (StoreException exception)
        {
            LogStoreFailed(logger, exception, shard);
            timer.Change(backoff.Next(), Timeout.InfiniteTimeSpan);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => timer.Dispose();

    private void Take(TimerMessage message)
    {
        if (message.Added is not { Due: { } due } wait)
        {
            if (message.Reread) Forget();
            return;
        }

        if (due > horizon) return;
        near.Enqueue((wait.Tenant, wait.Id), due);
        if (near.Count > MaxInMemory) Forget();
    }

    private void Forget()
    {
        near.Clear();
        atHorizon.Clear();
        horizon = DateTimeOffset.MinValue;
    }

    private void Fire()
    {
        var now = context.Clock.GetUtcNow();
        while (near.TryPeek(out var next, out var due) && due <= now)
        {
            near.Dequeue();
            router.Run(next.Tenant, next.Wait.Run, new RunMessage.TimerFired(next.Wait.Number));
        }
    }

    /// <summary>Reads the next page. Many waits may share one moment, so a page that brings nothing new is read again, twice as long.</summary>
    private async Task ReadAsync()
    {
        for (var limit = PageSize; ; limit *= 2)
        {
            var page = await context.Store.Runs.ListDueAsync(
                shard, horizon, DateTimeOffset.MaxValue, limit, CancellationToken.None);
            var added = 0;
            foreach (var wait in page)
            {
                if (atHorizon.Contains(wait.Id)) continue;
                near.Enqueue((wait.Tenant, wait.Id), wait.Due!.Value);
                added++;
            }

            if (page.Count == limit && added == 0) continue;
            atHorizon.Clear();
            horizon = page.Count < limit ? DateTimeOffset.MaxValue : page[^1].Due!.Value;
            foreach (var wait in page)
                if (wait.Due == horizon)
                    atHorizon.Add(wait.Id);
            return;
        }
    }

    private void Sleep()
    {
        var latest = context.Clock.GetUtcNow() + LongestSleep;
        timer.SetTo(context.Clock, near.TryPeek(out _, out var due) ? due < latest ? due : latest : null);
    }

    [LoggerMessage(EventId = 1501, Level = LogLevel.Warning, Message = "Timer shard {Shard} could not reach the store; it tries again")]
    private static partial void LogStoreFailed(ILogger logger, Exception exception, short shard);
}

/// <summary>What a timer shard is told: of a new wait, to read everything again, or just to look.</summary>
/// <param name="Added">A wait that was committed.</param>
/// <param name="Reread">Whether what is in memory may be incomplete.</param>
public readonly record struct TimerMessage(WaitRecord? Added, bool Reread = false);
