using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Workflows.Grains.Members;
using Workflows.Grains.Placement;
using Workflows.Hosting.Changes;

namespace Workflows.Grains;

/// <summary>
/// Keeps this silo in step with the cluster: tells the others of changes, and when silos come or go has the lost work taken up, moves grains to
/// the silos of their keys, and forgets what it may not have been told.
/// </summary>
internal sealed partial class ClusterHost(
    IClusterMembershipService membership, IClusterManifestProvider manifests, ILocalSiloDetails silo, ClusterRouter router, GrainMover mover,
    ChangeSignals changes, ChangeTeller teller, TableGuard guard, SiloEngine engine, ILogger<ClusterHost> logger) : IHostedService, IDisposable
{
    private readonly CancellationTokenSource stopping = new();
    private HashSet<SiloAddress> known = [];
    private HashSet<SiloAddress> present = [];
    private Task watching = Task.CompletedTask;
    private volatile bool isUp;

    /// <summary>Why this silo cannot do its part; null when it can.</summary>
    public string? NotReady
    {
        get
        {
            if (stopping.IsCancellationRequested) return "the silo is stopping";
            var isActive = membership.CurrentSnapshot.Members.TryGetValue(silo.SiloAddress, out var member) && member.Status == SiloStatus.Active;
            if (!isUp || !isActive) return "the silo is not an active member of its cluster";
            return guard.IsLost ? "the silo cannot read the table of the members of its cluster" : null;
        }
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        changes.Connect(teller.TellAsync);
        watching = Task.WhenAll(
            WatchAsync(membership.MembershipUpdates, OnMembers, stopping.Token),
            // What a silo can host is known later than that it has come.
            WatchAsync(manifests.Updates, _ => mover.Move(), stopping.Token));
        isUp = true;
        router.RequestRecovery();
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await stopping.CancelAsync();
        try
        {
            // Before the silo hands its grains over: an answer that came would be for nothing, and the call be made again.
            await engine.Executor.DrainAsync(cancellationToken);
            await watching.WaitAsync(cancellationToken);
        }
        finally
        {
            teller.Stop();
            router.Stop();
            engine.Dispose();
        }
    }

    public void Dispose() => engine.Dispose();

    /// <summary>Handles each update. One that cannot be handled is a defect, and must not end the watch.</summary>
    private async Task WatchAsync<T>(IAsyncEnumerable<T> updates, Action<T> handle, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var update in updates.WithCancellation(cancellationToken))
            {
                try
                {
                    handle(update);
                }
                catch (Exception exception)
                {
                    LogNotHandled(logger, exception);
                }
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The host stops.
        }
    }

    private void OnMembers(ClusterMembershipSnapshot snapshot)
    {
        // A silo that leaves still answers, its keeper among others. What it had is taken up when it is not active, and again when it is gone.
        var here = Select(snapshot, status => status != SiloStatus.Dead);
        if (present.Except(here).Any()) router.RequestRecovery();
        present = here;

        var active = Select(snapshot, status => status == SiloStatus.Active);
        if (active.SetEquals(known)) return;
        var (came, went) = (active.Except(known).Count(), known.Except(active).Count());
        LogMembers(logger, active.Count, came, went);
        known = active;
        changes.ForgetAll();
        if (went > 0) router.RequestRecovery();
        mover.Move();
    }

    private static HashSet<SiloAddress> Select(ClusterMembershipSnapshot snapshot, Predicate<SiloStatus> isWanted) =>
        [.. snapshot.Members.Values.Where(member => isWanted(member.Status)).Select(member => member.SiloAddress)];

    [LoggerMessage(EventId = 1823, Level = LogLevel.Error, Message = "A change of the cluster could not be handled")]
    private static partial void LogNotHandled(ILogger logger, Exception exception);

    [LoggerMessage(EventId = 1821, Level = LogLevel.Information, Message = "The cluster has {Active} active silos ({Came} came, {Went} went)")]
    private static partial void LogMembers(ILogger logger, int active, int came, int went);
}
