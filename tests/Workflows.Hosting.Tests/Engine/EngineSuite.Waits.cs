using Workflows.Abstractions.Deliveries;
using Workflows.Abstractions.Runs;
using Workflows.Hosting.Tests.Harness;

namespace Workflows.Hosting.Tests.Engine;

public abstract partial class EngineSuite
{
    private const string WaitForPayment = """
        {"name":"Pay","trigger":{"type":"event","eventName":"ORDER_PLACED"},"steps":[
          {"id":"guard","type":"control.tryCatch","captureErrorAs":"problem",
           "try":[{"id":"paid","type":"event.wait","config":{"eventName":"ORDER_PAID","correlationKey":{"$expr":"payload.order"},
             "timeoutMs":60000,"filters":[{"path":"ok","op":"=","value":true}],"saveAs":"payment"}}],
           "catch":[{"id":"late","type":"state.set","config":{"state":"late"}}]}]}
        """;

    [Fact]
    public async Task Wait_WithMatchingEvent_ResumesRun()
    {
        await engine.PublishAsync("pay", WaitForPayment);
        var run = await StartByEventAsync("o1", """{"order":"o1"}""");
        var waiting = await engine.RunAsync(run, RunStatus.Waiting);
        waiting.Waits.ShouldHaveSingleItem().Key.ShouldBe("o1");

        var other = await engine.ProcessAsync("ORDER_PAID", "o2", """{"ok":true}""");
        var refused = await engine.ProcessAsync("ORDER_PAID", "o1", """{"ok":false}""");
        var paid = await engine.ProcessAsync("ORDER_PAID", "o1", """{"ok":true,"by":"card"}""");

        other.Deliveries!.ShouldBeEmpty();
        refused.Deliveries!.ShouldBeEmpty();
        var delivery = paid.Deliveries!.ShouldHaveSingleItem();
        (delivery.Workflow, delivery.Outcome, delivery.Run).ShouldBe(("pay", DeliveryOutcome.Resumed, run));
        var done = await engine.RunAsync(run, RunStatus.Succeeded);
        done.Envelope["vars"]["payment"]["by"].GetString().ShouldBe("card");
        done.Waits.ShouldBeEmpty();
    }

    [Fact]
    public async Task Waits_WithOneKey_AreResumedOldestFirstOneAnEvent()
    {
        await engine.PublishAsync("pay", WaitForPayment);
        var older = await StartByEventAsync("a", """{"order":"shared"}""");
        Clock.Advance(TimeSpan.FromMilliseconds(5));
        var newer = await StartByEventAsync("b", """{"order":"shared"}""");

        await engine.ProcessAsync("ORDER_PAID", "shared", """{"ok":true}""");

        await engine.RunAsync(older, RunStatus.Succeeded);
        (await RunsAsync(RunStatus.Waiting)).ShouldHaveSingleItem().Run.Id.ShouldBe(newer);
        await engine.ProcessAsync("ORDER_PAID", "shared", """{"ok":true}""");
        await engine.RunAsync(newer, RunStatus.Succeeded);
    }

    [Fact]
    public async Task Wait_ThatTimesOut_GoesToCatch()
    {
        await engine.PublishAsync("pay", WaitForPayment);
        var run = await StartByEventAsync("o1", """{"order":"o1"}""");

        Clock.Advance(TimeSpan.FromMinutes(1));

        var done = await engine.RunAsync(run, RunStatus.Succeeded);
        done.Envelope["meta"]["state"].GetString().ShouldBe("late");
        done.Envelope["vars"]["problem"]["name"].GetString().ShouldBe("TimeoutError");
        (await engine.ProcessAsync("ORDER_PAID", "o1", """{"ok":true}""")).Deliveries!.ShouldBeEmpty();
    }

    [Fact]
    public async Task Wait_MadeByEventOfTheSameBatch_SeesTheEventsAfterIt()
    {
        await engine.PublishAsync("again", """
            {"name":"Again","trigger":{"type":"event","eventName":"ORDER_PLACED","condition":{"$expr":"event.payload.first = true"}},"steps":[
              {"id":"second","type":"event.wait","config":{"eventName":"ORDER_PLACED","correlationKey":{"$expr":"run.correlationId"},"saveAs":"second"}}]}
            """);

        var results = await SubmitAsync(
            EngineHarness.Event("ORDER_PLACED", "o1", """{"first":true}"""), EngineHarness.Event("ORDER_PLACED", "o1", """{"n":2}"""),
            EngineHarness.Event("ORDER_PLACED", "o1", """{"n":3}"""));

        var run = results[0].Deliveries!.ShouldHaveSingleItem().Run!.Value;
        results[1].Deliveries!.ShouldContain(delivery => delivery.Outcome == DeliveryOutcome.Resumed && delivery.Run == run);
        results[2].Deliveries!.ShouldNotContain(delivery => delivery.Outcome == DeliveryOutcome.Resumed);
        (await engine.RunAsync(run, RunStatus.Succeeded)).Envelope["vars"]["second"]["n"].GetDouble().ShouldBe(2);
    }

    [Fact]
    public async Task TimeWait_EndsAtItsMomentAndNotBefore()
    {
        await engine.PublishAsync("nap", """
            {"name":"Nap","trigger":{"type":"event","eventName":"ORDER_PLACED"},"steps":[
              {"id":"nap","type":"time.wait","config":{"durationMs":90000}}]}
            """);
        var begin = Clock.GetUtcNow();
        var run = await StartByEventAsync("o1");

        Clock.Advance(TimeSpan.FromMilliseconds(89_999));
        await engine.ProcessAsync("ORDER_SHIPPED", "o1");
        (await RunsAsync(RunStatus.Waiting)).ShouldHaveSingleItem();
        Clock.Advance(TimeSpan.FromMilliseconds(1));

        var done = await engine.RunAsync(run, RunStatus.Succeeded);
        (done.Run.UpdatedAt - begin).ShouldBe(TimeSpan.FromSeconds(90));
    }

    [Fact]
    public async Task Timers_OfManyRuns_FireEachOnce()
    {
        await engine.PublishAsync("naps", """
            {"name":"Naps","trigger":{"type":"event","eventName":"ORDER_PLACED"},"steps":[
              {"id":"nap","type":"time.wait","config":{"until":{"$expr":"payload.until"}}}]}
            """);
        var begin = Clock.GetUtcNow();
        await SubmitAsync([.. Enumerable.Range(1, 200).Select(second => EngineHarness.Event(
            "ORDER_PLACED", $"o{second}", $$"""{"until":"{{begin.AddSeconds(second):O}}"}"""))]);

        Clock.Advance(TimeSpan.FromSeconds(100));
        await engine.UntilAsync(async () => (await RunsAsync(RunStatus.Succeeded)).Count == 100, "100 runs end");
        Clock.Advance(TimeSpan.FromSeconds(100));
        await engine.UntilAsync(async () => (await RunsAsync(RunStatus.Succeeded)).Count == 200, "200 runs end");
        (await RunsAsync()).ShouldAllBe(run => run.Run.Revision == 2);
    }
}
