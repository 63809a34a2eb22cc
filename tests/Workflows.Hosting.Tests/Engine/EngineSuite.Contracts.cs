using Workflows.Abstractions.Deliveries;
using Workflows.Abstractions.Json;
using Workflows.Abstractions.Runs;
using Workflows.Engine.Contracts;
using Workflows.Engine.Definitions;
using Workflows.Hosting.Impact;
using Workflows.Hosting.Queries;

namespace Workflows.Hosting.Tests.Engine;

public abstract partial class EngineSuite
{
    private const string BillSchema =
        """{"type":"object","required":["billId","amount"],"properties":{"billId":{"type":"string"},"amount":{"type":"number"},"lines":{"type":"array"}}}""";

    [Fact, Trait("Item", "PI-035"), Trait("Item", "PI-007"), Trait("Item", "PI-036"), Trait("Item", "PI-083")]
    public async Task Publish_InferredContract_KeepsACopyOfTheSchema()
    {
        await engine.DefineAsync("BILL_SENT", "payload.BillSent.v1", BillSchema);
        await engine.PublishAsync("bills", """{"name":"Bills","trigger":{"type":"event","eventName":"BILL_SENT"},"steps":[]}""");
        await engine.DefineAsync("BILL_SENT", "payload.BillSent.v1", """{"type":"object","required":["other"]}""");

        var version = (await engine.Workflows.GetVersionAsync(engine.Caller.Tenant, "bills", 1, default)).Value;
        var contract = VersionContract.Read(version.Contract);
        (contract.Mode, contract.PayloadSchemaRef, contract.Provenance, contract.MappingApplied)
            .ShouldBe(("inferred", "payload.BillSent.v1", "catalog", false));
        contract.PayloadSchemaHash.ShouldBe(JsonCanonical.Sha256(JsonValue.Parse(BillSchema)));
        await engine.RestartAsync();
        var result = await engine.ProcessAsync("BILL_SENT", "b1", """{"billId":"b1","amount":3,"other":1}""");
        result.Deliveries!.ShouldHaveSingleItem().Outcome.ShouldBe(DeliveryOutcome.Started);
    }

    [Fact, Trait("Item", "TM-017"), Trait("Item", "PI-050")]
    public async Task Event_WhosePayloadBreaksTheContract_FailsWithThePointerAndStartsNothing()
    {
        await engine.DefineAsync("BILL_SENT", "payload.BillSent.v1", BillSchema);
        await engine.PublishAsync("bills", """
            {"name":"Bills","payloadSchemaRef":"payload.BillSent.v1","trigger":{"type":"event","eventName":"ORDER_PLACED",
             "payloadMapping":{"billId":{"$expr":"event.correlationKey"},"amount":{"$expr":"event.payload.total"}}},"steps":[]}
            """);

        var delivery = (await engine.ProcessAsync("ORDER_PLACED", "o1", """{"total":"much"}""")).Deliveries!.ShouldHaveSingleItem();

        (delivery.Outcome, delivery.Reason).ShouldBe((DeliveryOutcome.Failed, "PAYLOAD_CONTRACT_VIOLATED"));
        delivery.Message!.ShouldStartWith("/amount ");
        (await RunsAsync()).ShouldBeEmpty();
    }

    [Fact, Trait("Item", "TM-015"), Trait("Item", "TM-016"), Trait("Item", "TM-018")]
    public async Task Event_MappedOrNot_LeavesItsProvenanceInTheRun()
    {
        await engine.PublishAsync("plain", """{"name":"P","trigger":{"type":"event","eventName":"ORDER_PLACED"},"steps":[]}""");
        await engine.PublishAsync("mapped", """
            {"name":"M","trigger":{"type":"event","eventName":"ORDER_PLACED","payloadMapping":{"n":{"$expr":"event.payload.n + 1"}}},"steps":[]}
            """);

        var result = await engine.ProcessAsync("ORDER_PLACED", "o1", """{"n":1}""");

        var plain = await engine.RunAsync(result.Deliveries!.Single(delivery => delivery.Workflow == "plain").Run!.Value, RunStatus.Succeeded);
        var mapped = await engine.RunAsync(result.Deliveries!.Single(delivery => delivery.Workflow == "mapped").Run!.Value, RunStatus.Succeeded);
        plain.Envelope["meta"].ToString().ShouldBe("""{"sourcePayloadSchemaRef":"payload.Anything.v1","triggerMappingApplied":false}""");
        mapped.Envelope["meta"]["triggerMappingApplied"].ShouldBe(JsonValue.True);
        mapped.Envelope["payload"].ToString().ShouldBe("""{"n":2}""");
    }

    [Fact, Trait("Item", "TM-018"), Trait("Item", "TM-026")]
    public async Task Event_MappedOrNot_LeavesItsProvenanceInTheDelivery()
    {
        await engine.PublishAsync("plain", """{"name":"P","trigger":{"type":"event","eventName":"ORDER_PLACED"},"steps":[]}""");
        await engine.PublishAsync("mapped", """
            {"name":"M","trigger":{"type":"event","eventName":"ORDER_PLACED","sourcePayloadSchemaRef":"payload.Anything.v1",
             "payloadMapping":{"n":{"$expr":"event.payload.n + 1"}}},"steps":[]}
            """);

        var answered = await engine.ProcessAsync("ORDER_PLACED", "o1", """{"n":1}""");
        await engine.RestartAsync();
        var stored = (await engine.Queries.ListEventsAsync(engine.Caller.Tenant, new EventFilter { Limit = 1 }, default)).Value.ShouldHaveSingleItem();
        var read = (await engine.Queries.GetEventAsync(engine.Caller.Tenant, stored.Event.Key.ToString(), default)).Value.Deliveries;

        foreach (var deliveries in new[] { answered.Deliveries!, read })
        {
            deliveries.Single(delivery => delivery.Workflow == "plain").Payload.ShouldBe(new PayloadProvenance("payload.Anything.v1", false));
            deliveries.Single(delivery => delivery.Workflow == "mapped").Payload.ShouldBe(new PayloadProvenance("payload.Anything.v1", true));
        }
    }

    [Fact, Trait("Item", "PI-040"), Trait("Item", "TM-014"), Trait("Item", "BT-034")]
    public async Task Publish_ErrorsBlock_WarningsDoNot_AndTheDraftKeepsItsFindings()
    {
        const string broken = """
            {"name":"B","trigger":{"type":"event","eventName":"ORDER_PLACED"},"steps":[
              {"id":"a","type":"transform.assign","config":{"assign":{"vars.a":{"$expr":"vars.later"}}}},
              {"id":"b","type":"transform.assign","config":{"assign":{"vars.later":1}}}]}
            """;
        var created = await engine.Workflows.CreateAsync(engine.Caller, "b", JsonValue.Parse(broken), default);
        created.Problem.ShouldBeNull();
        var blocked = (await engine.Workflows.PublishAsync(engine.Caller, "b", null, default)).Value;
        var warned = """{"name":"B","steps":[{"id":"a","type":"control.if","condition":{"$expr":"payload.x"},"then":[]}]}""";
        await engine.Workflows.SaveDraftAsync(engine.Caller, "b", JsonValue.Parse(warned), null, default);
        var published = (await engine.Workflows.PublishAsync(engine.Caller, "b", null, default)).Value;

        blocked.Version.ShouldBeNull();
        blocked.Findings.ShouldHaveSingleItem().Code.ShouldBe(FindingCodes.ForwardReference);
        JsonValue.Parse(created.Value.Findings)[0]["code"].GetString().ShouldBe(FindingCodes.ForwardReference);
        published.Version.ShouldBe(1);
        published.Findings.ShouldHaveSingleItem().Severity.ShouldBe(FindingSeverity.Warning);
    }

    [Fact, Trait("Item", "PI-050")]
    public async Task Start_PayloadThatBreaksTheContract_IsRefusedWithEveryIssue()
    {
        await engine.DefineAsync("BILL_SENT", "payload.BillSent.v1", BillSchema);
        await engine.PublishAsync("bills", """{"name":"Bills","payloadSchemaRef":"payload.BillSent.v1","steps":[]}""");

        var refused = await engine.Workflows.StartAsync(engine.Caller, "bills", null, JsonValue.Parse("""{"amount":"x","lines":1}"""), null, default);
        var started = await engine.Workflows.StartAsync(engine.Caller, "bills", null, JsonValue.Parse("""{"billId":"1","amount":1}"""), null, default);

        refused.Problem!.Code.ShouldBe("PAYLOAD_CONTRACT_VIOLATED");
        refused.Problem.Issues!.Select(issue => issue.Pointer).ShouldBe(["/payload/billId", "/payload/amount", "/payload/lines"], ignoreOrder: true);
        started.Problem.ShouldBeNull();
        (await RunsAsync()).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Impact_BreakingAndCompatibleChange_TellsWhatBreaks()
    {
        await engine.DefineAsync("BILL_SENT", "payload.BillSent.v1", BillSchema);
        await engine.PublishAsync("bills", """
            {"name":"Bills","trigger":{"type":"event","eventName":"BILL_SENT","condition":{"$expr":"event.payload.amount > 2"}},"steps":[
              {"id":"say","type":"action.call","config":{"actionId":"log.write","version":1,"inputMapping":{"message":{"$expr":"payload.billId"}}}}]}
            """);
        for (var i = 0; i < 4; i++) await engine.ProcessAsync("BILL_SENT", $"b{i}", $$"""{"billId":"b{{i}}","amount":{{i}} }""");

        var compatible = await ImpactAsync(BillSchema.Replace("\"lines\":{", "\"note\":{\"type\":\"string\"},\"lines\":{", StringComparison.Ordinal));
        var breaking = await ImpactAsync(
            """{"type":"object","required":["billId"],"properties":{"billId":{"type":"integer"},"amount":{"type":"number"}}}""");

        (compatible.IsSafe, compatible.Workflows).ShouldBe((true, 1));
        compatible.Events.ShouldHaveSingleItem().Looked.ShouldBe(4);
        breaking.IsSafe.ShouldBeFalse();
        breaking.Appearing.ShouldContain(item => item.Workflow == "bills" && item.Version == 1
            && item.Finding.Code == FindingCodes.MappingTypeIncompatible && item.Finding.Pointer == "/steps/0/config/inputMapping/message");
        var bills = breaking.Events.ShouldHaveSingleItem();
        (bills.NewlyInvalid, bills.Examples.Count).ShouldBe((4, 4));
        bills.Workflows.ShouldHaveSingleItem().Changes.ShouldBe(
            [new OutcomeChange("CONDITION_FALSE", "REJECTED", 3), new OutcomeChange("start", "REJECTED", 1)]);
        (await RunsAsync()).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Impact_WrongQuestion_IsAProblem()
    {
        var tenant = engine.Caller.Tenant;
        (await engine.Impact.AnalyzeAsync(tenant, new ImpactQuestion("payload.Anythin.v1", JsonValue.True, null, 1), default)).Problem!
            .ShouldSatisfyAllConditions(problem => problem.Code.ShouldBe("UNKNOWN_SCHEMA_REF"), problem => problem.NextStep!.ShouldContain("payload.Anything.v1"));
        (await engine.Impact.AnalyzeAsync(tenant, new ImpactQuestion("payload.Anything.v1", default, null, 1), default)).Problem!.Code.ShouldBe("SCHEMA_OR_WITH");
        (await engine.Impact.AnalyzeAsync(tenant, new ImpactQuestion("payload.Anything.v1", default, "payload.Nothing.v1", 1), default)).Problem!.Pointer.ShouldBe("/with");
        (await engine.Impact.AnalyzeAsync(tenant, new ImpactQuestion("payload.Anything.v1", JsonValue.Parse("""{"type":"objct"}"""), null, 1), default)).Problem!
            .ShouldSatisfyAllConditions(problem => problem.Code.ShouldBe("SCHEMA_NOT_COMPILABLE"), problem => problem.Pointer.ShouldBe("/schema/type"));
    }

    private async Task<ImpactReport> ImpactAsync(string schema) => (await engine.Impact.AnalyzeAsync(
        engine.Caller.Tenant, new ImpactQuestion("payload.BillSent.v1", JsonValue.Parse(schema), null, 100), default)).Value;
}
