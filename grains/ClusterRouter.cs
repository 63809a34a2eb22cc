using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Runtime.Placement;
using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Runs;
using Workflows.Abstractions.Storage;
using Workflows.Grains.Feed;
using Workflows.Grains.Placement;
using Workflows.Grains.Runs;
using Workflows.Grains.Timers;
using Workflows.Grains.Triggers;
using Workflows.Grains.Wire;
using Workflows.Grains.Workflows;
using Workflows.Hosting;
using Workflows.Hosting.Entities;
using Workflows.Hosting.Gates;
using Workflows.Hosting.Runs;
using Workflows.Hosting.Triggers;

namespace Workflows.Grains;

/// <summary>Brings messages to entities wherever in the cluster they live. What does not arrive is found by recovery, which is asked for.</summary>
internal sealed partial class ClusterRouter(
    IClusterClient cluster, IClusterMembershipService membership, IStore store, IOptions<WorkflowsOptions> options, ILogger<ClusterRouter> logger)
    : IEntityRouter
{
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
        else if (message is RunMessage.Recover { IsLost: true }) Follow(RecoverLost(grain, message));
        else Follow(grain.TellAsync(new RunWire(message)));
    }

    /// <summary>Runs of a silo that was lost come to life on all that are left, and not on the one that looks for them.</summary>
    private Task RecoverLost(IRunGrain grain, RunMessage message)
    {
        var silos = membership.CurrentSnapshot.Members.Values
            .Where(member => member.Status == SiloStatus.Active).Select(member => member.SiloAddress).ToArray();
        if (silos.Length > 0) RequestContext.Set(IPlacementDirector.PlacementHintKey, KeyPlacement.Choose(grain.GetGrainId().Key, silos));
        try
        {
            return grain.TellAsync(new RunWire(message));
        }
        finally
        {
            RequestContext.Remove(IPlacementDirector.PlacementHintKey);
        }
    }

    /// <inheritdoc/>
    public void Workflow(TenantId tenant, WorkflowId workflow, WorkflowMessage message)
    {
        var grain = cluster.GetGrain<IWorkflowGrain>(EntityKey.Of(tenant, workflow));
        if (message is WorkflowMessage.Turn turn) Follow(TurnAsync(grain, turn));
        else Follow(grain.TellAsync(new WorkflowWire(message)));
    }

    /// <inheritdoc/>
    public void Timer(WaitRecord wait) =>
        Follow(cluster.GetGrain<ITimerGrain>(EntityKey.OfShard(TimerShard.Of(wait.Id.Run))).AddAsync(new DueWire(wait)));

    /// <summary>Has every timer shard read its waits again, and so brings each to life.</summary>
    public void RereadTimers()
    {
        for (short shard = 0; shard < TimerShard.Count; shard++)
            Follow(cluster.GetGrain<ITimerGrain>(EntityKey.OfShard(shard)).RereadAsync());
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

    /// <summary>Who waits for a turn goes on, also when its silo is lost: what is held then is answered as held.</summary>
    private static async Task TurnAsync(IWorkflowGrain grain, WorkflowMessage.Turn turn)
    {
        try
        {
            await grain.TurnAsync();
        }
        finally
        {
            turn.Done.TrySetResult();
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

    [LoggerMessage(EventId = 1813, Level = LogLevel.Information, Message = "A batch of events found no room ({Reason}); its trigger reads the log")]
    private static partial void LogFeedFull(ILogger logger, string reason);

    [LoggerMessage(EventId = 1815, Level = LogLevel.Information, Message = "A message to an entity was lost ({Reason}); recovery takes its work up")]
    private static partial void LogMessageLost(ILogger logger, string reason);
}
