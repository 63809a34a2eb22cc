namespace Workflows.Hosting.Members;

/// <summary>The processes of the host.</summary>
public interface IMembers
{
    /// <summary>Why this process cannot do its part right now, in a few words; null when it can.</summary>
    string? NotReady { get; }

    /// <summary>Every process that is part of the host, this one included. Figures are left out while one of them does not answer.</summary>
    Task<IReadOnlyList<Member>> ListAsync(CancellationToken cancellationToken);
}

/// <summary>A process of the host.</summary>
/// <param name="Name">What operators call it: its address in a cluster.</param>
/// <param name="Status"><c>active</c>, <c>joining</c> or <c>stopping</c>.</param>
/// <param name="IsThis">Whether it is the process that answers.</param>
public sealed record Member(string Name, string Status, bool IsThis)
{
    /// <summary>When the process started; null when that is not known.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Since when it has the duties that one process has for all; null when it has not.</summary>
    public DateTimeOffset? DutiesSince { get; init; }

    /// <summary>The entities in memory, by kind.</summary>
    public IReadOnlyDictionary<string, int> Entities { get; init; } = new Dictionary<string, int>();

    /// <summary>The processor time used so far.</summary>
    public TimeSpan Processor { get; init; }

    /// <summary>The resident memory.</summary>
    public long MemoryBytes { get; init; }

    /// <summary>What it sent; null in the embedded host, whose entities send nothing.</summary>
    public MemberTraffic? Traffic { get; init; }
}

/// <summary>What a process of a cluster sent since it started, and what waits in it.</summary>
/// <param name="Local">Messages that stayed in it.</param>
/// <param name="Remote">Messages to other processes; answers and probes are among them.</param>
/// <param name="RemoteBytes">The size of those, in bytes.</param>
/// <param name="Queued">Batches of events on their way from streams to triggers.</param>
public sealed record MemberTraffic(long Local, long Remote, long RemoteBytes, int Queued);
