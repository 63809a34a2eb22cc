using Microsoft.Extensions.DependencyInjection;
using Orleans.TestingHost;
using Workflows.Abstractions.Json;
using Workflows.Abstractions.Runs;
using Workflows.Abstractions.Storage;
using Workflows.Grains.Operations;
using Workflows.Hosting.Jobs;
using Workflows.Hosting.Queries;
using Workflows.Hosting.Tests.Engine;
using Workflows.Hosting.Tests.Harness;

namespace Workflows.Cluster.Tests.Engine;

/// <summary>What one silo does for all goes to another one when it leaves.</summary>
public sealed class DutyTests(PostgresFixture fixture) : IAsyncLifetime
{
    private const int Runs = 40;
    private readonly ClusterEngineHost host = new();
    private string database = "";
    private EngineHarness engine = null!;

    public async ValueTask InitializeAsync()
    {
        database = await fixture.CreateDatabaseAsync();
        engine = await EngineHarness.StartAsync(
            () => Task.FromResult<IStore>(PostgresFixture.Open(database, TimeProvider.System)), TimeProvider.System, host);
    }

    public async ValueTask DisposeAsync()
    {
        await engine.DisposeAsync();
        await fixture.DropDatabaseAsync(database);
    }

    [Fact]
    public async Task BulkJob_MadeAtAnySilo_IsDoneByTheOneWithTheDuties_AndTakenOverWhenItLeaves()
    {
        await engine.PublishAsync("wait", """
            {"name":"Wait","steps":[{"id":"wait","type":"event.wait","config":{"eventName":"ORDER_PAID","correlationKey":"nobody"}}]}
            """);
        for (var i = 0; i < Runs; i++)
            (await engine.Workflows.StartAsync(engine.Caller, "wait", null, JsonValue.EmptyObject, $"o{i}", default)).Problem.ShouldBeNull();
        var keeper = host.Cluster.Silos.Where(HasDuties).ShouldHaveSingleItem();
        var other = host.Cluster.Silos.First(silo => silo != keeper);
        var request = new BulkRequest { Action = "cancel", Filter = new RunFilter(), Reason = "withdrawn", PerSecond = 10 };

        var job = (await other.ServiceProvider.GetRequiredService<BulkJobs>().CreateAsync(engine.Caller, request, default)).Value;
        await engine.UntilAsync(async () => await CanceledAsync() >= 5, "some runs are cancelled");
        await keeper.SiloHost.StopAsync();
        (await CanceledAsync()).ShouldBeLessThan(Runs, "the job was under way when its silo left");
        await engine.UntilAsync(async () => await CanceledAsync() == Runs, "all runs are cancelled");

        host.Cluster.Silos.Where(silo => silo != keeper).Count(HasDuties).ShouldBe(1);
        (await engine.Store.Operations.ListItemsAsync(job.Id, null, 100, default)).Count.ShouldBe(Runs);
        foreach (var run in await engine.Store.Runs.ListAsync(new RunQuery { Tenant = engine.Caller.Tenant, Limit = 100 }, default))
            (await engine.Store.Tenants.ListAuditAsync(engine.Caller.Tenant, $"run:{run.Id}", null, 10, default)).ShouldHaveSingleItem();
    }

    private static bool HasDuties(InProcessSiloHandle silo) =>
        silo.ServiceProvider.GetRequiredService<GrainCensus>().Counts.GetValueOrDefault("keeper") > 0;

    private async Task<int> CanceledAsync() => (await engine.Store.Runs.ListAsync(
        new RunQuery { Tenant = engine.Caller.Tenant, Statuses = [RunStatus.Canceled], Limit = 100 }, default)).Count;
}
