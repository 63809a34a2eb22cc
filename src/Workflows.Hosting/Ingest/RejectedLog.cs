using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Workflows.Abstractions.Events;
using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Metrics;
using Workflows.Abstractions.Storage;

namespace Workflows.Hosting.Ingest;

/// <summary>
/// Writes the log of rejected events and counts them. All are counted; a tenant's log gets at most <see cref="MaxPerMinute"/> rows a minute,
/// so that a publisher gone wild costs little. What the store does not take is not logged: the publisher was refused all the same.
/// </summary>
public sealed partial class RejectedLog(IStore store, ICommitter committer, TimeProvider clock, ILogger<RejectedLog> logger)
{
    /// <summary>Rows of one tenant in one minute.</summary>
    public const int MaxPerMinute = 300;

    private readonly ConcurrentDictionary<TenantId, Window> windows = new();

    /// <summary>Logs the rejected events of one request.</summary>
    public async Task AddAsync(TenantId tenant, IReadOnlyList<RejectedEvent> events, CancellationToken cancellationToken)
    {
        var commit = new Commit();
        foreach (var type in events.Where(item => !item.Accepted).GroupBy(item => item.Type))
        {
            var hour = CounterDelta.HourOf(clock.GetUtcNow());
            commit.Counters.Add(new CounterDelta(tenant, CounterKind.EventsRejected, type.Key.Value, hour, type.Count()));
        }

        try
        {
            if (commit.Counters.Count > 0) await committer.CommitAsync(commit, cancellationToken);
            var room = Take(tenant, events.Count);
            if (room > 0) await store.Rejected.AddAsync([.. events.Take(room)], cancellationToken);
        }
        catch (StoreException exception)
        {
            LogNotKept(exception, events.Count);
        }
    }

    private int Take(TenantId tenant, int wanted)
    {
        var minute = clock.GetUtcNow().ToUnixTimeSeconds() / 60;
        var before = 0;
        windows.AddOrUpdate(
            tenant, _ => new Window(minute, wanted),
            (_, window) =>
            {
                before = window.Minute == minute ? window.Rows : 0;
                return new Window(minute, before + wanted);
            });
        return Math.Clamp(MaxPerMinute - before, 0, wanted);
    }

    [LoggerMessage(EventId = 1102, Level = LogLevel.Warning, Message = "{Events} rejected events could not be logged")]
    private partial void LogNotKept(Exception exception, int events);

    private readonly record struct Window(long Minute, int Rows);
}
