using Workflows.Grains.Operations;

namespace Workflows.Grains.Placement;

/// <summary>Sends grains to the silos of their keys, after silos came or went. A grain lives there again with its next message.</summary>
internal sealed class GrainMover(IClusterManifestProvider manifests, GrainCensus census, ILocalSiloDetails silo)
{
    /// <summary>Deactivates the grains of this silo whose place is another one now.</summary>
    /// <param name="active">The active silos.</param>
    public void Move(IReadOnlyCollection<SiloAddress> active)
    {
        var hosts = new Dictionary<GrainType, SiloAddress[]>();
        foreach (var grain in census.Movable)
        {
            var id = grain.GrainContext.GrainId;
            if (!hosts.TryGetValue(id.Type, out var able)) hosts.Add(id.Type, able = Able(id.Type, active));
            if (able.Length > 0 && !KeyPlacement.Choose(id.Key, able).Equals(silo.SiloAddress)) grain.DeactivateOnIdle();
        }
    }

    /// <summary>The silos that host a kind of grain: gateways do not.</summary>
    private SiloAddress[] Able(GrainType type, IReadOnlyCollection<SiloAddress> active) =>
    [
        .. manifests.Current.Silos.Where(entry => active.Contains(entry.Key) && entry.Value.Grains.ContainsKey(type)).Select(entry => entry.Key),
    ];
}
