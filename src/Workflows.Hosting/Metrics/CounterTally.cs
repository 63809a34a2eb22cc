using Workflows.Abstractions.Events;
using Workflows.Abstractions.Metrics;
using Workflows.Abstractions.Storage;

namespace Workflows.Hosting.Metrics;

/// <summary>Adds up counters, so that a commit carries one row a counter however many events it is about.</summary>
internal sealed class CounterTally
{
    private readonly Dictionary<CounterDelta, (long Count, long Sum)> sums = [];

    /// <summary>Counts an event, and when it was simulated, in that part too.</summary>
    public void Add(StoredEvent @event, CounterKind kind, long sum = 0)
    {
        var delta = CounterDelta.Of(@event, kind, sum);
        Add(delta);
        if (@event.Flags.HasFlag(EventFlags.Simulated)) Add(delta.Simulated());
    }

    /// <summary>Counts anything.</summary>
    public void Add(CounterDelta delta)
    {
        var key = delta with { Count = 0, Sum = 0 };
        sums.TryGetValue(key, out var known);
        sums[key] = (known.Count + delta.Count, known.Sum + delta.Sum);
    }

    /// <summary>Adds what was counted to a commit.</summary>
    public void AddTo(Commit commit)
    {
        foreach (var (key, (count, sum)) in sums) commit.Counters.Add(key with { Count = count, Sum = sum });
    }
}
