using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Workflows.Abstractions.Storage;
using Workflows.Abstractions.Workers;
using Workflows.ClientApi.Auth;
using Workflows.ClientApi.Paging;
using Workflows.Hosting.Workers;

namespace Workflows.ClientApi.Workers;

/// <summary>What waits for remote workers, and who is at work.</summary>
internal static class WorkerQueueEndpoints
{
    /// <summary>Maps <c>/worker/queues</c>.</summary>
    public static void MapWorkerQueues(this RouteGroupBuilder api) =>
        api.MapGet("/worker/queues", ListAsync).WithTags("Workers").Needs(Permissions.Read).WithName("ListWorkerQueues")
            .WithSummary("What waits for remote workers, and who is at work")
            .WithDescription("A topic for each registered action, also where nothing waits. A count that grows while nobody works on the topic says that no worker asks for it.");

    private static async Task<Ok<Page<WorkerQueueBody>>> ListAsync(
        ClaimsPrincipal user, IStore store, RemoteActions actions, TimeProvider clock, CancellationToken cancellationToken)
    {
        var tenant = user.Caller().Tenant;
        var queues = (await store.Workers.ListQueuesAsync(tenant, clock.GetUtcNow(), cancellationToken)).ToDictionary(queue => queue.Topic);
        var known = await actions.GetAsync(tenant, cancellationToken);
        var registered = known.All.Select(action => known.FindRemote(action.Id, action.Version)?.Topic).OfType<string>();
        var topics = queues.Keys.Union(registered).Order(StringComparer.Ordinal);
        return TypedResults.Ok(new Page<WorkerQueueBody>(
            [.. topics.Select(topic => WorkerQueueBody.Of(queues.GetValueOrDefault(topic) ?? new WorkerQueue(topic, 0, 0, null, [])))], null));
    }
}

/// <summary>The open tasks of a topic.</summary>
/// <param name="Topic">The topic.</param>
/// <param name="Waiting">Tasks that no worker has now.</param>
/// <param name="Lapsed">Those of them that a worker had, and neither answered nor kept in time.</param>
/// <param name="OldestWaiting">When the oldest task that waits was made; absent when none waits.</param>
/// <param name="Leased">Tasks that workers have now.</param>
/// <param name="Workers">Which workers, by name.</param>
internal sealed record WorkerQueueBody(
    string Topic, int Waiting, int Lapsed, DateTimeOffset? OldestWaiting, int Leased, IReadOnlyList<BusyWorker> Workers)
{
    /// <summary>The body of a queue.</summary>
    public static WorkerQueueBody Of(WorkerQueue queue) => new(
        queue.Topic, queue.Waiting, queue.Lapsed, queue.OldestWaiting, queue.Workers.Sum(worker => worker.Tasks), queue.Workers);
}
