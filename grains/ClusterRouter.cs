using Microsoft.Extensions.Logging;
using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Runs;
using Workflows.Abstractions.Storage;
using Workflows.Grains.Feed;
using Workflows.Grains.Keeper;
using Workflows.Grains.Runs;
using Workflows.Grains.Streams;
using Workflows.Grains.Timers;
using Workflows.Grains.Triggers;
using Workflows.Grains.Wire;
using Workflows.Grains.Workflows;
using Workflows.Hosting.Entities;
using Workflows.Hosting.Gates;
using Workflows.Hosting.Runs;
using Workflows.Hosting.Streams;
using Workflows.Hosting.Triggers;

namespace Workflows.Grains;

/// <summary>Brings messages to entities wherever in the cluster they live. What does not arrive is found by recovery, which is asked for.</summary>
internal sealed partial class ClusterRouter(IClusterClient cluster, IStore store, TimeProvider clock, ILogger<ClusterRouter> logger) : IEntityRouter
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private int recoveryAsked;

    /// <inheritdoc/>
    public void Append(StreamId stream, AppendRequest request) => AppendAsync(stream, request).Ignore();

    /// <inheritdoc/>
    public void Trigger(StreamId stream, TriggerMessage message)
    {
        var key = EntityKey.Of(stream);
        if (message.Events.Count == 0) Follow(cluster.GetGrain<ITriggerGrain>(key).PokeAsync());
        else FeedAsync(key, message).Ignore();
    }

    /// <inheritdoc/>
    public void Run(TenantId tenant, RunId run, RunMessage message)
    {
        var grain = cluster.GetGrain<IRunGrain>(EntityKey.Of(tenant, run));
        if (message is RunMessage.Command command) ExecuteAsync(grain, tenant, run, command).Ignore();
        else Follow(grain.TellAsync(new RunWire(message)));
    }

    /// <inheritdoc/>
    public void Workflow(TenantId tenant, WorkflowId workflow, WorkflowMessage message) =>
        Follow(cluster.GetGrain<IWorkflowGrain>(EntityKey.Of(tenant, workflow)).TellAsync(new WorkflowWire(message)));

    /// <inheritdoc/>
    public void Timer(WaitRecord wait) =>
        Follow(cluster.GetGrain<ITimerGrain>(EntityKey.OfShard(TimerShard.Of(wait.Id.Run))).AddAsync(new DueWire(wait)));

    /// <summary>Has every timer shard read its waits again, and so brings each to life.</summary>
    public void RereadTimers()
    {
        for (short shard = 0; shard < TimerShard.Count; shard++)
            Follow(cluster.GetGrain<ITimerGrain>(EntityKey.OfShard(shard)).RereadAsync());
    }

    /// <inheritdoc/>
    public void RequestRecovery()
    {
        if (Interlocked.Exchange(ref recoveryAsked, 1) == 0) AskForRecoveryAsync().Ignore();
    }

    private async Task AppendAsync(StreamId stream, AppendRequest request)
    {
        IReadOnlyList<AppendResult> results;
        try
        {
            var appended = await cluster.GetGrain<IEventTypeGrain>(EntityKey.Of(stream)).AppendAsync(new AppendWire(request.Events));
            results = appended.Read();
        }
        catch (Exception exception)
        {
            // The silo of the stream may have taken the events and died, or never have seen them.
            LogAppendLost(logger, exception, request.Events.Count);
            results = [.. request.Events.Select(_ => new AppendResult(default, 0, Problem: StreamProblems.OutcomeUnknown))];
        }

        request.Complete(results);
        if (request.Waiter is { } waiter) await TellWaiterAsync(stream, waiter, results);
    }

    /// <summary>Brings back the answer of a command, which may not be known when its silo died.</summary>
    private async Task ExecuteAsync(IRunGrain grain, TenantId tenant, RunId run, RunMessage.Command command)
    {
        try
        {
            var answer = await grain.ExecuteAsync(new CommandWire(command.Order));
            if (answer.Problem is { } problem) command.Answer(problem);
            else if ((answer.Run ?? await store.Runs.GetAsync(tenant, run, CancellationToken.None)) is { } record) command.Answer(record);
            else command.Answer(RunProblems.CommandUnknown);
        }
        catch (Exception exception)
        {
            LogMessageLost(logger, exception.Message);
            RequestRecovery();
            command.Answer(RunProblems.CommandUnknown);
        }
    }

    private async Task TellWaiterAsync(StreamId stream, ProcessedWaiter waiter, IReadOnlyList<AppendResult> results)
    {
        var stored = results.Where(result => result is { Problem: null, IsDuplicate: false }).ToArray();
        var missing = results.Count;
        try
        {
            if (stored.Length == 0) return;
            var deliveries = await cluster.GetGrain<ITriggerGrain>(EntityKey.Of(stream))
                .WhenProcessedAsync([.. stored.Select(result => result.Sequence)], [.. stored.Select(result => result.Key.Value)]);
            foreach (var delivery in deliveries)
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
            // The rest is looked up in the store.
            waiter.DropOut(missing);
        }
    }

    /// <summary>Puts a batch on its stream; a trigger whose batch found no room is told to read the log instead.</summary>
    private async Task FeedAsync(string key, TriggerMessage message)
    {
        try
        {
            await cluster.GetStreamProvider(EventFeed.Name).GetStream<BatchWire>(EventFeed.IdOf(key)).OnNextAsync(new BatchWire(message.Events));
        }
        catch (Exception exception)
        {
            LogFeedFull(logger, exception.Message);
            Follow(cluster.GetGrain<ITriggerGrain>(key).PokeAsync());
        }
    }

    private async Task AskForRecoveryAsync()
    {
        Volatile.Write(ref recoveryAsked, 0);
        try
        {
            await cluster.GetGrain<IKeeperGrain>(IKeeperGrain.Key).RecoverAsync();
        }
        catch (Exception exception)
        {
            LogRecoveryLost(logger, exception.Message);
            Delayed.Post(clock, Pause, RequestRecovery);
        }
    }

    private void Follow(Task call)
    {
        if (!call.IsCompletedSuccessfully) FollowAsync(call).Ignore();
    }

    private async Task FollowAsync(Task call)
    {
        try
        {
            await call;
        }
        catch (Exception exception)
        {
            LogMessageLost(logger, exception.Message);
            RequestRecovery();
        }
    }

    [LoggerMessage(EventId = 1811, Level = LogLevel.Warning, Message = "The outcome of appending {Events} events is not known; the publisher was told to send them again")]
    private static partial void LogAppendLost(ILogger logger, Exception exception, int events);

    [LoggerMessage(EventId = 1812, Level = LogLevel.Information, Message = "Nobody answered what events did; it is looked up in the store")]
    private static partial void LogAnswerLost(ILogger logger, Exception exception);

    [LoggerMessage(EventId = 1813, Level = LogLevel.Information, Message = "A batch of events found no room ({Reason}); its trigger reads the log")]
    private static partial void LogFeedFull(ILogger logger, string reason);

    [LoggerMessage(EventId = 1814, Level = LogLevel.Warning, Message = "The keeper did not answer ({Reason}); it is asked again")]
    private static partial void LogRecoveryLost(ILogger logger, string reason);

    [LoggerMessage(EventId = 1815, Level = LogLevel.Information, Message = "A message to an entity was lost ({Reason}); recovery takes its work up")]
    private static partial void LogMessageLost(ILogger logger, string reason);
}
