using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Workflows.Hosting.Entities;

namespace Workflows.Grains.Members;

/// <summary>
/// Tells every silo that something was changed. Changes of one topic that come while it is told go together into the next telling, so that a
/// topic that changes often costs no more than one message at a time.
/// </summary>
internal sealed partial class ChangeTeller(IGrainFactory grains, SiloPeers peers, TimeProvider clock, ILogger<ChangeTeller> logger)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private readonly ConcurrentDictionary<string, Topic> topics = new(StringComparer.Ordinal);
    private volatile bool isStopped;

    /// <summary>Completes when a telling that began after this call has been tried; a silo that was not reached is told again later.</summary>
    /// <param name="name">The topic.</param>
    public Task TellAsync(string name)
    {
        var topic = topics.GetOrAdd(name, static _ => new Topic());
        lock (topic)
        {
            if (topic.Next is { } next) return next;
            if (topic.Current.IsCompleted) return topic.Current = TellOnceAsync(name);
            return topic.Next = TellNextAsync(topic, name);
        }
    }

    /// <summary>Tells nothing again.</summary>
    public void Stop() => isStopped = true;

    private async Task TellNextAsync(Topic topic, string name)
    {
        await topic.Current.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        Task told;
        lock (topic) (topic.Next, topic.Current) = (null, told = TellOnceAsync(name));
        await told;
    }

    /// <summary>The answer to a change waits for the first attempt only; a silo that cannot be told may be about to be declared dead.</summary>
    private async Task TellOnceAsync(string name)
    {
        try
        {
            await TellAllAsync(name).WaitAsync(Patience, TimeProvider.System);
        }
        catch (Exception exception)
        {
            if (isStopped) return;
            LogNotTold(logger, name, exception.Message);
            Delayed.Post(clock, Pause, () => TellAsync(name).Ignore());
        }
    }

    /// <summary>Tells the silos of the table, which is read for it: one that joined a moment ago may have read the old state already.</summary>
    private async Task TellAllAsync(string name)
    {
        var active = await grains.GetGrain<IManagementGrain>(0).GetHosts(onlyActive: true);
        await Task.WhenAll(active.Keys.Select(silo => peers.Of(silo).ForgetAsync(name)));
    }

    private sealed class Topic
    {
        public Task Current { get; set; } = Task.CompletedTask;

        /// <summary>The telling that begins when the current one has ended.</summary>
        public Task? Next { get; set; }
    }

    [LoggerMessage(EventId = 1822, Level = LogLevel.Warning, Message = "Not every silo could be told that {Topic} changed; they are told again: {Reason}")]
    private static partial void LogNotTold(ILogger logger, string topic, string reason);
}
