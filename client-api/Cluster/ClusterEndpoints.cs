using Microsoft.AspNetCore.Http.HttpResults;
using Workflows.Abstractions.Metrics;
using Workflows.Abstractions.Storage;
using Workflows.ClientApi.Auth;
using Workflows.Hosting.Members;

namespace Workflows.ClientApi.Cluster;

/// <summary>The live view of the processes and their load, for operators of the whole system.</summary>
internal static class ClusterEndpoints
{
    /// <summary>Streams and tenants that one answer looks at.</summary>
    private const int MaxRows = 1_000;

    private static readonly CounterKind[] Kinds = [CounterKind.EventsAccepted, CounterKind.RunsStarted];

    /// <summary>Maps <c>/admin/cluster</c>.</summary>
    public static void MapCluster(this RouteGroupBuilder api) =>
        api.MapGet("/admin/cluster", GetAsync).WithTags("Administration").Needs(Permissions.System).WithName("GetCluster")
            .WithSummary("The processes of the host, their entities, what waits to be processed, and the load of each tenant")
            .WithDescription("Tenants without load in this hour and without events behind are left out.");

    private static async Task<Ok<ClusterBody>> GetAsync(IMembers members, IStore store, TimeProvider clock, CancellationToken cancellationToken)
    {
        var listed = await members.ListAsync(cancellationToken);
        var behind = await store.Events.ListBehindAsync(MaxRows, cancellationToken);
        var streams = new BacklogBody(behind.Count, behind.Sum(stream => stream.Head - stream.Cursor), behind.Count < MaxRows);
        var tenants = await TenantsAsync(store, behind, CounterDelta.HourOf(clock.GetUtcNow()), cancellationToken);
        return TypedResults.Ok(new ClusterBody([.. listed.Select(MemberBody.Of)], streams, tenants));
    }

    private static async Task<List<TenantLoadBody>> TenantsAsync(
        IStore store, IReadOnlyList<StreamPosition> behind, int hour, CancellationToken cancellationToken)
    {
        var lag = behind.ToLookup(stream => stream.Stream.Tenant);
        var result = new List<TenantLoadBody>();
        foreach (var tenant in (await store.Tenants.ListAsync(cancellationToken)).Take(MaxRows))
        {
            var counters = await store.Counters.ListAsync(tenant.Id, Kinds, null, hour, hour + 1, cancellationToken);
            var load = new TenantLoadBody(
                tenant.Key, Sum(counters, CounterKind.EventsAccepted), Sum(counters, CounterKind.RunsStarted),
                lag[tenant.Id].Count(), lag[tenant.Id].Sum(stream => stream.Head - stream.Cursor));
            if (load is not { EventsThisHour: 0, RunsThisHour: 0, StreamsBehind: 0 }) result.Add(load);
        }

        return result;
    }

    private static long Sum(IReadOnlyList<CounterDelta> counters, CounterKind kind) =>
        counters.Where(counter => counter.Kind == kind).Sum(counter => counter.Count);
}
