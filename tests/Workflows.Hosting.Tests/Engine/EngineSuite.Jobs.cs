using Workflows.Abstractions.Runs;
using Workflows.Abstractions.Storage;
using Workflows.Hosting.Jobs;
using Workflows.Hosting.Queries;
using Workflows.Hosting.Tests.Harness;
using Workflows.Testing;

namespace Workflows.Hosting.Tests.Engine;

public abstract partial class EngineSuite
{
    [Fact]
    public async Task BulkJob_IsTakenUpAfterARestart_AndDoesNothingTwice()
    {
        await using var fast = await EngineHarness.StartAsync(OpenAsync, new FastClock(50));
        await fast.PublishAsync("wait", """
            {"name":"Wait","steps":[{"id":"wait","type":"event.wait","config":{"eventName":"ORDER_PAID","correlationKey":"nobody"}}]}
            """);
        for (var i = 0; i < 12; i++)
            (await fast.Workflows.StartAsync(fast.Caller, "wait", null, Abstractions.Json.JsonValue.EmptyObject, $"o{i}", default)).Problem.ShouldBeNull();
        var request = new BulkRequest { Action = "cancel", Filter = new RunFilter(), Reason = "withdrawn", PerSecond = 2 };

        var job = (await fast.Jobs.CreateAsync(fast.Caller, request, default)).Value;
        await fast.UntilAsync(async () => await CanceledAsync() >= 3, "some runs are cancelled");
        await fast.RestartAsync();
        await fast.UntilAsync(async () => await CanceledAsync() == 12, "all runs are cancelled");

        var runs = await fast.Store.Runs.ListAsync(new RunQuery { Tenant = fast.Caller.Tenant }, default);
        foreach (var run in runs)
            (await fast.Store.Tenants.ListAuditAsync(fast.Caller.Tenant, $"run:{run.Id}", null, 10, default)).ShouldHaveSingleItem();
        (await fast.Store.Operations.ListItemsAsync(job.Id, null, 100, default)).Count.ShouldBe(12);

        async Task<int> CanceledAsync() => (await fast.Store.Runs.ListAsync(
            new RunQuery { Tenant = fast.Caller.Tenant, Statuses = [RunStatus.Canceled] }, default)).Count;
    }
}
