using Workflows.Abstractions.Json;
using Workflows.Catalog.SystemEvents;
using Workflows.ClientApi.Startup;
using Workflows.Schemas;

namespace Workflows.ClientApi.Tests.Designing;

public sealed class DesignTests(Gateway gateway)
{
    private const string Draft = """
        {"name":"D","trigger":{"type":"event","eventName":"TICKET_CREATED"},"steps":[
          {"id":"set","type":"transform.assign","config":{"assign":{"vars.total":1,"vars.title":"x"}}},
          {"id":"say","type":"action.call","config":{"actionId":"log.write","version":1,"inputMapping":{"message":{"$expr":"vars."}}}}]}
        """;

    [Fact]
    public async Task Registry_ShowsNodesAndActions_WithSchemasAndExamples()
    {
        var api = await gateway.NewTenantAsync();

        var nodes = (await api.GetAsync("/v1/registry/nodes")).Ok();
        var actions = (await api.GetAsync("/v1/registry/actions")).Ok();

        nodes.Items("type").ShouldContain("event.wait");
        actions.Items("id").ShouldContain("http.request");
        foreach (var action in actions["items"].EnumerateArray())
            JsonSchema.Compile(action["inputSchema"]).Validate(action["example"]["inputMapping"]).Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task DefinitionSchema_AcceptsTheSamples()
    {
        var api = await gateway.NewTenantAsync();
        var schema = JsonSchema.Compile((await api.GetAsync("/v1/definition-schema")).Ok().Body);

        foreach (var (key, definition) in Samples.Read()) schema.Validate(definition).Errors.ShouldBeEmpty(key);
    }

    [Fact]
    public async Task Complete_InAStep_KnowsTheVariablesBeforeIt()
    {
        var api = await gateway.NewTenantAsync();

        var vars = (await api.PostAsync("/v1/expressions/complete", Ask("/steps/1/config/inputMapping/message", "vars.t"))).Ok();
        var payload = (await api.PostAsync("/v1/expressions/complete", Ask("/steps/1/config/inputMapping/message", "payload.tick"))).Ok();
        var none = (await api.PostAsync("/v1/expressions/complete", Ask("/steps/0/config/assign/vars.total", "vars.t"))).Ok();
        var trigger = (await api.PostAsync("/v1/expressions/complete", Ask("/trigger/condition", "event.pay"))).Ok();

        vars.Items("label").ShouldBe(["title", "total"], ignoreOrder: true);
        payload.Items("label").ShouldContain("ticketId");
        none.Items("label").ShouldBeEmpty();
        trigger.Items("label").ShouldContain("payload");
    }

    [Fact]
    public async Task AnalyzeAndHover_TellTypesReadsAndFaults()
    {
        var api = await gateway.NewTenantAsync();

        var good = (await api.PostAsync("/v1/expressions/analyze", Ask("/steps/1/config/inputMapping/message", "vars.total + 1"))).Ok();
        var slip = (await api.PostAsync("/v1/expressions/analyze", Ask("/steps/1/config/inputMapping/message", "vars.totl + 1"))).Ok();
        var hover = (await api.PostAsync("/v1/expressions/hover", Ask("/steps/1/config/inputMapping/message", "vars.total", 7))).Ok();

        good["type"].GetString().ShouldBe("number");
        good["reads"][0].GetString().ShouldBe("vars.total");
        good["diagnostics"].Count.ShouldBe(0);
        slip["diagnostics"][0]["suggestion"].GetString().ShouldBe("total");
        (hover["type"].GetString(), hover["path"].GetString()).ShouldBe(("number", "vars.total"));
        (await api.PostAsync("/v1/expressions/analyze", Ask("/name", "1"))).Problem(400, "INVALID_EXPRESSION_PLACE", "/pointer");
    }

    [Fact]
    [Trait("Item", "PI-081"), Trait("Item", "PI-038"), Trait("Item", "PI-009")]
    public async Task Contract_OfDraftAndVersion_IsShown()
    {
        var api = await gateway.NewTenantAsync();
        var definition = """{"name":"D","trigger":{"type":"event","eventName":"TICKET_CREATED"},"steps":[]}""";
        await api.PublishWorkflowAsync("d", definition);
        await api.PutAsync("/v1/workflows/d/draft", definition.Replace("TICKET_CREATED", "TICKET_ASSIGNED", StringComparison.Ordinal));

        var draft = (await api.GetAsync("/v1/workflows/d/contract")).Ok();
        var version = (await api.GetAsync("/v1/workflows/d/contract?version=1")).Ok();

        draft["contract"]["payloadSchemaRef"].GetString().ShouldBe("payload.TicketAssigned.v1");
        draft["differsFromPublished"].ShouldBe(JsonValue.True);
        version["contract"]["payloadSchemaRef"].GetString().ShouldBe("payload.TicketCreated.v1");
        version["contract"]["payloadSchema"]["properties"]["ticketId"].Kind.ShouldBe(JsonKind.Object);
        (await api.GetAsync("/v1/workflows/d/contract?version=2")).Problem(404, "UNKNOWN_WORKFLOW_VERSION");
    }

    [Fact]
    public async Task Impact_OfAProposedSchema_NamesWorkflowAndPlace()
    {
        var api = await gateway.NewTenantAsync();
        await api.PublishWorkflowAsync("d", """
            {"name":"D","trigger":{"type":"event","eventName":"TICKET_CREATED"},"steps":[
              {"id":"s","type":"state.set","config":{"state":{"$expr":"payload.ticketId"}}}]}
            """);

        var report = (await api.PostAsync(
            "/v1/schemas/payload.TicketCreated.v1/impact",
            """{"schema":{"type":"object","properties":{"ticketNumber":{"type":"string"}},"additionalProperties":false},"events":10}""")).Ok();

        report["safe"].ShouldBe(JsonValue.False);
        report["appearing"][0]["workflow"].GetString().ShouldBe("d");
        report["appearing"][0]["finding"]["pointer"].GetString().ShouldBe("/steps/0/config/state");
        (await api.PostAsync("/v1/schemas/payload.TicketCreated.v1/impact", """{"schema":{},"events":1001}""")).Problem(400, "WRONG_TYPE", "/events");
    }

    /// <summary>Validation must not cry wolf: the plainest workflow on each event of the catalog, with every field read, has no finding but that a legacy type is deprecated.</summary>
    [Fact]
    [Trait("Item", "TM-030"), Trait("Item", "DE-002"), Trait("Item", "PI-055")]
    public async Task Validate_EveryEventOfTheCatalog_WithEveryFieldRead_FindsNothing()
    {
        var api = await gateway.NewTenantAsync();
        foreach (var known in DomainEvents.All)
        {
            var schema = DomainEventSchema.Create(known);
            var assigns = JsonValue.EmptyObject;
            foreach (var field in schema["properties"].EnumerateObject())
                assigns = assigns.With($"vars.{field.Name}", JsonValue.EmptyObject.With("$expr", JsonValue.From($"payload.{field.Name}")));
            var answer = (await api.PostAsync("/v1/workflows/validate", $$"""
                {"name":"x","trigger":{"type":"event","eventName":"{{known.EventType}}","condition":{"$expr":"event.payload.tenantId = 't'"} },
                 "steps":[{"id":"a","type":"transform.assign","config":{"assign":{{assigns}} } }]}
                """)).Ok();
            var expected = known.Status == "deprecated" ? 1 : 0;
            answer["findings"].Count.ShouldBe(expected, $"{known.EventType}: {answer.Text}");
        }
    }

    private static string Ask(string pointer, string expression, int? position = null) =>
        $$"""{"definition":{{Draft}},"pointer":"{{pointer}}","expression":"{{expression}}","position":{{position ?? expression.Length}} }""";
}
