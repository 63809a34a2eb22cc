using Orleans.Runtime.Services;

namespace Workflows.Grains.Members;

/// <summary>
/// Reaches the service of each silo, without a grain directory and without the table of members; in the time of the cluster, which is not the engine's
/// when that is another one.
/// </summary>
internal sealed class SiloPeers(IServiceProvider services, IClusterMembershipService membership)
    : GrainServiceClient<ISiloService>(services)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <summary>The service of a silo.</summary>
    public ISiloService Of(SiloAddress silo) => GetGrainService(silo);

    /// <summary>Asks every active silo that this one knows of, itself included. One that does not answer within 3 s is left out.</summary>
    public async Task<IReadOnlyDictionary<SiloAddress, T>> AskAsync<T>(Func<ISiloService, Task<T>> question, CancellationToken cancellationToken)
    {
        var active = membership.CurrentSnapshot.Members.Values.Where(member => member.Status == SiloStatus.Active).Select(member => member.SiloAddress);
        var answers = await Task.WhenAll(active.Select(silo => AskAsync(silo, question, cancellationToken)));
        return answers.Where(answer => answer.IsGiven).ToDictionary(answer => answer.Silo, answer => answer.Value!);
    }

    private async Task<(SiloAddress Silo, bool IsGiven, T? Value)> AskAsync<T>(
        SiloAddress silo, Func<ISiloService, Task<T>> question, CancellationToken cancellationToken)
    {
        try
        {
            return (silo, true, await question(Of(silo)).WaitAsync(Patience, TimeProvider.System, cancellationToken));
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            // It is about to be declared dead, or to join; and what fails at one silo must not hide the others.
            return (silo, false, default);
        }
    }
}
