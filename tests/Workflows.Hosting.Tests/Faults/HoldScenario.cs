using System.Globalization;
using System.Text;
using Workflows.Abstractions.Deliveries;
using Workflows.Abstractions.Runs;
using Workflows.Abstractions.Storage;
using Workflows.Hosting.Definitions;
using Workflows.Hosting.Ingest;
using Workflows.Hosting.Tests.Harness;
using Workflows.Testing;

namespace Workflows.Hosting.Tests.Faults;

/// <summary>
/// A workflow with a limit of one run, a paused one that is resumed, and one with an idempotency key. What it all came to is one text, which must
/// not depend on faults: every event starts its run once, or is skipped for the run of its key, and nothing stays held.
/// </summary>
internal sealed class HoldScenario(IStore store, FaultPlan plan)
{
    private const int Speed = 400;
    private const int Attempts = 20;

    private const string Limited = """
        {"name":"Limited","trigger":{"type":"event","eventName":"ORDER_PLACED"},"steps":[
          {"id":"pause","type":"time.wait","config":{"durationMs":1000}}]}
        """;

    private const string Paused = """{"name":"Paused","trigger":{"type":"event","eventName":"ORDER_SHIPPED"},"steps":[]}""";

    private const string Once = """
        {"name":"Once","trigger":{"type":"event","eventName":"ORDER_PAID","idempotencyKey":{"$expr":"event.payload.order"}},"steps":[]}
        """;

    /// <summary>Runs the scenario and tells what it came to.</summary>
    public async Task<string> RunAsync()
    {
        var faulty = new FaultyStore(store, plan);
        await using var engine = await EngineHarness.StartAsync(() => Task.FromResult<IStore>(faulty), new FastClock(Speed));
        await engine.PublishAsync("limited", Limited);
        await engine.PublishAsync("paused", Paused);
        await engine.PublishAsync("once", Once);
        await SetAsync(engine, "limited", new SettingsChange { ConcurrencyLimit = 1 });
        await SetAsync(engine, "paused", new SettingsChange { Paused = true });
        plan.Arm();

        await PublishAsync(engine, "ORDER_PLACED", ("l1", "l1"), ("l2", "l2"), ("l3", "l3"));
        await PublishAsync(engine, "ORDER_SHIPPED", ("s1", "s1"), ("s2", "s2"));
        await PublishAsync(engine, "ORDER_PAID", ("k1", "a"), ("k2", "a"));
        await SetAsync(engine, "paused", new SettingsChange { Paused = false });
        await engine.UntilAsync(() => HasEndedAsync(engine), "every run has ended and nothing is held");
        plan.Disarm();
        return await DescribeAsync(engine);
    }

    private static async Task SetAsync(EngineHarness engine, string key, SettingsChange change)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                (await engine.Workflows.ChangeSettingsAsync(engine.Caller, key, change, null, default)).Problem.ShouldBeNull();
                return;
            }
            catch (StoreException) when (attempt < Attempts)
            {
                // The operator gives the command again.
            }
        }
    }

    private static async Task PublishAsync(EngineHarness engine, string type, params (string Id, string Order)[] orders)
    {
        var events = orders.Select(item => EngineHarness.Event(type, item.Id, $$"""{"order":"{{item.Order}}"}""", item.Id)).ToList();
        for (var attempt = 0; events.Count > 0; attempt++)
        {
            attempt.ShouldBeLessThan(Attempts, "one fault cannot refuse an event for ever");
            var results = await engine.Ingest.SubmitAsync(engine.Caller.Tenant, events, waitProcessed: false, default);
            events = [.. events.Where((_, index) => results[index].Status == IngestStatus.Rejected)];
        }
    }

    private async Task<bool> HasEndedAsync(EngineHarness engine)
    {
        var runs = await RunsAsync(engine);
        return runs.Count >= 6 && runs.All(run => run.Status is not (RunStatus.Running or RunStatus.Waiting))
            && (await store.Events.ListBehindAsync(1, default)).Count == 0
            && await store.Deliveries.NextHoldingAsync(default, default) is null;
    }

    private async Task<string> DescribeAsync(EngineHarness engine)
    {
        var text = new StringBuilder();
        var runs = await RunsAsync(engine);
        foreach (var group in runs.GroupBy(run => run.Workflow.Value).OrderBy(group => group.Key))
        {
            // Under the limit of one, no run began before the one before it had ended.
            var inOrder = group.OrderBy(run => run.Id).ToList();
            var overlaps = group.Key == runs.Min(run => run.Workflow.Value)
                && inOrder.Zip(inOrder.Skip(1)).Any(pair => pair.Second.StartedAt < pair.First.UpdatedAt.AddMilliseconds(-1));
            text.AppendLine(CultureInfo.InvariantCulture, $"{group.Count()} runs {string.Join(',', group.Select(run => run.Status).Distinct())}{(overlaps ? " overlapping" : "")}");
        }

        var outcomes = new List<string>();
        foreach (var id in (string[])["l1", "l2", "l3", "s1", "s2", "k1", "k2"])
        {
            var detail = (await engine.Queries.GetEventAsync(engine.Caller.Tenant, id, default)).Value;
            outcomes.Add($"{id[0]} {string.Join(',', detail.Deliveries.Select(delivery => delivery.Outcome))}");
        }

        foreach (var outcome in outcomes.Order(StringComparer.Ordinal)) text.AppendLine(outcome);
        var dead = await store.Deliveries.ListAsync(new HeldQuery { Tenant = engine.Caller.Tenant, Status = HeldStatus.Dead }, default);
        text.Append(CultureInfo.InvariantCulture, $"dead {dead.Count}");
        return text.ToString();
    }

    private Task<IReadOnlyList<RunRecord>> RunsAsync(EngineHarness engine) =>
        store.Runs.ListAsync(new RunQuery { Tenant = engine.Caller.Tenant }, default);
}
