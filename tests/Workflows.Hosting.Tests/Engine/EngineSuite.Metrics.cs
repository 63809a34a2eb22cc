using Workflows.Abstractions.Deliveries;
using Workflows.Abstractions.Events;
using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Metrics;
using Workflows.Abstractions.Runs;
using Workflows.Abstractions.Storage;
using Workflows.Hosting.Metrics;
using Workflows.Hosting.Tests.Harness;

namespace Workflows.Hosting.Tests.Engine;

public abstract partial class EngineSuite
{
    private const string WaitsForPayment = """
        {"name":"Waits","trigger":{"type":"event","eventName":"ORDER_PLACED","condition":{"$expr":"event.payload.wait = true"}},"steps":[
          {"id":"wait","type":"event.wait","config":{"eventName":"ORDER_PAID","correlationKey":{"$expr":"payload.key"}}}]}
        """;

    private const string FailsOnOrder = """
        {"name":"Fails","trigger":{"type":"event","eventName":"ORDER_PLACED","condition":{"$expr":"event.payload.broken"}},"steps":[
          {"id":"seen","type":"state.set","config":{"state":"SEEN"}}]}
        """;

    [Fact]
    [Trait("Item", "EC-047")]
    [Trait("Item", "EC-048")]
    public async Task Metrics_CountEveryEventOnce_AndTheRunsThatItStarted()
    {
        await engine.PublishAsync("waits", WaitsForPayment);
        await engine.PublishAsync("fails", FailsOnOrder);
        var start = Clock.GetUtcNow();

        await engine.ProcessAsync("ORDER_PLACED", "1", """{"wait":true,"key":"k1","broken":false}""");
        await engine.ProcessAsync("ORDER_PLACED", "2", """{"wait":false,"broken":false}""");
        await engine.ProcessAsync("ORDER_PLACED", "3", """{"wait":true,"key":"k3","broken":"yes"}""");
        await engine.ProcessAsync("ORDER_PLACED", "4", """{"wait":false,"broken":true}""");
        Clock.Advance(TimeSpan.FromHours(30));
        var resumed = await engine.ProcessAsync("ORDER_PAID", "k1");
        await engine.RunAsync(resumed.Deliveries!.Single().Run!.Value, RunStatus.Succeeded);

        var metrics = await MetricsAsync("ORDER_PLACED", start, hours: 24);
        metrics.Events.ShouldBe(new EventTotals(Total: 4, Matched: 2, Unmatched: 1, Error: 1, Pending: 0, Rejected: 0));
        metrics.Runs.ShouldBe(new EventRunTotals(
            Total: 3, Succeeded: 2, Failed: 0, Canceled: 0, Active: 1, SuccessRate: 1, MeanDurationMs: 30 * 3_600_000 / 2d));
        metrics.Series.Count.ShouldBe(2);
        metrics.Series[0].Runs.ShouldBe(metrics.Runs, "a run counts where it began");
        metrics.Series[1].Events.Total.ShouldBe(0);
        (await MetricsAsync("ORDER_PAID", start, hours: 24)).Events.Matched.ShouldBe(1, "a resumed run is a match");
        (await MetricsAsync("ORDER_PAID", start, hours: 24)).Runs.Total.ShouldBe(0);
    }

    [Fact]
    [Trait("Item", "EC-049")]
    public async Task Metrics_BySmallStretches_AddUpToTheTotals()
    {
        await engine.PublishAsync("waits", WaitsForPayment);
        var start = Clock.GetUtcNow();
        for (var i = 0; i < 12; i++)
        {
            await engine.ProcessAsync("ORDER_PLACED", $"{i}", $$"""{"wait":{{(i % 3 == 0 ? "true" : "false")}},"key":"k{{i}}"}""");
            Clock.Advance(TimeSpan.FromMinutes(47));
        }

        var metrics = await MetricsAsync("ORDER_PLACED", start, hours: 1);

        metrics.Series.Count.ShouldBe((int)(metrics.Range.To - metrics.Range.From).TotalHours);
        metrics.Series.Sum(stretch => stretch.Events.Total).ShouldBe(12);
        metrics.Series.Sum(stretch => stretch.Events.Matched).ShouldBe(metrics.Events.Matched);
        metrics.Series.Sum(stretch => stretch.Events.Unmatched).ShouldBe(metrics.Events.Unmatched);
        metrics.Series.Sum(stretch => stretch.Runs.Total).ShouldBe(metrics.Runs.Total);
        metrics.Series.ShouldAllBe(stretch =>
            stretch.Events.Total == stretch.Events.Matched + stretch.Events.Unmatched + stretch.Events.Error + stretch.Events.Pending);
        metrics.Series.Zip(metrics.Series.Skip(1)).ShouldAllBe(pair => pair.First.To == pair.Second.From);
    }

    [Fact]
    public async Task Metrics_WithoutSimulated_LeaveOutSimulatedEventsAndTheirRuns_AlsoAfterARestart()
    {
        await engine.PublishAsync("waits", WaitsForPayment);
        var start = Clock.GetUtcNow();
        await engine.ProcessAsync("ORDER_PLACED", "1", """{"wait":true,"key":"k1"}""");
        var simulated = EngineHarness.Event("ORDER_PLACED", "2", """{"wait":true,"key":"k2"}""") with { Simulated = true };
        var run = (await SubmitAsync(simulated))[0].Deliveries!.Single().Run!.Value;
        await engine.RestartAsync();
        await engine.ProcessAsync("ORDER_PAID", "k2");
        (await engine.RunAsync(run, RunStatus.Succeeded)).Run.Origin.ShouldBe(RunOrigin.Simulation);

        var all = await MetricsAsync("ORDER_PLACED", start, 24);
        (all.Events.Matched, all.Runs.Total, all.Runs.Succeeded).ShouldBe((2, 2, 1));
        var real = await MetricsAsync("ORDER_PLACED", start, 24, withoutSimulated: true);
        real.Events.ShouldBe(new EventTotals(1, 1, 0, 0, 0, 0));
        (real.Runs.Total, real.Runs.Succeeded, real.Runs.Active, real.Runs.SuccessRate).ShouldBe((1, 0, 1, null));
    }

    [Fact]
    public async Task Metrics_OfAListOfTypes_HaveAnEntryForEach()
    {
        await engine.PublishAsync("waits", WaitsForPayment);
        await engine.ProcessAsync("ORDER_PLACED", "1", """{"wait":false}""");
        var (placed, shipped) = (await TypeAsync("ORDER_PLACED"), await TypeAsync("ORDER_SHIPPED"));
        var week = MetricsRange.Last(TimeSpan.FromDays(7), Clock.GetUtcNow());

        var quick = await engine.Metrics.GetQuickAsync(engine.Caller.Tenant, [placed, shipped], week, default);

        quick[placed].ShouldBe(new QuickMetrics(1, null, null));
        quick[shipped].ShouldBe(new QuickMetrics(0, null, null));
        (await engine.Metrics.GetQuickAsync(engine.Caller.Tenant, [], week, default)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Counters_AreWhatTheLogSays()
    {
        await engine.PublishAsync("waits", WaitsForPayment);
        await engine.PublishAsync("fails", FailsOnOrder);
        for (var i = 0; i < 20; i++)
        {
            var payload = $$"""{"wait":{{(i % 2 == 0 ? "true" : "false")}},"key":"k{{i}}","broken":{{(i % 5 == 0 ? "1" : "false")}}}""";
            await SubmitAsync(EngineHarness.Event("ORDER_PLACED", $"{i}", payload) with { Simulated = i % 7 == 0 });
            Clock.Advance(TimeSpan.FromMinutes(20));
        }

        for (var i = 0; i < 20; i += 4)
            await engine.RunAsync((await engine.ProcessAsync("ORDER_PAID", $"k{i}")).Deliveries!.Single().Run!.Value, RunStatus.Succeeded);

        var expected = await CountLogAsync();
        var actual = await engine.Store.Counters.ListAsync(engine.Caller.Tenant, [.. ByEventType()], null, 0, int.MaxValue, default);
        actual.ToDictionary(counter => (counter.Kind, counter.Subject, counter.Hour), counter => (counter.Count, counter.Sum))
            .ShouldBe(expected, ignoreOrder: true);
    }

    private static IEnumerable<CounterKind> ByEventType()
    {
        foreach (var kind in Enum.GetValues<CounterKind>())
        {
            if (kind is >= CounterKind.RunsStarted and <= CounterKind.RunsCanceled or >= CounterKind.SimulatedBase) continue;
            foreach (var number in kind == CounterKind.DeliveryBase ? Enumerable.Range(11, 6) : [(int)kind])
            {
                yield return (CounterKind)number;
                yield return CounterKind.SimulatedBase + number;
            }
        }
    }

    /// <summary>Makes the counters of event types again from events, deliveries and runs.</summary>
    private async Task<Dictionary<(CounterKind Kind, int Subject, int Hour), (long Count, long Sum)>> CountLogAsync()
    {
        var counters = new Dictionary<(CounterKind, int, int), (long Count, long Sum)>();
        var events = await engine.Store.Events.ListAsync(new EventQuery { Tenant = engine.Caller.Tenant, Limit = 1_000 }, default);
        var types = events.ToDictionary(stored => stored.Key);
        foreach (var stored in events)
        {
            Add(stored, stored.ReceivedAt, CounterKind.EventsAccepted, 0);
            Add(stored, stored.ReceivedAt, CounterKind.EventsProcessed, 0);
            var outcomes = (await engine.Queries.GetEventAsync(engine.Caller.Tenant, stored.Id, default)).Value.Deliveries
                .Select(delivery => delivery.Outcome).ToArray();
            foreach (var outcome in outcomes) Add(stored, stored.ReceivedAt, CounterKind.DeliveryBase + (int)outcome, 0);
            var matched = outcomes.Any(outcome => outcome is DeliveryOutcome.Started or DeliveryOutcome.Resumed or DeliveryOutcome.Held);
            var error = outcomes.Contains(DeliveryOutcome.Failed);
            if (matched) Add(stored, stored.ReceivedAt, CounterKind.EventsMatched, 0);
            if (error) Add(stored, stored.ReceivedAt, CounterKind.EventsInError, 0);
            if (matched && error) Add(stored, stored.ReceivedAt, CounterKind.EventsMatchedInError, 0);
        }

        foreach (var run in await engine.Store.Runs.ListAsync(new RunQuery { Tenant = engine.Caller.Tenant, Limit = 1_000 }, default))
        {
            var origin = types[run.Event!.Value];
            Add(origin, run.StartedAt, CounterKind.EventRunsStarted, 0);
            var duration = (long)(run.UpdatedAt - run.StartedAt).TotalMilliseconds;
            if (run.Status == RunStatus.Succeeded) Add(origin, run.StartedAt, CounterKind.EventRunsSucceeded, duration);
        }

        return counters;

        void Add(StoredEvent stored, DateTimeOffset at, CounterKind kind, long sum)
        {
            foreach (var counted in stored.Flags.HasFlag(EventFlags.Simulated) ? [kind, CounterKind.SimulatedBase + (int)kind] : new[] { kind })
            {
                var key = (counted, stored.Stream.Type.Value, CounterDelta.HourOf(at));
                var known = counters.GetValueOrDefault(key);
                counters[key] = (known.Count + 1, known.Sum + sum);
            }
        }
    }

    private async Task<EventTypeMetrics> MetricsAsync(string type, DateTimeOffset from, int hours, bool withoutSimulated = false) =>
        await engine.Metrics.GetAsync(
            engine.Caller.Tenant, await TypeAsync(type), MetricsRange.Of(from, Clock.GetUtcNow() + TimeSpan.FromTicks(1)), hours,
            withoutSimulated, default);

    private Task<EventTypeId> TypeAsync(string name) => engine.Store.Catalog.GetOrAddTypeAsync(name, default);
}
