using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Workflows.Abstractions.Runs;
using Workflows.Abstractions.Storage;
using Workflows.Grains.Members;
using Workflows.Hosting.Ingest;
using Workflows.Hosting.Members;
using Workflows.Hosting.Tests.Engine;
using Workflows.Hosting.Tests.Harness;

namespace Workflows.Cluster.Tests.Engine;

/// <summary>Silos that cannot reach the table of members, and all else.</summary>
public sealed class CutOffTests(PostgresFixture fixture) : IAsyncLifetime
{
    private const int Orders = 30;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private string database = "";

    public async ValueTask InitializeAsync() => database = await fixture.CreateDatabaseAsync();

    public async ValueTask DisposeAsync() => await fixture.DropDatabaseAsync(database);

    [Fact]
    public async Task SiloThatAloneCannotReadTheTable_EndsItself_AndIsNotReady()
    {
        var host = HostOf(refresh: TimeSpan.FromSeconds(1));
        await using var engine = await StartAsync(host);
        var silos = SilosOf(host);

        silos[1].Table.IsCut = true;

        (await silos[1].Ended.WaitAsync(Patience)).ShouldContain("cut off from the table of members");
        host.Processes[1].GetRequiredService<IMembers>().NotReady.ShouldBe("the silo cannot read the table of the members of its cluster");
        foreach (var other in (int[])[0, 2])
        {
            host.Processes[other].GetRequiredService<IMembers>().NotReady.ShouldBeNull();
            silos[other].Ended.IsCompleted.ShouldBeFalse("the others go on");
        }

        silos[1].Table.IsCut = false;
    }

    [Fact]
    public async Task SiloThatWasDeclaredDeadAndCannotReadIt_EndsItself()
    {
        var host = HostOf(refresh: TimeSpan.FromSeconds(1));
        await using var engine = await StartAsync(host);
        var silos = SilosOf(host);

        silos[2].Table.IsCut = true;
        (await host.Processes[0].GetRequiredService<IClusterMembershipService>().TryKill(host.Cluster.Silos[2].SiloAddress)).ShouldBeTrue();

        (await silos[2].Ended.WaitAsync(Patience)).ShouldContain("cut off from the table of members");
        silos[2].Table.IsCut = false;
    }

    [Fact]
    public async Task TableThatNoSiloCanRead_EndsNone()
    {
        var host = HostOf(refresh: TimeSpan.FromSeconds(1));
        await using var engine = await StartAsync(host);
        var silos = SilosOf(host);
        var members = host.Processes.Select(process => process.GetRequiredService<IMembers>()).ToArray();

        var table = new CutSwitch { IsCut = true };
        foreach (var silo in silos) silo.Table.Switch = table;
        await SplitCluster.UntilAsync(() => Task.FromResult(members.All(member => member.NotReady is not null)), "each silo knows that it cannot read it");
        table.IsCut = false;
        await SplitCluster.UntilAsync(() => Task.FromResult(members.All(member => member.NotReady is null)), "each silo can read it again");

        silos.ShouldAllBe(silo => !silo.Ended.IsCompleted);
        (await engine.ProcessAsync("ORDER_SHIPPED", "o-1")).Status.ShouldBe(IngestStatus.Accepted);
    }

    [Fact]
    public async Task SiloDeclaredDeadThatDoesNotLearnIt_LosesEveryCommit_AndTakesEventsAllTheSame()
    {
        var host = HostOf(refresh: TimeSpan.FromMinutes(1));
        await using var engine = await StartAsync(host);
        var silos = SilosOf(host);
        var calls = new FirstCalls(engine.Effects, Orders);
        await engine.PublishAsync("order", """
            {"name":"Order","trigger":{"type":"event","eventName":"ORDER_PLACED"},"steps":[
              {"id":"pack","type":"action.call","config":{"actionId":"test.effect","version":1,"inputMapping":{}}}]}
            """);
        await engine.Ingest.SubmitAsync(engine.Caller.Tenant, [.. Events(0)], waitProcessed: true, default);
        await calls.All;
        var (lost, runs) = Enumerable.Range(0, 3).Select(silo => (silo, RunsOf(host, silo))).MaxBy(silo => silo.Item2);
        runs.ShouldBeGreaterThan(0);

        // As when it was stopped, and goes on without its way to the table.
        silos[lost].Table.IsCut = true;
        var survivor = host.Processes[(lost + 1) % 3];
        (await survivor.GetRequiredService<IClusterMembershipService>().TryKill(host.Cluster.Silos[lost].SiloAddress)).ShouldBeTrue();
        await SplitCluster.UntilAsync(async () => (await RunsAsync(engine, RunStatus.Succeeded)).Count >= runs, "the others call again, and finish");
        var finished = await RunsAsync(engine, RunStatus.Succeeded);
        calls.Release();
        await SplitCluster.UntilAsync(async () => (await RunsAsync(engine, RunStatus.Succeeded)).Count == Orders, "every run has finished");
        await SplitCluster.UntilAsync(() => Task.FromResult(silos[lost].Store.RefusedRuns >= runs), "every stale commit is refused");

        var now = (await RunsAsync(engine)).ToDictionary(run => run.Id, run => run.Revision);
        finished.ShouldAllBe(run => now[run.Id] == run.Revision, "what came second changed nothing");
        engine.Effects.Calls.Values.ShouldAllBe(count => count <= 2);
        silos[lost].Ended.IsCompleted.ShouldBeFalse("it did not learn that it is dead");
        await PublishThroughAsync(host.Processes[lost], survivor, engine);
        silos[lost].Table.IsCut = false;
    }

    /// <summary>Publishes through the lost silo; what it cannot take is sent again to another one, as a publisher does.</summary>
    private static async Task PublishThroughAsync(IServiceProvider lost, IServiceProvider survivor, EngineHarness engine)
    {
        var events = Events(Orders).ToArray();
        var answers = await lost.GetRequiredService<IIngest>().SubmitAsync(engine.Caller.Tenant, events, waitProcessed: false, default);
        var again = await survivor.GetRequiredService<IIngest>().SubmitAsync(engine.Caller.Tenant, events, waitProcessed: false, default);

        answers.ShouldContain(answer => answer.Status == IngestStatus.Accepted, "the lost silo takes events of its streams");
        for (var i = 0; i < Orders; i++)
        {
            if (answers[i].Status == IngestStatus.Accepted) again[i].Status.ShouldBe(IngestStatus.Duplicate);
            else again[i].Status.ShouldBeOneOf(IngestStatus.Accepted, IngestStatus.Duplicate);
        }

        await SplitCluster.UntilAsync(async () => (await RunsAsync(engine, RunStatus.Succeeded)).Count == 2 * Orders, "every event has its run");
        (await RunsAsync(engine)).Count.ShouldBe(2 * Orders);
        (await engine.Store.Events.ListBehindAsync(100, default)).ShouldBeEmpty();
    }

    private static ClusterEngineHost HostOf(TimeSpan refresh) => new(change: (_, services) => CutSilo.Prepare(services, refresh));

    private Task<EngineHarness> StartAsync(ClusterEngineHost host) => EngineHarness.StartAsync(
        () => Task.FromResult<IStore>(PostgresFixture.Open(database, TimeProvider.System)), TimeProvider.System, host);

    private static CutSilo[] SilosOf(ClusterEngineHost host) => [.. host.Processes.Select(process => process.GetRequiredService<CutSilo>())];

    private static int RunsOf(ClusterEngineHost host, int silo) =>
        host.Processes[silo].GetRequiredService<GrainCensus>().Counts.GetValueOrDefault("run");

    private static IEnumerable<EventSubmission> Events(int first) =>
        Enumerable.Range(first, Orders).Select(order => EngineHarness.Event("ORDER_PLACED", $"o-{order}", id: $"placed-{order}"));

    private static Task<IReadOnlyList<RunRecord>> RunsAsync(EngineHarness engine, params RunStatus[] statuses) =>
        engine.Store.Runs.ListAsync(new RunQuery { Tenant = engine.Caller.Tenant, Statuses = statuses, Limit = 1_000 }, default);

    /// <summary>Holds the first call of each run up until it is released; a repeated one is answered at once.</summary>
    private sealed class FirstCalls
    {
        private readonly ConcurrentDictionary<string, bool> seen = new(StringComparer.Ordinal);
        private readonly TaskCompletionSource all = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource released = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public FirstCalls(EffectAction effects, int expected) => effects.Before = (call, cancellationToken) =>
        {
            if (!seen.TryAdd(call.IdempotencyKey, true)) return Task.CompletedTask;
            if (seen.Count == expected) all.TrySetResult();
            return released.Task.WaitAsync(cancellationToken);
        };

        /// <summary>Completes when every run has called.</summary>
        public Task All => all.Task.WaitAsync(Patience);

        public void Release() => released.TrySetResult();
    }
}
