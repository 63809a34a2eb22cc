using Workflows.Hosting.Members;

namespace Workflows.ClientApi.Cluster;

/// <summary>The processes of the host and their load.</summary>
/// <param name="Members">The processes; one in the embedded host.</param>
/// <param name="Streams">What waits to be processed.</param>
/// <param name="Tenants">The load of each tenant.</param>
/// <param name="HasAllTenants">Whether every tenant with load is told; at most 1,000 are.</param>
internal sealed record ClusterBody(
    IReadOnlyList<MemberBody> Members, BacklogBody Streams, IReadOnlyList<TenantLoadBody> Tenants, bool HasAllTenants);

/// <summary>A process.</summary>
/// <param name="Name">Its address, or 'embedded'.</param>
/// <param name="Status">active, joining or stopping.</param>
/// <param name="IsThis">Whether it is the process that answers.</param>
/// <param name="Since">When it started.</param>
/// <param name="DutiesSince">Since when it has recovery, retention and the other duties that one process has for all; absent when it has not.</param>
/// <param name="Entities">The entities in its memory, by kind; this and what follows is left out while a process does not answer.</param>
/// <param name="ProcessorSeconds">The processor time that it has used.</param>
/// <param name="MemoryBytes">Its resident memory.</param>
/// <param name="Traffic">What it sent; absent in the embedded host, whose entities send nothing.</param>
internal sealed record MemberBody(
    string Name, string Status, bool IsThis, DateTimeOffset? Since, DateTimeOffset? DutiesSince, IReadOnlyDictionary<string, int> Entities,
    double ProcessorSeconds, long MemoryBytes, TrafficBody? Traffic)
{
    /// <summary>The body of a member.</summary>
    public static MemberBody Of(Member member) => new(
        member.Name, member.Status, member.IsThis, member.Since, member.DutiesSince, member.Entities, Math.Round(member.Processor.TotalSeconds, 1),
        member.MemoryBytes,
        member.Traffic is { } sent ? new TrafficBody(sent.Local, sent.Remote, sent.RemoteBytes, sent.Queued) : null);
}

/// <summary>What a process of a cluster sent since it started, and what waits in it.</summary>
/// <param name="LocalMessages">Messages that stayed in it.</param>
/// <param name="RemoteMessages">Messages to other processes; answers and probes are among them.</param>
/// <param name="RemoteBytes">The size of those.</param>
/// <param name="QueuedBatches">Batches of events on their way from streams to triggers.</param>
internal sealed record TrafficBody(long LocalMessages, long RemoteMessages, long RemoteBytes, int QueuedBatches);

/// <summary>What waits to be processed.</summary>
/// <param name="Behind">Streams whose trigger is behind.</param>
/// <param name="Events">Events on them that were not processed yet.</param>
/// <param name="IsComplete">Whether every such stream was counted; at most 1,000 are.</param>
internal sealed record BacklogBody(int Behind, long Events, bool IsComplete);

/// <summary>The load of a tenant.</summary>
/// <param name="Tenant">The tenant's key.</param>
/// <param name="EventsThisHour">Events accepted since the hour began.</param>
/// <param name="RunsThisHour">Runs started since the hour began.</param>
/// <param name="StreamsBehind">Streams whose trigger is behind.</param>
/// <param name="EventsBehind">Events that were not processed yet.</param>
internal sealed record TenantLoadBody(string Tenant, long EventsThisHour, long RunsThisHour, int StreamsBehind, long EventsBehind);
