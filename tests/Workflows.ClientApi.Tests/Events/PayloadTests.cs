using System.Net;
using Workflows.Abstractions.Json;

namespace Workflows.ClientApi.Tests.Events;

/// <summary>What ingest does with payloads and their schemas.</summary>
public sealed class PayloadTests(Gateway gateway)
{
    private const string Ticket = "bdf67258-aab9-4be9-8c83-05131cf5ed69";
    private const string Order = """{"type":"object","required":["orderId"],"properties":{"orderId":{"type":"string"},"password":{"type":"integer"}}}""";

    [Fact]
    public async Task PayloadThatBreaksItsSchema_IsRefusedWithEveryPlaceAndLogged()
    {
        var api = await gateway.NewTenantAsync();

        var answer = await PublishAsync(api, """{"ticketId":"no-uuid","subject":7,"password":"hunter2"}""");

        answer.Problem(400, "PAYLOAD_INVALID", answer["issues"][0]["pointer"].GetString());
        var pointers = Enumerable.Range(0, answer["issues"].Count).Select(i => answer["issues"][i]["pointer"].GetString()).ToArray();
        pointers.ShouldContain("/payload/ticketId");
        pointers.ShouldAllBe(pointer => pointer.StartsWith("/payload", StringComparison.Ordinal));
        (await api.GetAsync("/v1/events")).Ok()["items"].Count.ShouldBe(0);
        var row = (await api.GetAsync("/v1/events/rejected")).Ok()["items"][0];
        row["type"].GetString().ShouldBe("TICKET_CREATED");
        row["source"].GetString().ShouldBe("helpdesk");
        row["schemaRef"].GetString().ShouldBe("payload.TicketCreated.v1");
        row["stored"].GetBoolean().ShouldBeFalse();
        row["issues"][0]["pointer"].Kind.ShouldBe(JsonKind.String);
        row["excerpt"].GetString().ShouldContain("no-uuid");
        row["excerpt"].GetString().ShouldNotContain("hunter2");
    }

    [Fact]
    public async Task ErrorsOfSensitiveKeys_DoNotShowTheValue()
    {
        var api = await gateway.NewTenantAsync();
        await DefineAsync(api);

        var answer = await PublishAsync(api, """{"orderId":"o","password":"hunter2"}""", "ORDER_PLACED");

        answer.Problem(400, "PAYLOAD_INVALID", "/payload/password");
        answer.Text.ShouldNotContain("hunter2");
        (await api.GetAsync("/v1/events/rejected")).Text.ShouldNotContain("hunter2");
    }

    [Fact]
    public async Task RejectedLog_IsFilteredAndPaged()
    {
        var api = await gateway.NewTenantAsync();
        await DefineAsync(api);
        for (var i = 0; i < 3; i++) await PublishAsync(api, "{}", "ORDER_PLACED");
        await PublishAsync(api, "{}");

        var page = (await api.GetAsync("/v1/events/rejected?type=ORDER_PLACED&limit=2")).Ok();
        var rest = (await api.GetAsync($"/v1/events/rejected?type=ORDER_PLACED&limit=2&cursor={page["nextCursor"].GetString()}")).Ok();

        page["items"].Count.ShouldBe(2);
        rest["items"].Count.ShouldBe(1);
        (await api.GetAsync("/v1/events/rejected?source=other")).Ok()["items"].Count.ShouldBe(0);
        (await api.GetAsync("/v1/events/rejected?type=NO_SUCH")).Problem(404, "UNKNOWN_EVENT_TYPE");
        (await (await gateway.NewTenantAsync()).GetAsync("/v1/events/rejected")).Ok()["items"].Count.ShouldBe(0);
    }

    [Fact]
    public async Task TenantAndTime_AreFilledInWhereTheSchemaRequiresThem()
    {
        var api = await gateway.NewTenantAsync();

        (await PublishAsync(api, $$"""{"ticketId":"{{Ticket}}"}""", rest: ",\"id\":\"x\",\"occurredAt\":\"2026-02-14T06:00:00Z\"")).Ok(HttpStatusCode.Accepted);
        var stored = (await api.GetAsync("/v1/events/x")).Ok()["event"];

        stored["payload"]["tenantId"].GetString().ShouldStartWith("tenant-");
        stored["payload"]["occurredAt"].GetString().ShouldBe("2026-02-14T06:00:00.000Z");
        (await PublishAsync(api, $$"""{"ticketId":"{{Ticket}}"}""", rest: ",\"id\":\"x\",\"occurredAt\":\"2026-02-14T06:00:00Z\""))
            .Ok(HttpStatusCode.Accepted)["status"].GetString().ShouldBe("duplicate");
    }

    [Fact]
    public async Task TenantThatContradictsTheCredential_IsRefused()
    {
        var api = await gateway.NewTenantAsync();

        var answer = await PublishAsync(api, $$"""{"tenantId":"somebody-else","ticketId":"{{Ticket}}"}""");

        answer.Problem(400, "TENANT_MISMATCH", "/payload/tenantId");
    }

    [Fact]
    [Trait("Item", "TM-004")]
    public async Task Schema_OfTheCatalog_IsShownOnTheEvent()
    {
        var api = await gateway.NewTenantAsync();
        await PublishAsync(api, $$"""{"ticketId":"{{Ticket}}"}""", rest: ",\"id\":\"x\"");

        var stored = (await api.GetAsync("/v1/events/x")).Ok()["event"];

        stored["schema"]["ref"].GetString().ShouldBe("payload.TicketCreated.v1");
        stored["schema"]["origin"].GetString().ShouldBe("catalog");
        stored["schema"]["conflict"].IsMissing.ShouldBeTrue();
    }

    [Fact]
    [Trait("Item", "TM-001")]
    [Trait("Item", "TM-002")]
    [Trait("Item", "TM-034")]
    public async Task SubmissionThatNamesAnotherSchema_WinsWithAWarningAndTheConflictIsKept()
    {
        var api = await gateway.NewTenantAsync();
        await api.PostAsync("/v1/schemas", $$"""{"ref":"payload.Order.v1","schema":{{Order}},"status":"active"}""");

        var answer = await PublishAsync(api, """{"orderId":"o-1"}""", rest: ",\"id\":\"x\",\"payloadSchemaRef\":\"payload.Order.v1\"");

        answer.Ok(HttpStatusCode.Accepted)["warning"]["code"].GetString().ShouldBe("SCHEMA_CONFLICT");
        var stored = (await api.GetAsync("/v1/events/x")).Ok()["event"];
        stored["flags"][0].GetString().ShouldBe("schemaConflict");
        stored["schema"]["ref"].GetString().ShouldBe("payload.Order.v1");
        stored["schema"]["origin"].GetString().ShouldBe("submission");
        stored["schema"]["conflict"]["submission"].GetString().ShouldBe("payload.Order.v1");
        stored["schema"]["conflict"]["catalog"].GetString().ShouldBe("payload.TicketCreated.v1");
        (await PublishAsync(api, """{"order":1}""", rest: ",\"payloadSchemaRef\":\"payload.Order.v1\"")).Problem(400, "PAYLOAD_INVALID", "/payload/orderId");
        (await PublishAsync(api, $$"""{"ticketId":"{{Ticket}}"}""", rest: ",\"payloadSchemaRef\":\"payload.TicketCreated.v1\""))
            .Ok(HttpStatusCode.Accepted)["warning"].IsMissing.ShouldBeTrue();
    }

    [Fact]
    public async Task SubmissionThatNamesAWrongSchema_IsRefused()
    {
        var api = await gateway.NewTenantAsync();
        await api.PostAsync("/v1/schemas", """{"ref":"payload.Draft.v1","schema":{}}""");
        await api.PostAsync("/v1/schemas", """{"ref":"payload.Gone.v1","schema":{},"status":"active"}""");
        await api.PostAsync("/v1/schemas/payload.Gone.v1/deprecate");

        (await PublishAsync(api, "{}", rest: ",\"payloadSchemaRef\":\"payload.TicketCreatd.v1\""))
            .Problem(400, "UNKNOWN_SCHEMA_REF", "/payloadSchemaRef")["nearest"][0].GetString().ShouldBe("payload.TicketCreated.v1");
        (await PublishAsync(api, "{}", rest: ",\"payloadSchemaRef\":\"payload.Draft.v1\"")).Problem(400, "SCHEMA_NOT_ACTIVE", "/payloadSchemaRef");
        (await PublishAsync(api, "{}", rest: ",\"payloadSchemaRef\":\"payload.Gone.v1\"")).Problem(400, "SCHEMA_DEPRECATED", "/payloadSchemaRef");
        (await api.GetAsync("/v1/events/rejected")).Ok()["items"].Count.ShouldBe(0);
    }

    [Fact]
    public async Task SchemaOfTheCatalogThatIsDeprecated_IsUsedWithAWarning()
    {
        var api = await gateway.NewTenantAsync();
        await DefineAsync(api);
        (await api.PostAsync("/v1/schemas/payload.OrderPlaced.v1/deprecate")).Ok();

        var answer = await PublishAsync(api, """{"orderId":"o-1"}""", "ORDER_PLACED");

        answer.Ok(HttpStatusCode.Accepted)["warning"]["code"].GetString().ShouldBe("SCHEMA_DEPRECATED");
        (await PublishAsync(api, "{}", "ORDER_PLACED")).Problem(400, "PAYLOAD_INVALID", "/payload/orderId");
    }

    [Fact]
    public async Task EntryWithoutASchema_TakesAnything()
    {
        var api = await gateway.NewTenantAsync();
        await api.PostAsync("/v1/event-types", """{"type":"ORDER_PLACED","name":"Order"}""");

        (await PublishAsync(api, "[1,2]", "ORDER_PLACED", ",\"id\":\"x\"")).Ok(HttpStatusCode.Accepted);

        (await api.GetAsync("/v1/events/x")).Ok()["event"]["schema"].IsMissing.ShouldBeTrue();
    }

    [Fact]
    public async Task ChangedSchemaOfAnEntry_CountsForTheNextEvent()
    {
        var api = await gateway.NewTenantAsync();
        await DefineAsync(api);
        (await PublishAsync(api, """{"orderId":"o-1"}""", "ORDER_PLACED")).Ok(HttpStatusCode.Accepted);

        (await api.SendAsync(HttpMethod.Patch, "/v1/event-types/ORDER_PLACED", """{"payloadSchema":{"required":["customer"]}}""")).Ok();

        (await PublishAsync(api, """{"orderId":"o-1"}""", "ORDER_PLACED")).Problem(400, "PAYLOAD_INVALID", "/payload/customer");
    }

    [Fact]
    public async Task AcceptAndFlag_StoresTheEventWithAMarkAndAWarning()
    {
        var api = await gateway.NewTenantAsync();
        (await api.GetAsync("/v1/settings/ingest")).Ok()["invalidPayloads"].GetString().ShouldBe("reject");
        (await api.PutAsync("/v1/settings/ingest", """{"invalidPayloads":"maybe"}""")).Problem(400, "WRONG_TYPE", "/invalidPayloads");
        (await api.PutAsync("/v1/settings/ingest", """{"invalidPayloads":"accept"}""")).Ok();

        var answer = await PublishAsync(api, """{"ticketId":"no-uuid"}""", rest: ",\"id\":\"x\"");

        answer.Ok(HttpStatusCode.Accepted)["warning"]["code"].GetString().ShouldBe("PAYLOAD_INVALID");
        (await api.GetAsync("/v1/events/x")).Ok()["event"]["flags"][0].GetString().ShouldBe("invalidPayload");
        (await api.GetAsync("/v1/events/rejected")).Ok()["items"][0]["stored"].GetBoolean().ShouldBeTrue();
        (await api.GetAsync("/v1/audit?subject=settings:ingest")).Items("operation").ShouldBe(["settings.ingest"]);
        (await PublishAsync(await gateway.NewTenantAsync(), """{"ticketId":"no-uuid"}""")).Problem(400, "PAYLOAD_INVALID", "/payload/ticketId");
    }

    [Fact]
    public async Task Batch_RefusesOnlyTheEventsThatAreWrong()
    {
        var api = await gateway.NewTenantAsync();
        var body = $$"""
            [{{TestEvents.Ticket("TICKET_CREATED")}},{"type":"TICKET_CREATED","source":"helpdesk","payload":{"ticketId":"no"} },
             {{TestEvents.Ticket("TICKET_CREATED")}}]
            """;

        var answer = (await api.PostAsync("/v1/events", body)).Ok(HttpStatusCode.MultiStatus);

        answer["accepted"].GetDouble().ShouldBe(2);
        var problem = answer["results"][1]["problem"];
        problem["code"].GetString().ShouldBe("PAYLOAD_INVALID");
        problem["pointer"].GetString().ShouldBe("/1/payload/ticketId");
        problem["issues"][0]["pointer"].GetString().ShouldBe("/1/payload/ticketId");
    }

    [Fact]
    public async Task ManyErrors_AreCutToTwenty()
    {
        var api = await gateway.NewTenantAsync();
        await api.PostAsync("/v1/event-types", """{"type":"LIST_SENT","name":"List","payloadSchema":{"items":{"type":"string"}}}""");

        var answer = await PublishAsync(api, $"[{string.Join(',', Enumerable.Range(0, 50))}]", "LIST_SENT");

        answer.Problem(400, "PAYLOAD_INVALID", "/payload/0")["issues"].Count.ShouldBe(20);
    }

    [Fact]
    public async Task FloodOfRejectedEvents_IsCountedInFullAndLoggedInPart()
    {
        var api = await gateway.NewTenantAsync();
        await DefineAsync(api);
        const string item = """{"type":"ORDER_PLACED","source":"s"}""";
        var batch = $"[{string.Join(',', Enumerable.Repeat(item, 400))}]";

        (await api.PostAsync("/v1/events", batch)).Status.ShouldBe(HttpStatusCode.BadRequest);

        var logged = 0;
        for (string? cursor = ""; cursor is not null;)
        {
            var page = (await api.GetAsync($"/v1/events/rejected?limit=200{cursor}")).Ok();
            logged += page["items"].Count;
            cursor = page["nextCursor"].IsMissing ? null : $"&cursor={page["nextCursor"].GetString()}";
        }

        logged.ShouldBe(300);
    }

    private static async Task DefineAsync(Api api) =>
        (await api.PostAsync("/v1/event-types", $$"""{"type":"ORDER_PLACED","name":"Order","payloadSchema":{{Order}} }""")).Ok(HttpStatusCode.Created);

    private static Task<Answer> PublishAsync(Api api, string payload, string type = "TICKET_CREATED", string rest = "") =>
        api.PostAsync("/v1/events", $$"""{"type":"{{type}}","source":"helpdesk","payload":{{payload}}{{rest}} }""");
}
