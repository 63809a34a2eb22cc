using Orleans.Placement;
using Orleans.Runtime.Placement;

namespace Workflows.Grains.Placement;

/// <summary>
/// Places a grain by its key alone: grains of different kinds with one key, a stream and its trigger, come to one silo, keys spread evenly,
/// and when silos come or go, few keys change their silo (rendezvous hashing).
/// </summary>
[Serializable, GenerateSerializer, Alias("workflows.KeyPlacement")]
public sealed class KeyPlacement : PlacementStrategy
{
    /// <summary>The only instance that is needed.</summary>
    public static KeyPlacement Instance { get; } = new();

    /// <summary>The silo of a key among silos.</summary>
    internal static SiloAddress Choose(IdSpan key, IReadOnlyList<SiloAddress> silos)
    {
        var hash = Mix(StableHash(key.AsSpan()));
        var (best, bestScore) = (silos[0], 0UL);
        foreach (var silo in silos)
        {
            var score = Mix(hash ^ (uint)silo.GetConsistentHashCode());
            if (score > bestScore || (score == bestScore && silo.CompareTo(best) < 0)) (best, bestScore) = (silo, score);
        }

        return best;
    }

    private static ulong StableHash(ReadOnlySpan<byte> bytes)
    {
        var hash = 14695981039346656037UL;
        foreach (var value in bytes) hash = (hash ^ value) * 1099511628211UL;
        return hash;
    }

    private static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9UL;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EBUL;
        return value ^ (value >> 31);
    }
}

/// <summary>Marks a grain class as placed by its key.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class KeyPlacementAttribute() : PlacementAttribute(KeyPlacement.Instance);

/// <summary>Places grains by their key.</summary>
internal sealed class KeyPlacementDirector : IPlacementDirector
{
    public Task<SiloAddress> OnAddActivation(PlacementStrategy strategy, PlacementTarget target, IPlacementContext context) =>
        Task.FromResult(KeyPlacement.Choose(target.GrainIdentity.Key, context.GetCompatibleSilos(target)));
}
