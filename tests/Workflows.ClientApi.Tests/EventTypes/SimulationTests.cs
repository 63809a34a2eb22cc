using System.Net;
using Workflows.Abstractions.Json;
using Workflows.Catalog.SystemEvents;
using Workflows.ClientApi.Auth;

namespace Workflows.ClientApi.Tests.EventTypes;

public sealed class SimulationTests(Gateway gateway)
{
    private const string Ticket = """{"tenantId":"t","occurredAt":"2026-01-14T09:12:03Z","ticketId":"bdf67258-aab9-4be9-8c83-05131cf5ed69"}""";

    [Fact]
    [Trait("Item", "EC-042")]
    [Trait("Item", "EC-043")]
    public async Task Payload_IsProcessedLikeAnyEvent_AndEveryDeliveryIsTold()
    {
        var api = await gateway.NewTenantAsync();
        await api.PublishWorkflowAsync("seen", TestEvents.Definition("TICKET_CREATED"));
        await api.PublishWorkflowAsync("picky", """
            {"name":"Picky","trigger":{"type":"event","eventName":"TICKET_CREATED","condition":{"$expr":"event.payload.ticketId = 'other'"}},
             "steps":[{"id":"seen","type":"state.set","config":{"state":"SEEN"}}]}
            """);

        var answer = (await api.PostAsync(
            "/v1/event-types/TICKET_CREATED/simulate", $$"""{"payload":{{Ticket}},"correlationId":"1001"}""")).Ok();

        answer["status"].GetString().ShouldBe("processed");
        answer["deliveries"].Count.ShouldBe(2);
        answer["deliveries"][0]["outcome"].GetString().ShouldBe("started");
        answer["deliveries"][1]["reason"].GetString().ShouldBe("CONDITION_FALSE");
        var run = (await api.GetAsync(answer["startedRuns"][0]["href"].GetString())).Ok();
        run["run"]["origin"].GetString().ShouldBe("simulation");
        var stored = (await api.GetAsync(answer["event"].GetString())).Ok();
        stored["event"]["flags"][0].GetString().ShouldBe("simulated");
        stored["event"]["correlationId"].GetString().ShouldBe("1001");
    }

    [Fact]
    public async Task WaitingRun_IsResumed_AndLinked()
    {
        var api = await gateway.NewTenantAsync();
        await api.PublishWorkflowAsync("waits", TestEvents.WaitingDefinition("TICKET_ESCALATED", "TICKET_ASSIGNED"));
        var waiting = (await api.PostAsync("/v1/event-types/TICKET_ESCALATED/simulate", """{"sample":{}}""")).Ok();
        var run = waiting["startedRuns"][0]["runId"].GetString();
        var ticket = (await api.GetAsync(waiting["event"].GetString())).Ok()["event"]["payload"]["ticketId"].GetString();

        var answer = (await api.PostAsync(
            "/v1/event-types/TICKET_ASSIGNED/simulate", $$"""{"sample":{"seed":3},"correlationId":"{{ticket}}"}""")).Ok();

        answer["resumedRun"]["runId"].GetString().ShouldBe(run);
        answer["resumedRun"]["workflow"].GetString().ShouldBe("waits");
    }

    [Fact]
    public async Task StoredEvent_IsTriedAgain_AsItIsOrEdited()
    {
        var api = await gateway.NewTenantAsync();
        (await api.PostAsync("/v1/events", TestEvents.Ticket("TICKET_CREATED", "first", "1001"))).Ok(HttpStatusCode.Accepted);

        var same = (await api.PostAsync("/v1/event-types/TICKET_CREATED/simulate", """{"eventId":"first"}""")).Ok();
        var edited = (await api.PostAsync(
            "/v1/event-types/TICKET_CREATED/simulate", $$"""{"eventId":"first","payload":{{Ticket.Replace("bdf6", "aaaa")}}}""")).Ok();

        var stored = (await api.GetAsync(same["event"].GetString())).Ok()["event"];
        stored["correlationId"].GetString().ShouldBe("1001");
        stored["source"].GetString().ShouldBe("helpdesk");
        stored["metadata"]["simulatedFrom"].GetString().ShouldBe("first");
        (await api.GetAsync(edited["event"].GetString())).Ok()["event"]["payload"]["ticketId"].GetString().ShouldStartWith("aaaa");
    }

    [Fact]
    [Trait("Item", "EC-044")]
    public async Task WrongRequests_AreRefused_AndNothingIsStored()
    {
        var api = await gateway.NewTenantAsync();
        (await api.PostAsync("/v1/events", TestEvents.Ticket("TICKET_CLOSED", "closed"))).Ok(HttpStatusCode.Accepted);
        const string Address = "/v1/event-types/TICKET_CREATED/simulate";

        (await api.PostAsync(Address, "{}")).Problem(400, "SIMULATION_SOURCE_UNCLEAR");
        (await api.PostAsync(Address, """{"sample":{},"payload":{}}""")).Problem(400, "SIMULATION_SOURCE_UNCLEAR");
        (await api.PostAsync(Address, """{"eventId":"nobody"}""")).Problem(404, "UNKNOWN_EVENT", "/eventId");
        (await api.PostAsync(Address, """{"eventId":"closed"}""")).Problem(400, "EVENT_OF_OTHER_TYPE", "/eventId");
        (await api.PostAsync(Address, """{"sample":{},"payloadSchemaRef":"payload.TicketCreate.v1"}"""))
            .Problem(400, "UNKNOWN_SCHEMA_REF", "/payloadSchemaRef")["nextStep"].GetString().ShouldContain("payload.TicketCreated.v1");
        (await api.PostAsync(Address, """{"sample":{"seed":"x"}}""")).Problem(400, "WRONG_TYPE", "/sample/seed");
        (await api.PostAsync(Address, """{"sample":{"sead":1}}""")).Problem(400, "UNKNOWN_KEY", "/sample/sead");
        (await api.PostAsync(Address, $$"""{"payload":{{Ticket}},"correlationId":""}""")).Problem(400, "INVALID_TEXT", "/correlationId");
        (await api.PostAsync("/v1/event-types/TICKET_CREATD/simulate", """{"sample":{}}""")).Problem(404, "UNKNOWN_EVENT_TYPE");

        (await api.GetAsync("/v1/events?type=TICKET_CREATED")).Ok()["items"].Count.ShouldBe(0);
        (await api.GetAsync("/v1/audit?subject=event-type:TICKET_CREATED")).Ok()["items"].Count.ShouldBe(0);
    }

    [Fact]
    [Trait("Item", "EC-072")]
    [Trait("Item", "EC-073")]
    public async Task Simulating_TakesThePermissionToManage_AndIsAudited()
    {
        var tenant = await gateway.TenantAsync();
        foreach (var role in new[] { "viewer", "operator" })
            (await gateway.With(await gateway.NewKeyAsync(tenant, role)).PostAsync(
                "/v1/event-types/TICKET_CREATED/simulate", """{"sample":{}}""")).Problem(403, "FORBIDDEN");
        var editor = gateway.With(await gateway.NewKeyAsync(tenant, "editor"));

        var answer = (await editor.PostAsync("/v1/event-types/TICKET_CREATED/simulate", """{"sample":{}}""")).Ok();

        var admin = gateway.With(await gateway.NewKeyAsync(tenant, Roles.Admin));
        var row = (await admin.GetAsync("/v1/audit?subject=event-type:TICKET_CREATED")).Ok()["items"][0];
        row["operation"].GetString().ShouldBe("event-type.simulate");
        row["details"]["eventId"].GetString().ShouldBe(answer["eventId"].GetString());
        row["details"]["from"].GetString().ShouldBe("sample");
    }

    [Fact]
    public async Task Sample_IsKeptOrGenerated_AndTheSameForASeed()
    {
        var api = await gateway.NewTenantAsync();

        (await api.GetAsync("/v1/event-types/TICKET_CREATED/sample")).Ok()["origin"].GetString().ShouldBe("kept");
        var generated = (await api.GetAsync("/v1/event-types/TICKET_CREATED/sample?seed=5")).Ok();
        generated["origin"].GetString().ShouldBe("generated");
        generated["payloadSchemaRef"].GetString().ShouldBe("payload.TicketCreated.v1");
        (await api.GetAsync("/v1/event-types/TICKET_CREATED/sample?seed=5")).Ok().Body.ShouldBe(generated.Body);
        (await api.GetAsync("/v1/event-types/TICKET_CREATED/sample?seed=6")).Ok().Body.ShouldNotBe(generated.Body);
        (await api.GetAsync("/v1/event-types/TICKET_CREATED/sample?seed=5&payloadSchemaRef=payload.TicketClosed.v1")).Ok()["payload"]
            .ShouldNotBe(generated["payload"]);
    }

    [Fact]
    public async Task EveryEntryOfTheCatalog_TakesItsSamples()
    {
        var api = await gateway.NewTenantAsync();
        DomainEvents.All.Count.ShouldBe(279);

        foreach (var known in DomainEvents.All)
        {
            foreach (var sample in new[] { "{}", """{"seed":1}""", """{"seed":20260114}""" })
            {
                var answer = (await api.PostAsync($"/v1/event-types/{known.EventType}/simulate", $$"""{"sample":{{sample}}}""")).Ok();
                answer["status"].GetString().ShouldBe("processed", known.EventType);
                answer["deliveries"].Kind.ShouldBe(JsonKind.Array);
            }
        }
    }
}
