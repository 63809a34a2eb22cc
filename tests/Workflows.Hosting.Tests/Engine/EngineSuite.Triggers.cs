using Workflows.Abstractions.Deliveries;
using Workflows.Abstractions.Json;
using Workflows.Abstractions.Runs;
using Workflows.Hosting.Ingest;
using Workflows.Hosting.Tests.Harness;

namespace Workflows.Hosting.Tests.Engine;

public abstract partial class EngineSuite
{
    private const string Greeting = """
        {"name":"Greet","trigger":{"type":"event","eventName":"ORDER_PLACED"},"steps":[
          {"id":"greet","type":"transform.assign","config":{"assign":{"vars.text":{"$expr":"'Hello ' & payload.name"}}}},
          {"id":"log","type":"action.call","config":{"actionId":"log.write","version":1,"inputMapping":{"message":{"$expr":"vars.text"}}}}]}
        """;

    [Fact]
    public async Task Event_OfTriggerType_StartsRunThatFinishes()
    {
        await engine.PublishAsync("greet", Greeting);

        var result = await engine.ProcessAsync("ORDER_PLACED", "o1", """{"name":"Ada"}""");

        var delivery = result.Deliveries!.ShouldHaveSingleItem();
        delivery.ShouldSatisfyAllConditions(
            () => delivery.Workflow.ShouldBe("greet"), () => delivery.Version.ShouldBe(1), () => delivery.Outcome.ShouldBe(DeliveryOutcome.Started));
        var run = await engine.RunAsync(delivery.Run!.Value, RunStatus.Succeeded);
        run.Run.CorrelationId.ShouldBe("o1");
        run.Envelope["vars"]["text"].GetString().ShouldBe("Hello Ada");
        StepsOf(run).ShouldBe(["greet succeeded", "log succeeded"]);
    }

    [Fact]
    public async Task Event_ThatConditionRefuses_LeavesReasonAndNoRun()
    {
        await engine.PublishAsync("large", """
            {"name":"Large","trigger":{"type":"event","eventName":"ORDER_PLACED","condition":{"$expr":"event.payload.total > 100"}},"steps":[]}
            """);

        var result = await engine.ProcessAsync("ORDER_PLACED", "o1", """{"total":5}""");

        var delivery = result.Deliveries!.ShouldHaveSingleItem();
        (delivery.Outcome, delivery.Reason).ShouldBe((DeliveryOutcome.Filtered, "CONDITION_FALSE"));
        (await RunsAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Event_WithSeveralWorkflows_StartsEachWithItsOwnPayload()
    {
        await engine.PublishAsync("whole", """{"name":"Whole","trigger":{"type":"event","eventName":"ORDER_PLACED"},"steps":[]}""");
        await engine.PublishAsync("mapped", """
            {"name":"Mapped","trigger":{"type":"event","eventName":"ORDER_PLACED",
              "payloadMapping":{"id":{"$expr":"event.correlationKey"},"sum":{"$expr":"event.payload.total * 2"}}},"steps":[]}
            """);

        var result = await engine.ProcessAsync("ORDER_PLACED", "o1", """{"total":5}""");

        result.Deliveries!.Select(delivery => delivery.Workflow).ShouldBe(["whole", "mapped"], ignoreOrder: true);
        var mapped = await engine.RunAsync(result.Deliveries!.Single(delivery => delivery.Workflow == "mapped").Run!.Value, RunStatus.Succeeded);
        mapped.Envelope["payload"].ToString().ShouldBe("""{"id":"o1","sum":10}""");
    }

    [Fact]
    public async Task Workflow_PublishedLater_SeesLaterEventsOnly()
    {
        (await engine.ProcessAsync("ORDER_PLACED", "o1")).Deliveries!.ShouldBeEmpty();
        await engine.PublishAsync("greet", Greeting);

        (await engine.ProcessAsync("ORDER_PLACED", "o1", """{"name":"Bo"}""")).Deliveries!.ShouldHaveSingleItem();

        (await RunsAsync()).Count.ShouldBe(1);
    }

    [Fact]
    public async Task EventId_SentTwice_IsStoredOnce()
    {
        await engine.PublishAsync("greet", Greeting);
        var first = await engine.ProcessAsync("ORDER_PLACED", "o1", """{"name":"Ada"}""", "id-1");

        var again = await engine.ProcessAsync("ORDER_PLACED", "o1", """{"name":"Ada"}""", "id-1");

        first.Status.ShouldBe(IngestStatus.Accepted);
        again.Status.ShouldBe(IngestStatus.Duplicate);
        again.Sequence.ShouldBe(first.Sequence);
        (await RunsAsync()).Count.ShouldBe(1);
    }

    [Fact]
    public async Task EventId_SentTwiceInOneRequest_IsStoredOnce()
    {
        var results = await SubmitAsync(
            EngineHarness.Event("ORDER_PLACED", "o1", """{"n":1}""", "id-1"), EngineHarness.Event("ORDER_PLACED", "o1", """{"n":1}""", "id-1"),
            EngineHarness.Event("ORDER_PLACED", "o1", """{"n":2}""", "id-1"));

        results.Select(result => result.Status).ShouldBe([IngestStatus.Accepted, IngestStatus.Duplicate, IngestStatus.Rejected]);
    }

    [Fact]
    public async Task EventId_WithOtherContent_IsRefused()
    {
        await engine.ProcessAsync("ORDER_PLACED", "o1", """{"name":"Ada"}""", "id-1");

        var other = await engine.ProcessAsync("ORDER_PLACED", "o1", """{"name":"Bo"}""", "id-1");

        (other.Status, other.Problem!.Code).ShouldBe((IngestStatus.Rejected, "EVENT_ID_CONFLICT"));
    }

    [Fact]
    public async Task UnknownType_IsRefusedWithSuggestion_AndLeavesTheRestOfTheRequest()
    {
        var results = await SubmitAsync(EngineHarness.Event("ORDER_PLACD", "o1"), EngineHarness.Event("ORDER_PLACED", "o1"));

        results[0].Problem!.Code.ShouldBe("UNKNOWN_EVENT_TYPE");
        results[0].Problem!.NextStep!.ShouldContain("ORDER_PLACED");
        results[1].Status.ShouldBe(IngestStatus.Accepted);
    }

    [Fact]
    public async Task Events_OfOneCorrelationId_StartRunsInOrder()
    {
        await engine.PublishAsync("number", """
            {"name":"Number","trigger":{"type":"event","eventName":"ORDER_PLACED"},"steps":[
              {"id":"keep","type":"transform.assign","config":{"assign":{"vars.n":{"$expr":"payload.n"}}}}]}
            """);
        var expected = Enumerable.Range(0, 300).ToArray();

        await SubmitAsync([.. expected.Select(n => EngineHarness.Event("ORDER_PLACED", "o1", $$"""{"n":{{n}}}"""))]);

        var runs = (await RunsAsync(RunStatus.Succeeded)).OrderBy(run => run.Run.Id);
        var numbers = new List<int>();
        foreach (var run in runs)
        {
            var detail = (await engine.Queries.GetRunAsync(engine.Caller.Tenant, run.Run.Id, default)).Value;
            numbers.Add((int)detail.Envelope["vars"]["n"].GetDouble());
        }

        numbers.ShouldBe(expected);
    }

    [Fact]
    public async Task Start_ByHand_RunsNewestVersionWithPayload()
    {
        await engine.PublishAsync("greet", Greeting);

        var started = await engine.Workflows.StartAsync(
            engine.Caller, "greet", null, JsonValue.Parse("""{"name":"Cy"}"""), "by-hand", default);

        var run = await engine.RunAsync(started.Value.Id, RunStatus.Succeeded);
        (run.Run.Origin, run.Run.CorrelationId).ShouldBe((RunOrigin.Manual, "by-hand"));
        run.Envelope["vars"]["text"].GetString().ShouldBe("Hello Cy");
    }
}
