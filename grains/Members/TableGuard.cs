using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Configuration;

namespace Workflows.Grains.Members;

/// <summary>
/// Ends a silo that alone cannot read the table of members. It answers the probes of the others, so they keep it and leave its streams to it;
/// and it would not learn that it was declared dead. While no silo can read the table, all of them wait for it.
/// </summary>
internal sealed partial class TableGuard : IHostedService, IDisposable
{
    private readonly IMembershipTable table;
    private readonly SiloPeers peers;
    private readonly IFatalErrorHandler fatal;
    private readonly TimeProvider clock = TimeProvider.System;
    private readonly ILogger<TableGuard> logger;
    private readonly TimeSpan refresh;
    private readonly CancellationTokenSource stopping = new();
    private Task watching = Task.CompletedTask;
    private long lastRead = long.MinValue;
    private bool isLost;

    public TableGuard(
        IMembershipTable table, SiloPeers peers, IFatalErrorHandler fatal, IOptions<ClusterMembershipOptions> membership,
        ILogger<TableGuard> logger)
    {
        (this.table, this.peers, this.fatal, this.logger) = (table, peers, fatal, logger);
        refresh = membership.Value.TableRefreshTimeout;
    }

    /// <summary>Whether the table has been read within its refresh period.</summary>
    public bool ReadsTable => Volatile.Read(ref lastRead) > long.MinValue && SinceLastRead <= refresh;

    /// <summary>Whether the table could not be read for more than two of its refresh periods.</summary>
    public bool IsLost => Volatile.Read(ref isLost);

    // A read that fails at once ends at each half of a period, one that nothing answers after one and a half and after three of them: between those, no
    // tick of a timer decides.
    private bool IsOverdue => SinceLastRead >= 2.25 * refresh;

    private TimeSpan SinceLastRead => clock.GetElapsedTime(Volatile.Read(ref lastRead));

    public Task StartAsync(CancellationToken cancellationToken)
    {
        // The silo has read it to become a member.
        NoteRead();
        watching = WatchAsync(stopping.Token);
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await stopping.CancelAsync();
        await watching.WaitAsync(cancellationToken);
    }

    public void Dispose() => stopping.Dispose();

    private async Task WatchAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                await Task.Delay(refresh / 2, clock, cancellationToken);
                if (await TryReadAsync(cancellationToken)) continue;
                if (IsOverdue) await DecideAsync(cancellationToken);
            }
        }
        catch (Exception) when (cancellationToken.IsCancellationRequested)
        {
            // The silo stops.
        }
    }

    /// <summary>
    /// Reads the table, and waits for it no longer than its refresh period, for a network may swallow what is sent. What comes later still counts: a database
    /// that is only slow ends no silo.
    /// </summary>
    private async Task<bool> TryReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            await ReadAsync().WaitAsync(refresh, clock, cancellationToken);
            return true;
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            LogNotRead(logger, exception.Message);
            return false;
        }
    }

    private async Task ReadAsync()
    {
        await table.ReadAllAsync();
        NoteRead();
    }

    private void NoteRead()
    {
        Volatile.Write(ref lastRead, clock.GetTimestamp());
        Volatile.Write(ref isLost, false);
    }

    private async Task DecideAsync(CancellationToken cancellationToken)
    {
        Volatile.Write(ref isLost, true);
        var answers = await peers.AskAsync(silo => silo.ReadsTableAsync(), cancellationToken);
        if (answers.FirstOrDefault(answer => answer.Value).Key is not { } witness)
        {
            LogWaits(logger, SinceLastRead.TotalSeconds);
            return;
        }

        // The witness may be the first that can read it again; and the first try of this one may meet a connection that was lost with the others.
        for (var attempt = 0; attempt < 2; attempt++)
            if (await TryReadAsync(cancellationToken) || !IsOverdue)
                return;
        LogAlone(logger, SinceLastRead.TotalSeconds, witness);
        fatal.OnFatalException(this, "This silo is cut off from the table of members.", null);
    }

    [LoggerMessage(EventId = 1832, Level = LogLevel.Warning, Message = "The table of members could not be read: {Reason}")]
    private static partial void LogNotRead(ILogger logger, string reason);

    [LoggerMessage(EventId = 1833, Level = LogLevel.Critical, Message = "This silo could not read the table of members for {Seconds:0} s, and {Witness} can: it ends itself, so that the others take its work up")]
    private static partial void LogAlone(ILogger logger, double seconds, SiloAddress witness);

    [LoggerMessage(EventId = 1834, Level = LogLevel.Warning, Message = "No silo says that it can read the table of members, which this one could not for {Seconds:0} s; it waits for it")]
    private static partial void LogWaits(ILogger logger, double seconds);
}
