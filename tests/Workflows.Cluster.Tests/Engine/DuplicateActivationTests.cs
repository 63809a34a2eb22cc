using Workflows.Abstractions.Runs;
using Workflows.Abstractions.Storage;
using Workflows.Hosting;
using Workflows.Hosting.Ingest;
using Workflows.Hosting.Tests.Engine;
using Workflows.Hosting.Tests.Harness;

namespace Workflows.Cluster.Tests.Engine;

/// <summary>
/// Two clusters that do not know of each other work on one database: every stream, trigger, run and timer is active twice, as when a cluster is
/// split. Their commits name versions, and of two the second is refused.
/// </summary>
public sealed class DuplicateActivationTests(PostgresFixture fixture) : IAsyncLifetime
{
    private const int Orders = 60;
    private string database = "";

    public async ValueTask InitializeAsync() => database = await fixture.CreateDatabaseAsync();

    public async ValueTask DisposeAsync() => await fixture.DropDatabaseAsync(database);

    [Fact]
    public async Task EveryEntityActiveTwice_EveryEventTakesEffectOnce()
    {
        await using var one = await StartAsync();
        await using var other = await StartAsync();
        await one.PublishAsync("order", """
            {"name":"Order","trigger":{"type":"event","eventName":"ORDER_PLACED"},"steps":[
              {"id":"paid","type":"event.wait","config":{"eventName":"ORDER_PAID","correlationKey":{"$expr":"run.correlationId"}}},
              {"id":"done","type":"state.set","config":{"state":"DONE"}}]}
            """);

        await BothPublishAsync("ORDER_PLACED", one, other);
        await one.UntilAsync(async () => await CountAsync(one, RunStatus.Waiting) == Orders, "every order waits");
        await BothPublishAsync("ORDER_PAID", one, other);
        await one.UntilAsync(async () => await CountAsync(one, RunStatus.Succeeded) == Orders, "every order is done");

        (await CountAsync(one)).ShouldBe(Orders, "no event started a second run");
        (await one.Store.Events.ListBehindAsync(100, default)).ShouldBeEmpty();
    }

    private Task<EngineHarness> StartAsync() => EngineHarness.StartAsync(
        () => Task.FromResult<IStore>(PostgresFixture.Open(database, TimeProvider.System)), TimeProvider.System, new ClusterEngineHost(silos: 1));

    /// <summary>Both clusters get every event, from several publishers at a time; each is sent until it is acknowledged.</summary>
    private static async Task BothPublishAsync(string type, params EngineHarness[] clusters)
    {
        var accepted = 0;
        await Task.WhenAll(clusters.Select(cluster => Parallel.ForEachAsync(
            Enumerable.Range(0, Orders), new ParallelOptions { MaxDegreeOfParallelism = 4 },
            async (order, cancellationToken) =>
            {
                if (await AcknowledgeAsync(cluster, type, order, cancellationToken) == IngestStatus.Accepted) Interlocked.Increment(ref accepted);
            })));
        accepted.ShouldBeLessThanOrEqualTo(Orders, "an event is accepted once, and a duplicate after that");
    }

    private static async Task<IngestStatus> AcknowledgeAsync(
        EngineHarness cluster, string type, int order, CancellationToken cancellationToken)
    {
        var submission = EngineHarness.Event(type, $"o-{order}", id: $"{type}-{order}");
        while (true)
        {
            var result = (await cluster.Ingest.SubmitAsync(cluster.Caller.Tenant, [submission], waitProcessed: false, cancellationToken))[0];
            if (result.Status != IngestStatus.Rejected) return result.Status;
            result.Problem!.Kind.ShouldBe(ProblemKind.Unavailable);
        }
    }

    private static async Task<int> CountAsync(EngineHarness cluster, params RunStatus[] statuses) =>
        (await cluster.Store.Runs.ListAsync(new RunQuery { Tenant = cluster.Caller.Tenant, Statuses = statuses, Limit = 1_000 }, default)).Count;
}
