using System.Net.Sockets;
using Microsoft.Extensions.Options;
using Orleans.Configuration;

namespace Workflows.Silo;

/// <summary>
/// Lets a silo that starts wait until every silo in the table is there, declared dead, or stale. Orleans has one that joins wait for the answers of all that the table
/// has as active, and judge the others only when the table changes. When all silos died a moment ago nobody changes it: the first one that starts would
/// wait for the dead until its start fails, five minutes later. Once they are stale it declares them dead itself.
/// </summary>
internal sealed partial class JoinPatience(
    IMembershipTable table, ILocalSiloDetails local, IOptions<ClusterMembershipOptions> membership, ILogger<JoinPatience> logger)
    : ILifecycleParticipant<ISiloLifecycle>
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    /// <inheritdoc/>
    public void Participate(ISiloLifecycle lifecycle) =>
        lifecycle.Subscribe(nameof(JoinPatience), ServiceLifecycleStage.RuntimeStorageServices, WaitAsync, _ => Task.CompletedTask);

    private async Task WaitAsync(CancellationToken cancellationToken)
    {
        await table.InitializeMembershipTableAsync(true, cancellationToken);
        for (var said = false; ; said = true)
        {
            var silent = await SilentAsync(cancellationToken);
            if (silent.Length == 0) return;
            if (!said) LogWaits(logger, silent.Length, string.Join(", ", silent.Select(silo => silo.ToString())), Patience.TotalSeconds);
            await Task.Delay(Pause, cancellationToken);
        }
    }

    private TimeSpan Patience => membership.Value.IAmAliveTablePublishTimeout * membership.Value.NumMissedTableIAmAliveLimit;

    /// <summary>The silos that count as active and take no connection.</summary>
    private async Task<SiloAddress[]> SilentAsync(CancellationToken cancellationToken)
    {
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        var silos = (await table.ReadAllAsync(cancellationToken)).Members.Select(member => member.Item1)
            .Where(entry => entry.Status == SiloStatus.Active && now - Latest(entry) <= Patience)
            // The one that was here before: Orleans declares it dead by itself.
            .Select(entry => entry.SiloAddress).Where(silo => !silo.Endpoint.Equals(local.SiloAddress.Endpoint)).ToArray();
        var answers = await Task.WhenAll(silos.Select(silo => TakesConnectionsAsync(silo, cancellationToken)));
        return [.. silos.Where((_, i) => !answers[i])];
    }

    private static DateTime Latest(MembershipEntry entry) => entry.IAmAliveTime > entry.StartTime ? entry.IAmAliveTime : entry.StartTime;

    private async Task<bool> TakesConnectionsAsync(SiloAddress silo, CancellationToken cancellationToken)
    {
        using var socket = new Socket(silo.Endpoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(membership.Value.ProbeTimeout);
        try
        {
            await socket.ConnectAsync(silo.Endpoint, limit.Token);
            return true;
        }
        catch (Exception exception) when (exception is SocketException or OperationCanceledException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return false;
        }
    }

    [LoggerMessage(EventId = 1831, Level = LogLevel.Information, Message = "{Count} silos of the cluster do not answer ({Silos}); this one joins when they are declared dead, or are stale after {Seconds} s")]
    private static partial void LogWaits(ILogger logger, int count, string silos, double seconds);
}
