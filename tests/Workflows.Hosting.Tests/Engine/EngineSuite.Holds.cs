using Workflows.Abstractions.Deliveries;
using Workflows.Abstractions.Json;
using Workflows.Abstractions.Metrics;
using Workflows.Abstractions.Runs;
using Workflows.Hosting.Definitions;
using Workflows.Hosting.Gates;
using Workflows.Hosting.Queries;

namespace Workflows.Hosting.Tests.Engine;

/// <summary>Holds, limits, throttles, retries and dead letters.</summary>
public abstract partial class EngineSuite
{
    private const string Plain = """{"name":"Plain","trigger":{"type":"event","eventName":"ORDER_PLACED"},"steps":[]}""";

    private const string Parking = """
        {"name":"Parking","trigger":{"type":"event","eventName":"ORDER_PLACED"},"steps":[
          {"id":"wait","type":"event.wait","config":{"eventName":"ORDER_PAID","correlationKey":{"$expr":"payload.order"}}}]}
        """;

    [Fact]
    public async Task PausedWorkflow_HoldsEvents_AndStartsThemInOrderWhenResumed()
    {
        await engine.PublishAsync("plain", Plain);
        await SetAsync("plain", new SettingsChange { Paused = true, Reason = "maintenance" });

        var held = (await engine.ProcessAsync("ORDER_PLACED", "o1", id: "e0")).Deliveries!.ShouldHaveSingleItem();
        for (var i = 1; i < 120; i++) await engine.ProcessAsync("ORDER_PLACED", $"o{i % 3}", id: $"e{i}");
        (held.Outcome, held.Reason).ShouldBe((DeliveryOutcome.Held, "WORKFLOW_PAUSED"));
        (await RunsAsync()).ShouldBeEmpty();
        await SetAsync("plain", new SettingsChange { Paused = false, Reason = "over" });

        await UntilRunsAsync(120);
        var started = (await RunsAsync()).OrderBy(run => run.Run.Id).Select(run => run.Run.Event!.Value).ToList();
        started.ShouldBe(started.Order());
        var first = await DeliveryAsync("e0");
        (first.Outcome, first.Reason).ShouldBe((DeliveryOutcome.Started, null));
        first.Run.ShouldNotBeNull();
    }

    [Fact]
    public async Task PausedWorkflow_SetToSkip_SkipsEventsForGood()
    {
        await engine.PublishAsync("plain", Plain);
        await SetAsync("plain", new SettingsChange { Paused = true, SkipWhilePaused = true });

        var delivery = (await engine.ProcessAsync("ORDER_PLACED", "o1")).Deliveries!.ShouldHaveSingleItem();
        await SetAsync("plain", new SettingsChange { Paused = false });
        var later = (await engine.ProcessAsync("ORDER_PLACED", "o2")).Deliveries!.ShouldHaveSingleItem();

        (delivery.Outcome, delivery.Reason).ShouldBe((DeliveryOutcome.Skipped, "WORKFLOW_PAUSED"));
        later.Outcome.ShouldBe(DeliveryOutcome.Started);
        (await RunsAsync()).Count.ShouldBe(1);
    }

    [Fact]
    public async Task HeldEvent_SurvivesRestart_AndTheVersionPublishedAtReleaseDecides()
    {
        await engine.PublishAsync("plain", Plain);
        await SetAsync("plain", new SettingsChange { Paused = true });
        await engine.ProcessAsync("ORDER_PLACED", "small", """{"total":1}""", "small");
        await engine.ProcessAsync("ORDER_PLACED", "large", """{"total":500}""", "large");
        await RepublishAsync("plain", """
            {"name":"Plain","trigger":{"type":"event","eventName":"ORDER_PLACED","condition":{"$expr":"event.payload.total > 100"}},"steps":[]}
            """);
        await engine.RestartAsync();

        await SetAsync("plain", new SettingsChange { Paused = false });

        await UntilRunsAsync(1);
        var run = (await RunsAsync()).ShouldHaveSingleItem().Run;
        (run.CorrelationId, run.Version).ShouldBe(("large", 2));
        var filtered = await DeliveryAsync("small");
        (filtered.Outcome, filtered.Reason).ShouldBe((DeliveryOutcome.Filtered, "CONDITION_FALSE"));
    }

    [Fact]
    public async Task ConcurrencyLimit_HoldsEvents_UntilRunsEnd()
    {
        await engine.PublishAsync("parking", Parking);
        await SetAsync("parking", new SettingsChange { ConcurrencyLimit = 2 });

        foreach (var order in (string[])["a", "b", "c", "d"])
        {
            await engine.ProcessAsync("ORDER_PLACED", order, $$"""{"order":"{{order}}"}""", order);
            // Events of one moment on two silos have no order.
            Clock.Advance(TimeSpan.FromMilliseconds(1));
        }

        await UntilRunsAsync(2);
        (await DeliveryAsync("c")).Outcome.ShouldBe(DeliveryOutcome.Held);
        (await DeliveryAsync("d")).Reason.ShouldBe("CONCURRENCY_LIMIT");
        await engine.ProcessAsync("ORDER_PAID", "a");

        await engine.UntilAsync(async () => (await DeliveryAsync("c")).Outcome == DeliveryOutcome.Started, "the end of a run makes room");
        (await RunsAsync(RunStatus.Waiting)).Select(run => run.Run.CorrelationId).ShouldBe(["c", "b"]);
        (await DeliveryAsync("d")).Outcome.ShouldBe(DeliveryOutcome.Held);
    }

    [Fact]
    public async Task ConcurrencyLimit_HoldsAgainstManualStartsOfTheSameMoment()
    {
        await engine.PublishAsync("parking", Parking);
        await SetAsync("parking", new SettingsChange { ConcurrencyLimit = 3 });

        var starts = await Task.WhenAll(Enumerable.Range(0, 12).Select(n => engine.Workflows.StartAsync(
            engine.Caller, "parking", null, JsonValue.Parse($$"""{"order":"m{{n}}"}"""), $"m{n}", default)));

        starts.Count(start => start.IsOk).ShouldBe(3);
        starts.Where(start => !start.IsOk).ShouldAllBe(start => start.Problem!.Code == "CONCURRENCY_LIMIT_REACHED");
        (await RunsAsync(RunStatus.Waiting)).Count.ShouldBe(3);
    }

    [Fact]
    public async Task HeldManualStart_RunsWhenThereIsRoom()
    {
        await engine.PublishAsync("parking", Parking);
        await SetAsync("parking", new SettingsChange { ConcurrencyLimit = 1 });
        await engine.Workflows.StartAsync(engine.Caller, "parking", null, JsonValue.Parse("""{"order":"first"}"""), "first", default);

        (await engine.Workflows.HoldStartAsync(
            engine.Caller, "parking", null, JsonValue.Parse("""{"order":"second"}"""), "second", default)).IsOk.ShouldBeTrue();
        await engine.ProcessAsync("ORDER_PAID", "first");

        await UntilRunsAsync(2);
        var second = (await RunsAsync(RunStatus.Waiting)).ShouldHaveSingleItem().Run;
        (second.CorrelationId, second.Origin).ShouldBe(("second", RunOrigin.Manual));
    }

    [Fact]
    public async Task TriggerMaxConcurrency_DoesNotCountManualStarts()
    {
        await engine.PublishAsync("parking", Parking.Replace("\"eventName\":\"ORDER_PLACED\"", "\"eventName\":\"ORDER_PLACED\",\"maxConcurrency\":1", StringComparison.Ordinal));
        await engine.Workflows.StartAsync(engine.Caller, "parking", null, JsonValue.Parse("""{"order":"m"}"""), "m", default);

        await engine.ProcessAsync("ORDER_PLACED", "a", """{"order":"a"}""", "a");
        await engine.ProcessAsync("ORDER_PLACED", "b", """{"order":"b"}""", "b");
        await UntilRunsAsync(2);
        await engine.ProcessAsync("ORDER_PAID", "a");

        await engine.UntilAsync(async () => (await DeliveryAsync("b")).Outcome == DeliveryOutcome.Started, "the end of the trigger's run makes room");
    }

    [Fact]
    public async Task Throttle_StartsSoManyAWindow_AndTheRestAtItsEnd()
    {
        await engine.PublishAsync("throttled", """
            {"name":"T","trigger":{"type":"event","eventName":"ORDER_PLACED","throttle":{"count":2,"windowMs":60000}},"steps":[]}
            """);

        for (var i = 0; i < 5; i++) await engine.ProcessAsync("ORDER_PLACED", "o", id: $"e{i}");
        await UntilRunsAsync(2);
        (await DeliveryAsync("e2")).Reason.ShouldBe("THROTTLED");
        Clock.Advance(TimeSpan.FromSeconds(59));
        (await RunsAsync()).Count.ShouldBe(2);
        Clock.Advance(TimeSpan.FromSeconds(7));
        await UntilRunsAsync(4);
        Clock.Advance(TimeSpan.FromSeconds(66));

        await UntilRunsAsync(5);
        (await DeliveryAsync("e4")).Outcome.ShouldBe(DeliveryOutcome.Started);
    }

    [Fact]
    public async Task IdempotencyKey_StartsOneRunAKey_AndPointsAtIt()
    {
        await engine.PublishAsync("once", """
            {"name":"Once","trigger":{"type":"event","eventName":"ORDER_PLACED","idempotencyKey":{"$expr":"event.payload.order"}},"steps":[]}
            """);

        foreach (var (id, order) in ((string, string)[])[("e1", "a"), ("e2", "a"), ("e3", "b"), ("e4", "a")])
            await engine.ProcessAsync("ORDER_PLACED", id, $$"""{"order":"{{order}}"}""", id);
        await engine.UntilAsync(async () => (await DeliveryAsync("e4")).Outcome == DeliveryOutcome.Skipped, "the repeat is skipped");

        (await RunsAsync()).Count.ShouldBe(2);
        var (first, repeat) = (await DeliveryAsync("e1"), await DeliveryAsync("e2"));
        (repeat.Outcome, repeat.Reason, repeat.Run).ShouldBe((DeliveryOutcome.Skipped, "DUPLICATE_KEY", first.Run));
    }

    [Fact]
    public async Task Predicates_DecideLikeConditions()
    {
        await engine.PublishAsync("rules", """
            {"name":"Rules","trigger":{"type":"event","eventName":"ORDER_PLACED","predicates":[
              {"path":"$.payload.lines[*].sku","operator":"regex","value":"^A-\\d+$","flags":"i"},
              {"path":"$.payload.total","operator":"gte","value":100}]},"steps":[]}
            """);

        var yes = await engine.ProcessAsync("ORDER_PLACED", "o1", """{"total":"100","lines":[{"sku":"B-1"},{"sku":"a-22"}]}""");
        var no = await engine.ProcessAsync("ORDER_PLACED", "o2", """{"total":100,"lines":[{"sku":"B-1"}]}""");

        yes.Deliveries!.ShouldHaveSingleItem().Outcome.ShouldBe(DeliveryOutcome.Started);
        var filtered = no.Deliveries!.ShouldHaveSingleItem();
        (filtered.Outcome, filtered.Reason).ShouldBe((DeliveryOutcome.Filtered, "PREDICATE_FALSE"));
    }

    [Fact]
    public async Task FailedMapping_GoesToDeadLetters_AndARedeliveryUsesTheCorrectedVersion()
    {
        await engine.PublishAsync("mapped", Mapped("$number(event.payload.total)"));
        var failed = (await engine.ProcessAsync("ORDER_PLACED", "o1", """{"total":"many"}""", "e1")).Deliveries!.ShouldHaveSingleItem();
        failed.Outcome.ShouldBe(DeliveryOutcome.Failed);
        var dead = await DeadAsync();
        dead.ShouldHaveSingleItem().Workflow.ShouldBe("mapped");
        await RepublishAsync("mapped", Mapped("event.payload.total"));

        (await engine.Deliveries.RedeliverAsync(engine.Caller, dead[0].Id, "the mapping is corrected", default)).IsOk.ShouldBeTrue();

        await UntilRunsAsync(1);
        (await DeliveryAsync("e1")).Outcome.ShouldBe(DeliveryOutcome.Started);
        (await DeadAsync()).ShouldBeEmpty();
        (await engine.Deliveries.DiscardAsync(engine.Caller, dead[0].Id, "late", default)).Problem!.Code.ShouldBe("DELIVERY_SETTLED");
    }

    [Fact]
    public async Task DeadLetters_AreRedeliveredByFilter_AndDiscarded()
    {
        await engine.PublishAsync("mapped", Mapped("$number(event.payload.total)"));
        for (var i = 0; i < 3; i++) await engine.ProcessAsync("ORDER_PLACED", $"o{i}", """{"total":"many"}""", $"e{i}");

        var discarded = await engine.Deliveries.DiscardAsync(engine.Caller, (await DeadAsync())[0].Id, "a test", default);
        discarded.Value.Delivery.Status.ShouldBe(HeldStatus.Discarded);
        await RepublishAsync("mapped", Mapped("event.payload.total"));
        (await engine.Deliveries.RedeliverAsync(engine.Caller, new HeldFilter { Workflow = "mapped" }, "corrected", default)).Value.ShouldBe(2);

        await UntilRunsAsync(2);
        (await DeadAsync()).ShouldBeEmpty();
        var audit = await engine.Store.Tenants.ListAuditAsync(engine.Caller.Tenant, null, null, 50, default);
        audit.Select(row => row.Operation).ShouldContain("delivery.discard");
        audit.Select(row => row.Operation).ShouldContain("delivery.redeliver");
    }

    [Fact]
    public async Task TriggerThatFailsTooOften_HoldsItsEvents_UntilThePauseIsOver()
    {
        await engine.PublishAsync("mapped", Mapped("$number(event.payload.total)"));
        for (var i = 0; i < 5; i++) await engine.ProcessAsync("ORDER_PLACED", $"o{i}", """{"total":"many"}""", $"e{i}");
        var workflow = (await engine.Workflows.GetAsync(engine.Caller.Tenant, "mapped", default)).Value.Id;
        // The failures are told one by one, by whoever met them; one that succeeds before all were counted would begin the count anew.
        await engine.UntilAsync(
            async () => await engine.Store.Deliveries.GetGateAsync(engine.Caller.Tenant, workflow, default) is { } gate
                && GateState.Read(gate.State).TriggerPausedUntil is not null,
            "the failures pause the trigger");
        await engine.UntilAsync(
            async () => (await engine.ProcessAsync("ORDER_PLACED", "o", """{"total":"1"}""")).Deliveries![0].Reason == "TRIGGER_PAUSED",
            "the trigger pauses itself");

        Clock.Advance(TimeSpan.FromMinutes(5) + TimeSpan.FromSeconds(1));

        await engine.UntilAsync(async () => await HeldCountAsync() == 0, "what was held is started");
        (await engine.ProcessAsync("ORDER_PLACED", "o", """{"total":"2"}""")).Deliveries![0].Outcome.ShouldBe(DeliveryOutcome.Started);
        (await DeadAsync()).Count.ShouldBe(5);
    }

    [Fact]
    public async Task FailureRate_PausesTheWorkflow_AndAResumeStartsTheCountAnew()
    {
        await engine.PublishAsync("failing", """
            {"name":"Failing","trigger":{"type":"event","eventName":"ORDER_PLACED"},"steps":[
              {"id":"check","type":"state.set","config":{"state":{"$expr":"payload.total"}}}]}
            """);
        await SetAsync("failing", new SettingsChange { AutoPauseOnFailure = true, FailureRateThreshold = 0.5, FailureRateMinRuns = 4 });
        foreach (var payload in (string[])["""{"total":"a"}""", """{"total":"b"}""", """{"total":3}"""])
            await engine.ProcessAsync("ORDER_PLACED", "o", payload);
        (await PausedAsync("failing")).ShouldBeFalse();

        await engine.ProcessAsync("ORDER_PLACED", "o", """{"total":4}""");

        await UntilPausedAsync("failing");
        (await engine.ProcessAsync("ORDER_PLACED", "o", """{"total":5}""")).Deliveries![0].Outcome.ShouldBe(DeliveryOutcome.Held);
        Clock.Advance(TimeSpan.FromSeconds(1));
        await SetAsync("failing", new SettingsChange { Paused = false });
        await UntilRunsAsync(5);
        (await PausedAsync("failing")).ShouldBeFalse();
    }

    [Fact]
    public async Task Ledger_CountsEveryPairOnce_WhateverBecameOfIt()
    {
        await engine.PublishAsync("plain", Plain);
        await engine.PublishAsync("picky", Mapped("$number(event.payload.total)"));
        await SetAsync("plain", new SettingsChange { Paused = true });
        for (var i = 0; i < 30; i++) await engine.ProcessAsync("ORDER_PLACED", $"o{i}", i % 10 == 0 ? """{"total":"x"}""" : """{"total":1}""", $"e{i}");
        (await LedgerAsync()).Values.Sum().ShouldBe(60);
        await SetAsync("plain", new SettingsChange { Paused = false });
        await engine.Deliveries.DiscardAsync(engine.Caller, (await DeadAsync())[0].Id, "a test", default);
        await engine.UntilAsync(async () => await HeldCountAsync() == 0, "nothing is held");

        var ledger = await LedgerAsync();

        ledger.Values.Sum().ShouldBe(60);
        ledger[DeliveryOutcome.Started].ShouldBe(57);
        ledger[DeliveryOutcome.Failed].ShouldBe(2);
        ledger[DeliveryOutcome.Skipped].ShouldBe(1);
        ledger.GetValueOrDefault(DeliveryOutcome.Held).ShouldBe(0);
    }

    [Fact]
    public async Task Processed_ForALimitedWorkflowWithRoom_AnswersTheRunItself()
    {
        await engine.PublishAsync("pay", WaitForPayment);
        await SetAsync("pay", new SettingsChange { ConcurrencyLimit = 1 });

        var first = (await engine.ProcessAsync("ORDER_PLACED", "o1", """{"order":"o1"}""")).Deliveries!.ShouldHaveSingleItem();
        var second = (await engine.ProcessAsync("ORDER_PLACED", "o2", """{"order":"o2"}""")).Deliveries!.ShouldHaveSingleItem();

        first.Outcome.ShouldBe(DeliveryOutcome.Started);
        (await engine.Store.Runs.GetAsync(engine.Caller.Tenant, first.Run!.Value, default))!.CorrelationId.ShouldBe("o1");
        (second.Outcome, second.Run).ShouldBe((DeliveryOutcome.Held, null));
    }

    private static string Mapped(string expression) => $$"""
        {"name":"Mapped","trigger":{"type":"event","eventName":"ORDER_PLACED","payloadMapping":{"sum":{"$expr":"{{expression}}"} } },"steps":[]}
        """;

    private async Task SetAsync(string key, SettingsChange change) =>
        (await engine.Workflows.ChangeSettingsAsync(engine.Caller, key, change, null, default)).Problem.ShouldBeNull();

    private async Task RepublishAsync(string key, string definition)
    {
        (await engine.Workflows.SaveDraftAsync(engine.Caller, key, JsonValue.Parse(definition), null, default)).Problem.ShouldBeNull();
        (await engine.Workflows.PublishAsync(engine.Caller, key, null, default)).Value.Version.ShouldNotBeNull();
    }

    private Task UntilRunsAsync(int count) =>
        engine.UntilAsync(async () => (await RunsAsync()).Count == count, $"there are {count} runs");

    private async Task<DeliveryView> DeliveryAsync(string eventId) =>
        (await engine.Queries.GetEventAsync(engine.Caller.Tenant, eventId, default)).Value.Deliveries.ShouldHaveSingleItem();

    private async Task<IReadOnlyList<HeldView>> DeadAsync() =>
        (await engine.Deliveries.ListAsync(engine.Caller.Tenant, new HeldFilter(), default)).Value;

    private async Task<int> HeldCountAsync() =>
        (await engine.Deliveries.ListAsync(engine.Caller.Tenant, new HeldFilter { Status = HeldStatus.Held }, default)).Value.Count;

    private async Task<bool> PausedAsync(string key) => (await engine.Workflows.GetAsync(engine.Caller.Tenant, key, default)).Value.Paused;

    /// <summary>A pause is no batch of commits, so the publisher goes on until it meets it.</summary>
    private async Task UntilPausedAsync(string key)
    {
        // The engine pauses by itself: the process that does is the first to know, and nobody waits until the others do.
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!limit.IsCancellationRequested && !await engine.IsPausedAsync("ORDER_PLACED")) await engine.ProcessAsync("ORDER_SHIPPED", "tick");
        (await PausedAsync(key)).ShouldBeTrue();
    }

    private async Task<Dictionary<DeliveryOutcome, long>> LedgerAsync()
    {
        var hour = CounterDelta.HourOf(Clock.GetUtcNow());
        var kinds = Enum.GetValues<DeliveryOutcome>().Select(outcome => CounterKind.DeliveryBase + (int)outcome).ToList();
        var type = await engine.Store.Catalog.GetOrAddTypeAsync("ORDER_PLACED", default);
        var rows = await engine.Store.Counters.ListAsync(engine.Caller.Tenant, kinds, type.Value, hour - 2, hour + 2, default);
        return rows.GroupBy(row => (DeliveryOutcome)((int)row.Kind - (int)CounterKind.DeliveryBase)).ToDictionary(group => group.Key, group => group.Sum(row => row.Count));
    }
}
