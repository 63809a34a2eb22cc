using Workflows.Abstractions.Json;
using Workflows.Abstractions.Runs;
using Workflows.Abstractions.Storage;
using Workflows.Hosting.Gates;
using Workflows.Hosting.Queries;

namespace Workflows.Hosting.Tests.Interleavings;

public sealed class GateTests
{
    /// <summary>An author who corrects a workflow, publishes it and has its dead letters delivered again expects the corrected version to decide.</summary>
    [Fact]
    public async Task Redelivery_AfterAPublish_IsDecidedByTheNewVersion_AlsoInATurnThatBeganBefore()
    {
        await using var interleaved = await InterleavedEngine.StartAsync();
        var engine = interleaved.Engine;
        await engine.PublishAsync("mapped", Mapped("$number(event.payload.total)"));
        foreach (var id in (string[])["e1", "e2", "e3"]) await engine.ProcessAsync("ORDER_PLACED", id, """{"total":"many"}""", id);
        var dead = await DeadAsync();
        interleaved.Before(nameof(IDeliveryReader.ListReadyAsync), async () =>
        {
            (await engine.Workflows.SaveDraftAsync(engine.Caller, "mapped", JsonValue.Parse(Mapped("event.payload.total")), null, default)).IsOk.ShouldBeTrue();
            (await engine.Workflows.PublishAsync(engine.Caller, "mapped", null, default)).Value.Version.ShouldBe(2);
            foreach (var held in dead.Skip(1)) (await engine.Deliveries.RedeliverAsync(engine.Caller, held.Id, "corrected", default)).IsOk.ShouldBeTrue();
        });

        // Has the gate take a turn, in which there is nothing to release until it comes to look; it has nothing in common with what happens then.
        (await engine.Deliveries.DiscardAsync(engine.Caller, dead[0].Id, "not needed", default)).IsOk.ShouldBeTrue();

        await engine.UntilAsync(async () => (await RunsAsync()).Count == 2, "both start a run of the new version");
        (await RunsAsync()).ShouldAllBe(view => view.Run.Version == 2 && view.Run.Status == RunStatus.Succeeded);
        (await DeadAsync()).ShouldBeEmpty();

        async Task<IReadOnlyList<HeldView>> DeadAsync() => (await engine.Deliveries.ListAsync(engine.Caller.Tenant, new HeldFilter(), default)).Value;

        async Task<IReadOnlyList<RunView>> RunsAsync() =>
            (await engine.Queries.ListRunsAsync(engine.Caller.Tenant, new RunFilter { Limit = 10 }, default)).Value;
    }

    private static string Mapped(string expression) => $$"""
        {"name":"Mapped","trigger":{"type":"event","eventName":"ORDER_PLACED","payloadMapping":{"sum":{"$expr":"{{expression}}"} } },"steps":[]}
        """;
}
