using System.Diagnostics;
using Orleans.Providers;
using Workflows.Hosting.Changes;

namespace Workflows.Grains.Operations;

/// <summary>What every silo does when another tells it: forget what was changed, and report what it has and sent.</summary>
internal sealed class ClusterCommands(ChangeSignals changes, GrainCensus census, SiloTraffic traffic, ILocalSiloDetails silo) : IControllable
{
    private static readonly DateTimeOffset Started = Process.GetCurrentProcess().StartTime.ToUniversalTime();

    /// <summary>The name under which silos find each other's commands.</summary>
    public const string Name = "workflows";

    /// <summary>Forget a topic; the argument is its name.</summary>
    public const int Forget = 1;

    /// <summary>Answer with a <see cref="SiloReport"/>.</summary>
    public const int Report = 2;

    public Task<object> ExecuteCommand(int command, object arg)
    {
        switch (command)
        {
            case Forget:
                changes.Forget((string)arg);
                return Task.FromResult<object>(true);
            case Report:
                return Task.FromResult<object>(ReportOnce());
            default:
                throw new ArgumentOutOfRangeException(nameof(command), command, "A newer silo sent a command that this one does not know.");
        }
    }

    private SiloReport ReportOnce()
    {
        var sent = traffic.Read();
        return new SiloReport
        {
            Silo = silo.SiloAddress.ToString(),
            Since = Started,
            Activations = census.Counts.ToDictionary(),
            ProcessorMs = (long)Environment.CpuUsage.TotalTime.TotalMilliseconds,
            MemoryBytes = Environment.WorkingSet,
            Local = sent.Local,
            Remote = sent.Remote,
            RemoteBytes = sent.RemoteBytes,
            Queued = sent.Queued,
        };
    }
}

/// <summary>What a silo tells of itself.</summary>
[GenerateSerializer, Immutable, Alias("workflows.report")]
internal sealed class SiloReport
{
    [Id(0)]
    public string Silo = "";

    [Id(1)]
    public Dictionary<string, int> Activations = [];

    [Id(2)]
    public long ProcessorMs;

    [Id(3)]
    public long MemoryBytes;

    [Id(4)]
    public DateTimeOffset Since;

    [Id(5)]
    public long Local;

    [Id(6)]
    public long Remote;

    [Id(7)]
    public long RemoteBytes;

    [Id(8)]
    public int Queued;
}
