using System.Collections.Concurrent;
using Workflows.Grains.Placement;

namespace Workflows.Grains.Members;

/// <summary>Counts the activations of this silo by kind, and knows the ones that may have to move.</summary>
internal sealed class GrainCensus
{
    private readonly ConcurrentDictionary<string, int> counts = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<Grain, bool> entered = new(ReferenceEqualityComparer.Instance);

    /// <summary>The number of activations of each kind.</summary>
    public IReadOnlyDictionary<string, int> Counts => counts;

    /// <summary>The activations that are placed by their key.</summary>
    public IEnumerable<IMovable> Movable => entered.Keys.OfType<IMovable>();

    /// <summary>A grain was activated.</summary>
    /// <param name="kind">Its kind, as operators see it.</param>
    /// <param name="grain">The grain.</param>
    public void Enter(string kind, Grain grain)
    {
        if (entered.TryAdd(grain, true)) counts.AddOrUpdate(kind, 1, static (_, count) => count + 1);
    }

    /// <summary>A grain leaves memory; one that never was activated counts for nothing.</summary>
    public void Leave(string kind, Grain grain)
    {
        if (entered.TryRemove(grain, out _)) counts.AddOrUpdate(kind, 0, static (_, count) => count - 1);
    }
}
