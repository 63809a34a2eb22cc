using Workflows.Grains.Members;

namespace Workflows.Grains.Placement;

/// <summary>Sends grains to the silos of their keys. A grain lives there again with its next message.</summary>
internal sealed class GrainMover(
    IClusterMembershipService membership, IClusterManifestProvider manifests, GrainCensus census, ILocalSiloDetails silo)
{
    /// <summary>Deactivates the grains of this silo whose place is another one now; for when silos came or went.</summary>
    public void Move()
    {
        var hosts = new Dictionary<GrainType, SiloAddress[]>();
        foreach (var grain in census.Movable)
        {
            var type = grain.GrainContext.GrainId.Type;
            if (!hosts.TryGetValue(type, out var able)) hosts.Add(type, able = Able(type));
            Check(grain, able);
        }
    }

    /// <summary>Deactivates a grain whose place is another silo: whoever placed it may not have known yet of one that came.</summary>
    public void Check(IMovable grain) => Check(grain, Able(grain.GrainContext.GrainId.Type));

    private void Check(IMovable grain, SiloAddress[] able)
    {
        if (able.Contains(silo.SiloAddress) && !KeyPlacement.Choose(grain.GrainContext.GrainId.Key, able).Equals(silo.SiloAddress))
            grain.DeactivateOnIdle();
    }

    /// <summary>The active silos that host a kind of grain: gateways do not.</summary>
    private SiloAddress[] Able(GrainType type)
    {
        var members = membership.CurrentSnapshot.Members;
        return
        [
            .. manifests.Current.Silos.Where(entry => entry.Value.Grains.ContainsKey(type)).Select(entry => entry.Key)
                .Where(address => members.TryGetValue(address, out var member) && member.Status == SiloStatus.Active),
        ];
    }
}
