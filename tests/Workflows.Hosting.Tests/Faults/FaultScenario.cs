using System.Globalization;
using System.Text;
using Workflows.Abstractions.Deliveries;
using Workflows.Abstractions.Runs;
using Workflows.Abstractions.Storage;
using Workflows.Hosting.Ingest;
using Workflows.Hosting.Tests.Harness;
using Workflows.Testing;

namespace Workflows.Hosting.Tests.Faults;

/// <summary>
/// Three orders through an action that fails once, a retry, a wait that an event resolves (or that times out), and a time wait. The publisher
/// repeats what was refused, with the same ids. What it all came to is one text, which must not depend on faults.
/// </summary>
internal sealed class FaultScenario(IStore store, FaultPlan plan)
{
    private const int Speed = 400;

    private const string Workflow =
        """
        {"name":"Order","trigger":{"type":"event","eventName":"ORDER_PLACED"},"steps":[
          {"id":"reserve","type":"action.call","config":{"actionId":"test.effect","version":1,"inputMapping":{"failures":1}},
            "retry":{"maxAttempts":5,"backoffMs":1000,"jitter":false}},
          {"id":"guard","type":"control.tryCatch","catch":[{"id":"late","type":"state.set","config":{"state":"late"}}],"try":[
            {"id":"payment","type":"event.wait","config":{"eventName":"ORDER_PAID","correlationKey":{"$expr":"payload.order"},"timeoutMs":86400000}}]},
          {"id":"pause","type":"time.wait","config":{"durationMs":2000}},
          {"id":"ship","type":"action.call","config":{"actionId":"test.effect","version":1}}]}
        """;

    private const string ShortWait =
        """
        {"name":"Short","trigger":{"type":"event","eventName":"ORDER_SHIPPED"},"steps":[
          {"id":"reply","type":"event.wait","config":{"eventName":"ORDER_PAID","correlationKey":"nobody","timeoutMs":3000,"onTimeout":"continue"}}]}
        """;

    /// <summary>Runs the scenario and tells what it came to.</summary>
    public async Task<string> RunAsync()
    {
        var faulty = new FaultyStore(store, plan);
        await using var engine = await EngineHarness.StartAsync(() => Task.FromResult<IStore>(faulty), new FastClock(Speed));
        await engine.PublishAsync("order", Workflow);
        await engine.PublishAsync("short", ShortWait);
        plan.Arm();

        await PublishAsync(engine, "ORDER_PLACED", "o1", "o2");
        await PublishAsync(engine, "ORDER_SHIPPED", "s1");
        await engine.UntilAsync(async () => await CountWaitsAsync(engine) == 2, "both orders wait for their payment");
        await PublishAsync(engine, "ORDER_PAID", "o1", "o2", "unknown");
        await engine.UntilAsync(() => HasEndedAsync(engine), "every run has ended");
        plan.Disarm();
        return await DescribeAsync(engine);
    }

    private static async Task PublishAsync(EngineHarness engine, string type, params string[] orders)
    {
        var events = orders.Select(order => EngineHarness.Event(type, order, $$"""{"order":"{{order}}"}""", $"{type}-{order}")).ToList();
        for (var attempt = 0; events.Count > 0; attempt++)
        {
            attempt.ShouldBeLessThan(20, "one fault cannot refuse an event for ever");
            var results = await engine.Ingest.SubmitAsync(engine.Caller.Tenant, events, waitProcessed: false, default);
            foreach (var refused in results.Where(result => result.Status == IngestStatus.Rejected))
                refused.Problem!.Kind.ShouldBe(ProblemKind.Unavailable, refused.Problem.Message);
            events = [.. events.Where((_, index) => results[index].Status == IngestStatus.Rejected)];
        }
    }

    /// <summary>The pending payments; asked of the store itself, past the faults.</summary>
    private async Task<int> CountWaitsAsync(EngineHarness engine)
    {
        var type = await store.Catalog.GetOrAddTypeAsync("ORDER_PAID", default);
        return (await store.Runs.FindWaitsAsync(engine.Caller.Tenant, type, ["o1", "o2"], default)).Count;
    }

    private async Task<bool> HasEndedAsync(EngineHarness engine)
    {
        var runs = await store.Runs.ListAsync(new RunQuery { Tenant = engine.Caller.Tenant }, default);
        return runs.Count >= 3 && runs.All(run => run.Status is not (RunStatus.Running or RunStatus.Waiting))
            && (await store.Events.ListBehindAsync(1, default)).Count == 0;
    }

    private async Task<string> DescribeAsync(EngineHarness engine)
    {
        var text = new StringBuilder();
        var runs = await store.Runs.ListAsync(new RunQuery { Tenant = engine.Caller.Tenant }, default);
        foreach (var run in runs.OrderBy(run => run.CorrelationId, StringComparer.Ordinal))
        {
            var waits = await store.Runs.GetWaitsAsync(engine.Caller.Tenant, run.Id, default);
            var effects = engine.Effects.Effects.Where(key => key.StartsWith(run.Id.ToString(), StringComparison.Ordinal)).Order()
                .Select(key => key[(key.IndexOf(':', StringComparison.Ordinal) + 1)..]);
            text.AppendLine(CultureInfo.InvariantCulture, $"run {run.CorrelationId} {run.Status} {run.ErrorCode} waits {waits.Count} effects {string.Join(',', effects)}");
        }

        foreach (var stored in (await store.Events.ListAsync(new EventQuery { Tenant = engine.Caller.Tenant }, default)).OrderBy(stored => stored.Id, StringComparer.Ordinal))
            text.AppendLine(CultureInfo.InvariantCulture, $"event {stored.Id} {string.Join(',', await OutcomesAsync(engine, stored.Id))}");
        text.Append(CultureInfo.InvariantCulture, $"effects {engine.Effects.Effects.Count}");
        return text.ToString();
    }

    private static async Task<IEnumerable<DeliveryOutcome>> OutcomesAsync(EngineHarness engine, string id)
    {
        var detail = (await engine.Queries.GetEventAsync(engine.Caller.Tenant, id, default)).Value;
        detail.Processed.ShouldBeTrue(id);
        return detail.Deliveries.Select(delivery => delivery.Outcome);
    }
}
