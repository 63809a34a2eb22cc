using Microsoft.Extensions.DependencyInjection;
using Orleans.TestingHost;
using Workflows.Abstractions.Json;
using Workflows.Abstractions.Runs;
using Workflows.Abstractions.Storage;
using Workflows.Grains.Members;
using Workflows.Hosting.Jobs;
using Workflows.Hosting.Queries;
using Workflows.Hosting.Tests.Engine;

namespace Workflows.Cluster.Tests.Engine;

/// <summary>What one silo does for all goes to another one when it leaves.</summary>
public sealed class DutyTests(PostgresFixture fixture) : SiloTests(fixture)
{
    private const int Runs = 40;

    [Fact]
    public async Task BulkJob_MadeAtAnySilo_IsDoneByTheOneWithTheDuties_AndTakenOverWhenItLeaves()
    {
        await Engine.PublishAsync("wait", """
            {"name":"Wait","steps":[{"id":"wait","type":"event.wait","config":{"eventName":"ORDER_PAID","correlationKey":"nobody"}}]}
            """);
        for (var i = 0; i < Runs; i++)
            (await Engine.Workflows.StartAsync(Engine.Caller, "wait", null, JsonValue.EmptyObject, $"o{i}", default)).Problem.ShouldBeNull();
        var keeper = Cluster.Silos.Where(HasDuties).ShouldHaveSingleItem();
        var other = Cluster.Silos.First(silo => silo != keeper);
        var request = new BulkRequest { Action = "cancel", Filter = new RunFilter(), Reason = "withdrawn", PerSecond = 5 };

        var job = (await other.ServiceProvider.GetRequiredService<BulkJobs>().CreateAsync(Engine.Caller, request, default)).Value;
        await Engine.UntilAsync(async () => await CanceledAsync() >= 5, "some runs are cancelled");
        (await CanceledAsync()).ShouldBeLessThan(Runs, "the job is under way when its silo is asked to leave");
        await keeper.SiloHost.StopAsync();
        await Engine.UntilAsync(async () => await CanceledAsync() == Runs, "all runs are cancelled");

        Cluster.Silos.Where(silo => silo != keeper).Count(HasDuties).ShouldBe(1);
        (await Engine.Store.Operations.ListItemsAsync(job.Id, null, 100, default)).Count.ShouldBe(Runs);
        foreach (var run in await Engine.Store.Runs.ListAsync(new RunQuery { Tenant = Engine.Caller.Tenant, Limit = 100 }, default))
            (await Engine.Store.Tenants.ListAuditAsync(Engine.Caller.Tenant, $"run:{run.Id}", null, 10, default)).ShouldHaveSingleItem();
    }

    private static bool HasDuties(InProcessSiloHandle silo) =>
        silo.ServiceProvider.GetRequiredService<GrainCensus>().Counts.GetValueOrDefault("keeper") > 0;

    private async Task<int> CanceledAsync() => (await Engine.Store.Runs.ListAsync(
        new RunQuery { Tenant = Engine.Caller.Tenant, Statuses = [RunStatus.Canceled], Limit = 100 }, default)).Count;
}
