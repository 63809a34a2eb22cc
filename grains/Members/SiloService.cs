using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Workflows.Hosting.Changes;

namespace Workflows.Grains.Members;

/// <summary>What this silo answers the others.</summary>
internal sealed class SiloService(
    GrainId id, Silo silo, ILoggerFactory loggers, ChangeSignals changes, GrainCensus census, SiloTraffic traffic, TableGuard guard)
    : GrainService(id, silo, loggers), ISiloService
{
    private static readonly DateTimeOffset Started = Process.GetCurrentProcess().StartTime.ToUniversalTime();

    public Task ForgetAsync(string topic)
    {
        changes.Forget(topic);
        return Task.CompletedTask;
    }

    public Task<SiloReport> ReportAsync()
    {
        var sent = traffic.Read();
        return Task.FromResult(new SiloReport
        {
            Since = Started,
            Activations = census.Counts.ToDictionary(),
            ProcessorMs = (long)Environment.CpuUsage.TotalTime.TotalMilliseconds,
            MemoryBytes = Environment.WorkingSet,
            Local = sent.Local,
            Remote = sent.Remote,
            RemoteBytes = sent.RemoteBytes,
            Queued = sent.Queued,
        });
    }

    public Task<bool> ReadsTableAsync() => Task.FromResult(guard.ReadsTable);
}
