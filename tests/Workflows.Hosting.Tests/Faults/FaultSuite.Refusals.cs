using Workflows.Abstractions.Deliveries;
using Workflows.Abstractions.Runs;
using Workflows.Abstractions.Storage;
using Workflows.Hosting.Tests.Harness;
using Workflows.Testing;

namespace Workflows.Hosting.Tests.Faults;

/// <summary>A commit that the store refuses for good is given up, with a code, and everything else goes on.</summary>
public abstract partial class FaultSuite
{
    private const string Check = """
        {"name":"Check","trigger":{"type":"event","eventName":"ORDER_PLACED"},"steps":[
          {"id":"check","type":"state.set","config":{"state":{"$expr":"payload.total"} } }]}
        """;

    private static readonly string WaitAndCheck = Check.Replace(
        "\"steps\":[", "\"steps\":[{\"id\":\"pause\",\"type\":\"time.wait\",\"config\":{\"durationMs\":1000}},", StringComparison.Ordinal);

    [Fact]
    public async Task Event_WhoseCommitIsRefusedForGood_IsDead_AndItsStreamGoesOn()
    {
        await using var engine = await StartAsync(commit => commit.NewRuns.Exists(run => run.Status == RunStatus.Failed));
        await engine.PublishAsync("check", Check);

        await PublishTotalsAsync(engine, "\"one\"", "2", "\"three\"");
        await engine.UntilAsync(async () => (await engine.Store.Events.ListBehindAsync(1, default)).Count == 0, "the stream has been read");

        (await RunsAsync(engine)).Select(run => run.Status).ShouldBe([RunStatus.Succeeded, RunStatus.Succeeded]);
        var dead = await engine.Store.Deliveries.ListAsync(new HeldQuery { Tenant = engine.Caller.Tenant, Status = HeldStatus.Dead }, default);
        dead.ShouldHaveSingleItem().Reason.ShouldBe("COMMIT_REFUSED");
        (await engine.Queries.GetEventAsync(engine.Caller.Tenant, "e1", default)).Value.Deliveries.ShouldHaveSingleItem()
            .Outcome.ShouldBe(DeliveryOutcome.Failed);
    }

    [Fact]
    public async Task Run_WhoseCommitIsRefusedForGood_FailsWithACode_AndOthersGoOn()
    {
        await using var engine = await StartAsync(commit => commit.RunUpdates.Exists(run => run.ErrorCode == "STATE_NOT_TEXT"));
        await engine.PublishAsync("check", WaitAndCheck);

        await PublishTotalsAsync(engine, "\"one\"", "2", "\"three\"");
        await engine.UntilAsync(
            async () => await RunsAsync(engine) is { Count: 3 } runs && runs.All(run => run.Status is RunStatus.Succeeded or RunStatus.Failed),
            "every run has ended");

        var runs = await RunsAsync(engine);
        runs.Count(run => run.Status == RunStatus.Succeeded).ShouldBe(2);
        runs.Single(run => run.Status == RunStatus.Failed).ErrorCode.ShouldBe("COMMIT_REFUSED");
    }

    private async Task<EngineHarness> StartAsync(Func<Commit, bool> isRefused)
    {
        var store = new RefusingStore(await OpenAsync(), isRefused);
        return await EngineHarness.StartAsync(() => Task.FromResult<IStore>(store), new FastClock(400));
    }

    /// <summary>Events of one correlation id, so that they are of one stream.</summary>
    private static Task PublishTotalsAsync(EngineHarness engine, params string[] totals) => engine.Ingest.SubmitAsync(
        engine.Caller.Tenant,
        [.. totals.Select((total, index) => EngineHarness.Event("ORDER_PLACED", "o", $$"""{"total":{{total}} }""", $"e{index}"))],
        waitProcessed: false, default);

    private static Task<IReadOnlyList<RunRecord>> RunsAsync(EngineHarness engine) =>
        engine.Store.Runs.ListAsync(new RunQuery { Tenant = engine.Caller.Tenant }, default);
}
