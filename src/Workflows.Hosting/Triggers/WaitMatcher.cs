using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Json;
using Workflows.Abstractions.Runs;
using Workflows.Abstractions.Storage;
using Workflows.Engine.Triggers;

namespace Workflows.Hosting.Triggers;

/// <summary>Gives events to waiting runs: by type and correlation key, the oldest wait first whose filters pass, at most one wait an event.</summary>
internal sealed class WaitMatcher
{
    private readonly EventTypeId type;
    private readonly Dictionary<string, List<WaitRecord>> pending = new(StringComparer.Ordinal);
    private readonly HashSet<string> madeInSlice = new(StringComparer.Ordinal);

    private WaitMatcher(EventTypeId type) => this.type = type;

    /// <summary>Finds the pending waits that the events could resolve.</summary>
    public static async Task<WaitMatcher> LoadAsync(StreamId stream, IReadOnlyList<IncomingEvent> events, IStore store)
    {
        var matcher = new WaitMatcher(stream.Type);
        var keys = events.Select(incoming => incoming.Event.CorrelationId).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        if (keys.Count == 0) return matcher;
        foreach (var wait in await store.Runs.FindWaitsAsync(stream.Tenant, stream.Type, keys, CancellationToken.None))
        {
            if (!matcher.pending.TryGetValue(wait.Key!, out var waits)) matcher.pending.Add(wait.Key!, waits = []);
            waits.Add(wait);
        }

        return matcher;
    }

    /// <summary>Whether a run of this slice waits for the key: the event is left to the next slice, which sees the wait.</summary>
    public bool WasMadeInSlice(string? key) => key is not null && madeInSlice.Contains(key);

    /// <summary>Tells of a wait that a run of this slice parked on.</summary>
    public void Made(WaitRecord wait)
    {
        if (wait.EventType == type) madeInSlice.Add(wait.Key!);
    }

    /// <summary>Takes the wait that an event resolves.</summary>
    public WaitRecord? Take(in IncomingEvent incoming)
    {
        if (incoming.Event.CorrelationId is not { } key || !pending.TryGetValue(key, out var waits)) return null;
        var payload = incoming.Payload;
        var index = waits.FindIndex(wait => wait.Filter.IsEmpty || PayloadFilter.Passes(JsonValue.Parse(wait.Filter), payload));
        if (index < 0) return null;
        var taken = waits[index];
        waits.RemoveAt(index);
        return taken;
    }
}
