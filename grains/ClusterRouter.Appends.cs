using Microsoft.Extensions.Logging;
using Workflows.Abstractions.Ids;
using Workflows.Grains.Streams;
using Workflows.Grains.Triggers;
using Workflows.Grains.Wire;
using Workflows.Hosting.Streams;
using Workflows.Hosting.Triggers;

namespace Workflows.Grains;

/// <summary>Appending events, wherever their stream lives, and learning what they did.</summary>
internal sealed partial class ClusterRouter
{
    /// <summary>How long events are sent again while their stream finds a new silo: longer than a silo that hangs is trusted.</summary>
    private static readonly TimeSpan Takeover = TimeSpan.FromSeconds(12);

    /// <summary>The time between two tries; short, because each is one small message and publishers wait.</summary>
    private static readonly TimeSpan AppendPause = TimeSpan.FromMilliseconds(100);

    /// <inheritdoc/>
    public void Append(StreamId stream, AppendRequest request) => AnswerAsync(stream, request).Ignore();

    private async Task AnswerAsync(StreamId stream, AppendRequest request)
    {
        var results = await AppendAsync(stream, request.Events);
        request.Complete(results);
        if (request.Waiter is { } waiter) await TellWaiterAsync(stream, waiter, results);
    }

    /// <summary>
    /// The silo of the stream may have taken the events and died, or never have seen them. Events with ids of their own can be sent again all the
    /// same: what was stored comes back as a duplicate.
    /// </summary>
    private async Task<IReadOnlyList<AppendResult>> AppendAsync(StreamId stream, IReadOnlyList<NewEvent> events)
    {
        var (grain, wire, began) = (cluster.GetGrain<IEventTypeGrain>(EntityKey.Of(stream)), new AppendWire(events), TimeProvider.System.GetTimestamp());
        while (true)
        {
            try
            {
                return (await grain.AppendAsync(wire)).Read();
            }
            catch (Exception exception)
            {
                if (TimeProvider.System.GetElapsedTime(began) > Takeover || events.Any(appended => appended.ExternalId is null))
                {
                    LogAppendLost(logger, exception, events.Count);
                    return [.. events.Select(_ => new AppendResult(default, 0, Problem: StreamProblems.OutcomeUnknown))];
                }

                LogAppendAgain(logger, events.Count, exception.Message);
            }

            // The cluster's own time: this waits for silos, not for the engine.
            await Task.Delay(AppendPause, TimeProvider.System);
        }
    }

    /// <summary>Asks the trigger what the events did; again while it finds a new silo. What nobody can tell is looked up in the store.</summary>
    private async Task TellWaiterAsync(StreamId stream, ProcessedWaiter waiter, IReadOnlyList<AppendResult> results)
    {
        var stored = results.Where(result => result is { Problem: null, IsDuplicate: false }).ToArray();
        var missing = results.Count;
        try
        {
            if (stored.Length == 0) return;
            foreach (var delivery in await AskAsync(stream, [.. stored.Select(result => result.Sequence)], [.. stored.Select(result => result.Key.Value)]))
            {
                waiter.Processed(new EventKey(delivery.Event), delivery.Read());
                missing--;
            }
        }
        catch (Exception exception)
        {
            LogAnswerLost(logger, exception);
        }
        finally
        {
            waiter.DropOut(missing);
        }
    }

    private async Task<DeliveriesWire[]> AskAsync(StreamId stream, long[] sequences, Guid[] keys)
    {
        var (grain, began) = (cluster.GetGrain<ITriggerGrain>(EntityKey.Of(stream)), TimeProvider.System.GetTimestamp());
        var limit = options.Value.WaitLimit > Takeover ? options.Value.WaitLimit : Takeover;
        for (var isAgain = false; ; isAgain = true)
        {
            try
            {
                if (await grain.WhenProcessedAsync(sequences, keys, isAgain) is { } answer) return answer;
                if (TimeProvider.System.GetElapsedTime(began) > limit) return [];
            }
            catch (Exception) when (TimeProvider.System.GetElapsedTime(began) < Takeover)
            {
                await Task.Delay(AppendPause, TimeProvider.System);
            }
        }
    }

    [LoggerMessage(EventId = 1816, Level = LogLevel.Information, Message = "{Events} events are appended again, because the silo of their stream is gone ({Reason})")]
    private static partial void LogAppendAgain(ILogger logger, int events, string reason);

    [LoggerMessage(EventId = 1811, Level = LogLevel.Warning, Message = "The outcome of appending {Events} events is not known; the publisher was told to send them again")]
    private static partial void LogAppendLost(ILogger logger, Exception exception, int events);

    [LoggerMessage(EventId = 1812, Level = LogLevel.Information, Message = "Nobody answered what events did; it is looked up in the store")]
    private static partial void LogAnswerLost(ILogger logger, Exception exception);
}
