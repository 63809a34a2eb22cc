using Workflows.Grains.Keeper;
using Workflows.Hosting.Members;

namespace Workflows.Grains.Members;

/// <summary>The silos, as the membership table has them, with what each tells of itself.</summary>
internal sealed class ClusterMembers(
    IGrainFactory grains, SiloPeers peers, IClusterMembershipService membership, ILocalSiloDetails silo, ClusterHost host, TimeProvider clock) : IMembers
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <inheritdoc/>
    public string? NotReady => host.NotReady;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Member>> ListAsync(CancellationToken cancellationToken)
    {
        var (asked, described) = (peers.AskAsync(silo => silo.ReportAsync(), cancellationToken), KeeperAsync(cancellationToken));
        var (reports, keeper) = (await asked, await described);
        return
        [
            .. membership.CurrentSnapshot.Members.Values.Where(member => member.Status != SiloStatus.Dead)
                .OrderBy(member => member.SiloAddress.ToString(), StringComparer.Ordinal)
                .Select(member => ToMember(member, reports.GetValueOrDefault(member.SiloAddress), keeper)),
        ];
    }

    private async Task<KeeperState?> KeeperAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await grains.GetGrain<IKeeperGrain>(IKeeperGrain.Key).DescribeAsync().WaitAsync(Patience, clock, cancellationToken);
        }
        catch (Exception exception) when (exception is TimeoutException or OrleansException)
        {
            return null;
        }
    }

    private Member ToMember(ClusterMember member, SiloReport? report, KeeperState? keeper) => new(
        member.SiloAddress.ToString(), StatusOf(member.Status), member.SiloAddress.Equals(silo.SiloAddress))
    {
        Since = report?.Since,
        DutiesSince = keeper?.Silo == member.SiloAddress.ToString() ? keeper.Since : null,
        Entities = report?.Activations ?? [],
        Processor = TimeSpan.FromMilliseconds(report?.ProcessorMs ?? 0),
        MemoryBytes = report?.MemoryBytes ?? 0,
        Traffic = report is null ? null : new MemberTraffic(report.Local, report.Remote, report.RemoteBytes, report.Queued),
    };

    private static string StatusOf(SiloStatus status) => status switch
    {
        SiloStatus.Active => "active",
        SiloStatus.ShuttingDown or SiloStatus.Stopping => "stopping",
        _ => "joining",
    };
}
