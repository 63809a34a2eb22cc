using Microsoft.AspNetCore.Http.HttpResults;
using Workflows.Abstractions.Metrics;
using Workflows.Abstractions.Storage;
using Workflows.Abstractions.Tenancy;
using Workflows.ClientApi.Auth;
using Workflows.Hosting.Members;

namespace Workflows.ClientApi.Cluster;

/// <summary>The live view of the processes and their load, for operators of the whole system.</summary>
internal static class ClusterEndpoints
{
    /// <summary>Streams and tenants that one answer looks at.</summary>
    private const int MaxRows = 1_000;

    /// <summary>Maps <c>/admin/cluster</c>.</summary>
    public static void MapCluster(this RouteGroupBuilder api) =>
        api.MapGet("/admin/cluster", GetAsync).WithTags("Administration").Needs(Permissions.System).WithName("GetCluster")
            .WithSummary("The processes of the host, their entities, what waits to be processed, and the load of each tenant")
            .WithDescription("Tenants without load in this hour and without events behind are left out; of more than 1,000 with load the busiest are told.");

    private static async Task<Ok<ClusterBody>> GetAsync(IMembers members, IStore store, TimeProvider clock, CancellationToken cancellationToken)
    {
        var listed = await members.ListAsync(cancellationToken);
        var behind = await store.Events.ListBehindAsync(MaxRows, cancellationToken);
        var streams = new BacklogBody(behind.Count, behind.Sum(stream => stream.Head - stream.Cursor), behind.Count < MaxRows);
        var load = await store.Counters.ListLoadAsync(CounterDelta.HourOf(clock.GetUtcNow()), MaxRows, cancellationToken);
        var tenants = Tenants(await store.Tenants.ListAsync(cancellationToken), load, behind);
        return TypedResults.Ok(new ClusterBody([.. listed.Select(MemberBody.Of)], streams, tenants, load.Count < MaxRows));
    }

    private static List<TenantLoadBody> Tenants(
        IReadOnlyList<TenantRecord> known, IReadOnlyList<TenantLoad> load, IReadOnlyList<StreamPosition> behind)
    {
        var loads = load.ToDictionary(tenant => tenant.Tenant);
        var lag = behind.ToLookup(stream => stream.Stream.Tenant);
        var result = new List<TenantLoadBody>();
        foreach (var tenant in known)
        {
            if (!loads.TryGetValue(tenant.Id, out var its) && !lag.Contains(tenant.Id)) continue;
            var streams = lag[tenant.Id];
            result.Add(new TenantLoadBody(
                tenant.Key, its.Events, its.Runs, streams.Count(), streams.Sum(stream => stream.Head - stream.Cursor)));
        }

        return result;
    }
}
