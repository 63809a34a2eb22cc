using Workflows.Abstractions.Runs;
using Workflows.Abstractions.Storage;
using Workflows.Hosting;
using Workflows.Hosting.Ingest;
using Workflows.Hosting.Tests.Engine;
using Workflows.Hosting.Tests.Harness;

namespace Workflows.Cluster.Tests.Engine;

/// <summary>
/// Two clusters that do not know of each other work on one database: every stream, trigger, run and timer is active twice, as when a cluster is
/// split. Their commits name versions, and of two the second is refused; the tests count the refusals.
/// </summary>
public sealed class DuplicateActivationTests(PostgresFixture fixture) : IAsyncLifetime
{
    private const int Orders = 60;
    private const int Turns = 8;
    private string database = "";

    public async ValueTask InitializeAsync() => database = await fixture.CreateDatabaseAsync();

    public async ValueTask DisposeAsync() => await fixture.DropDatabaseAsync(database);

    [Fact]
    public async Task EveryEntityActiveTwice_EveryEventTakesEffectOnce()
    {
        await using var one = await SplitCluster.StartAsync(database);
        await using var other = await SplitCluster.StartAsync(database);
        var (callsOfOne, callsOfOther) = (new HeldCalls(one.Engine, Orders), new HeldCalls(other.Engine, Orders));
        await one.Engine.PublishAsync("order", """
            {"name":"Order","trigger":{"type":"event","eventName":"ORDER_PLACED"},"steps":[
              {"id":"paid","type":"event.wait","config":{"eventName":"ORDER_PAID","correlationKey":{"$expr":"run.correlationId"}}},
              {"id":"pack","type":"action.call","config":{"actionId":"test.effect","version":1,"inputMapping":{}}},
              {"id":"done","type":"state.set","config":{"state":"DONE"}}]}
            """);

        await BothPublishAsync("ORDER_PLACED", one.Engine, other.Engine);
        await SplitCluster.UntilAsync(async () => await CountAsync(one, RunStatus.Waiting) == Orders, "every order waits");
        await BothPublishAsync("ORDER_PAID", one.Engine, other.Engine);
        await SplitCluster.UntilAsync(async () => await CountAsync(one, RunStatus.Running) == Orders, "every order is packed");

        // Each takes up the runs of the other, too: every run is active twice, and both activations wait for the answer to their call.
        one.RequestRecovery();
        other.RequestRecovery();
        await Task.WhenAll(callsOfOne.All, callsOfOther.All);
        callsOfOne.Release();
        await SplitCluster.UntilAsync(async () => await CountAsync(one, RunStatus.Succeeded) == Orders, "every order is done");
        var (history, refused) = (await RevisionsAsync(one), other.Store.RefusedRuns);
        callsOfOther.Release();
        await SplitCluster.UntilAsync(() => Task.FromResult(other.Store.RefusedRuns - refused >= Orders), "the second activation of every run is refused");

        (await CountAsync(one)).ShouldBe(Orders, "no event started a second run");
        (await RevisionsAsync(one)).ShouldBe(history, "what came second changed nothing");
        (await one.Store.Events.ListBehindAsync(100, default)).ShouldBeEmpty();
    }

    [Fact]
    public async Task StreamActiveTwice_WithEventsHereAndThereInTurn_RefusesEveryStaleHeadAndCursor()
    {
        await using var one = await SplitCluster.StartAsync(database);
        await using var other = await SplitCluster.StartAsync(database);

        // From its second event on, each remembers a head and a cursor that the other one has moved since.
        for (var turn = 0; turn < Turns; turn++)
        {
            var result = await (turn % 2 == 0 ? one : other).Engine.ProcessAsync("ORDER_SHIPPED", "o-1", id: $"shipped-{turn}");
            (result.Status, result.Sequence).ShouldBe((IngestStatus.Accepted, turn + 1));
        }

        (one.Store.RefusedAppends + other.Store.RefusedAppends).ShouldBe(Turns - 2, "every append but the first of each was refused once");
        (one.Store.RefusedTriggers + other.Store.RefusedTriggers).ShouldBeGreaterThan(0, "a trigger was refused, too");
        (await one.Store.Events.ListBehindAsync(100, default)).ShouldBeEmpty();
    }

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

    private static Task<IReadOnlyList<RunRecord>> RunsAsync(SplitCluster cluster, params RunStatus[] statuses) =>
        cluster.Engine.Store.Runs.ListAsync(new RunQuery { Tenant = cluster.Engine.Caller.Tenant, Statuses = statuses, Limit = 1_000 }, default);

    private static async Task<int> CountAsync(SplitCluster cluster, params RunStatus[] statuses) => (await RunsAsync(cluster, statuses)).Count;

    private static async Task<IReadOnlyList<(Abstractions.Ids.RunId, int)>> RevisionsAsync(SplitCluster cluster) =>
        [.. (await RunsAsync(cluster)).Select(run => (run.Id, run.Revision))];
}
