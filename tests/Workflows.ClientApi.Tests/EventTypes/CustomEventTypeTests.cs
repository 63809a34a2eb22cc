using System.Net;

namespace Workflows.ClientApi.Tests.EventTypes;

/// <summary>"Define custom event".</summary>
public sealed class CustomEventTypeTests(Gateway gateway)
{
    private const string Inline = """{"type":"object","required":["orderId"],"properties":{"orderId":{"type":"string"}}}""";

    [Fact]
    [Trait("Item", "EC-061")]
    [Trait("Item", "EC-063")]
    [Trait("Item", "EC-071")]
    public async Task Create_WithAnInlineSchema_RegistersAndActivatesIt()
    {
        var api = await gateway.NewTenantAsync();

        var created = (await CreateAsync(api, "ORDER_PLACED", $$"""
            "description":"A customer has placed an order.","category":"Shop","status":"beta","payloadSchema":{{Inline}}
            """)).Ok(HttpStatusCode.Created);

        created.Location.ShouldBe("/v1/event-types/ORDER_PLACED");
        created.ETag.ShouldBe("\"1\"");
        created["source"].GetString().ShouldBe("tenant");
        created["payloadSchemaRef"].GetString().ShouldBe("payload.OrderPlaced.v1");
        created["payloadSchemaStatus"].GetString().ShouldBe("known");
        (await api.GetAsync("/v1/schemas/payload.OrderPlaced.v1")).Ok()["status"].GetString().ShouldBe("active");
        var read = (await api.GetAsync("/v1/event-types/ORDER_PLACED")).Ok();
        read["eventType"]["category"].GetString().ShouldBe("Shop");
        read["eventType"]["status"].GetString().ShouldBe("beta");
        read["payloadSchema"]["required"][0].GetString().ShouldBe("orderId");
        (await api.GetAsync("/v1/audit?subject=event-type:ORDER_PLACED")).Items("operation").ShouldBe(["event-type.create"]);
        (await api.GetAsync("/v1/audit?subject=schema:payload.OrderPlaced.v1")).Items("operation").ShouldBe(["schema.register"]);
    }

    [Fact]
    [Trait("Item", "EC-062")]
    public async Task Create_WithARef_MustFindItActive()
    {
        var api = await gateway.NewTenantAsync();
        await api.PostAsync("/v1/schemas", """{"ref":"payload.Mine.v1","schema":{}}""");
        await api.PostAsync("/v1/schemas", """{"ref":"payload.Gone.v1","schema":{},"status":"active"}""");
        await api.PostAsync("/v1/schemas/payload.Gone.v1/deprecate");

        var unknown = await CreateAsync(api, "A_TYPE", "\"payloadSchemaRef\":\"payload.TicketCreatd.v1\"");
        unknown.Problem(400, "UNKNOWN_SCHEMA_REF", "/payloadSchemaRef")["nearest"][0].GetString().ShouldBe("payload.TicketCreated.v1");
        (await CreateAsync(api, "A_TYPE", "\"payloadSchemaRef\":\"payload.Mine.v1\"")).Problem(400, "SCHEMA_NOT_ACTIVE", "/payloadSchemaRef");
        (await CreateAsync(api, "A_TYPE", "\"payloadSchemaRef\":\"payload.Gone.v1\"")).Problem(400, "SCHEMA_DEPRECATED", "/payloadSchemaRef");
        (await api.GetAsync("/v1/event-types?source=tenant")).Ok()["total"].GetDouble().ShouldBe(0);

        (await CreateAsync(api, "A_TYPE", "\"payloadSchemaRef\":\"payload.TicketCreated.v1\"")).Ok(HttpStatusCode.Created);
    }

    [Theory]
    [InlineData("""{"type":"lower_case","name":"x"}""", "INVALID_EVENT_TYPE", "/type")]
    [InlineData("""{"type":"A_TYPE"}""", "MISSING_KEY", "/name")]
    [InlineData("""{"name":"x"}""", "MISSING_KEY", "/type")]
    [InlineData("""{"type":"A_TYPE","name":""}""", "INVALID_TEXT", "/name")]
    [InlineData("""{"type":"A_TYPE","name":"x","category":""}""", "INVALID_TEXT", "/category")]
    [InlineData("""{"type":"A_TYPE","name":"x","status":"gone"}""", "INVALID_ENTRY_STATUS", "/status")]
    [InlineData("""{"type":"A_TYPE","name":"x","colour":"red"}""", "UNKNOWN_KEY", "/colour")]
    [InlineData("""{"type":"A_TYPE","name":"x","payloadSchema":{"type":"strin"}}""", "SCHEMA_INVALID_KEYWORD", "/payloadSchema/type")]
    [InlineData("""{"type":"A_TYPE","name":"x","payloadSchema":{"$ref":"payload.Nope.v1"}}""", "SCHEMA_UNRESOLVED_REFERENCE", "/payloadSchema/$ref")]
    [InlineData("""{"type":"A_TYPE","name":"x","payloadSchema":{},"payloadSchemaRef":"payload.TicketCreated.v1"}""", "SCHEMA_GIVEN_TWICE", "/payloadSchema")]
    public async Task Create_Wrong_IsRefusedWithItsPlaceAndNothingIsStored(string body, string code, string pointer)
    {
        var api = await gateway.NewTenantAsync();

        (await api.PostAsync("/v1/event-types", body)).Problem(400, code, pointer);

        (await api.GetAsync("/v1/event-types?source=tenant")).Ok()["total"].GetDouble().ShouldBe(0);
        (await api.GetAsync("/v1/schemas?source=tenant")).Ok()["total"].GetDouble().ShouldBe(0);
    }

    [Fact]
    [Trait("Item", "EC-064")]
    public async Task Create_ATypeTwice_IsAConflictWithoutASecondSchema()
    {
        var api = await gateway.NewTenantAsync();
        (await CreateAsync(api, "ORDER_PLACED", $"\"payloadSchema\":{Inline}")).Ok(HttpStatusCode.Created);

        (await CreateAsync(api, "ORDER_PLACED", "\"payloadSchema\":{\"type\":\"object\"}")).Problem(409, "EVENT_TYPE_CONFLICT", "/type");

        (await api.GetAsync("/v1/schemas?source=tenant")).Items("ref").ShouldBe(["payload.OrderPlaced.v1"]);
        (await CreateAsync(await gateway.NewTenantAsync(), "ORDER_PLACED", "\"category\":\"Other\"")).Ok(HttpStatusCode.Created);
    }

    [Fact]
    [Trait("Item", "EC-013")]
    public async Task Create_ATypeOfTheSystem_WinsOverItUntilItIsDeleted()
    {
        var api = await gateway.NewTenantAsync();
        (await api.PutAsync("/v1/event-types/TICKET_CREATED", """{"name":"Mine"}""")).Problem(409, "SYSTEM_EVENT_TYPE_READ_ONLY");
        (await api.DeleteAsync("/v1/event-types/TICKET_CREATED")).Problem(409, "SYSTEM_EVENT_TYPE_READ_ONLY");

        (await CreateAsync(api, "TICKET_CREATED", "\"category\":\"Ours\"")).Ok(HttpStatusCode.Created);
        var ours = (await api.GetAsync("/v1/event-types?search=TICKET_CREATED&source=tenant")).Ok();
        var others = (await (await gateway.NewTenantAsync()).GetAsync("/v1/event-types/TICKET_CREATED")).Ok();
        (await api.DeleteAsync("/v1/event-types/TICKET_CREATED")).Ok(HttpStatusCode.NoContent);

        ours.Items("category").ShouldBe(["Ours"]);
        others["eventType"]["source"].GetString().ShouldBe("system");
        (await api.GetAsync("/v1/event-types/TICKET_CREATED")).Ok()["eventType"]["source"].GetString().ShouldBe("system");
    }

    [Fact]
    public async Task Change_WithAStaleTag_IsRefused()
    {
        var api = await gateway.NewTenantAsync();
        await CreateAsync(api, "ORDER_PLACED", $"\"payloadSchema\":{Inline}");

        var changed = (await PatchAsync(api, """{"status":"deprecated"}""", "\"1\"")).Ok();
        (await PatchAsync(api, """{"name":"late"}""", "\"1\"")).Problem(412, "STALE_REVISION");
        (await api.PutAsync("/v1/event-types/ORDER_PLACED", """{"name":"late"}""", "\"1\"")).Problem(412, "STALE_REVISION");

        changed.ETag.ShouldBe("\"2\"");
        var read = (await api.GetAsync("/v1/event-types/ORDER_PLACED")).Ok();
        read.ETag.ShouldBe("\"2\"");
        read["eventType"]["name"].GetString().ShouldBe("Test");
        read["eventType"]["status"].GetString().ShouldBe("deprecated");
        read["eventType"]["payloadSchemaRef"].GetString().ShouldBe("payload.OrderPlaced.v1");
    }

    [Fact]
    public async Task Change_OfTheSchema_RegistersTheNextVersion()
    {
        var api = await gateway.NewTenantAsync();
        await CreateAsync(api, "shop.order.placed", $"\"payloadSchema\":{Inline}");

        var same = await PatchAsync(api, $$"""{"payloadSchema":{{Inline}} }""", type: "shop.order.placed");
        var next = await PatchAsync(api, """{"payloadSchema":{"type":"object"}}""", type: "shop.order.placed");
        var none = await PatchAsync(api, """{"payloadSchemaRef":null}""", type: "shop.order.placed");

        same.Ok()["payloadSchemaRef"].GetString().ShouldBe("payload.ShopOrderPlaced.v1");
        next.Ok()["payloadSchemaRef"].GetString().ShouldBe("payload.ShopOrderPlaced.v2");
        none.Ok()["payloadSchemaStatus"].GetString().ShouldBe("missing");
        (await PatchAsync(api, """{"payloadSchemaRef":"payload.Nope.v1"}""", type: "shop.order.placed"))
            .Problem(400, "UNKNOWN_SCHEMA_REF", "/payloadSchemaRef");
    }

    [Fact]
    public async Task Delete_WhileAPublishedWorkflowListens_IsRefused()
    {
        var api = await gateway.NewTenantAsync();
        await CreateAsync(api, "ORDER_PLACED", $"\"payloadSchema\":{Inline}");
        await api.PublishWorkflowAsync("orders", TestEvents.Definition("ORDER_PLACED"));

        var refused = (await api.DeleteAsync("/v1/event-types/ORDER_PLACED")).Problem(409, "EVENT_TYPE_IN_USE");
        refused["detail"].GetString().ShouldContain("orders");
        (await api.DeleteAsync("/v1/workflows/orders")).Ok(HttpStatusCode.NoContent);
        (await api.DeleteAsync("/v1/event-types/ORDER_PLACED")).Ok(HttpStatusCode.NoContent);

        (await api.GetAsync("/v1/event-types/ORDER_PLACED")).Problem(404, "UNKNOWN_EVENT_TYPE");
        (await api.DeleteAsync("/v1/event-types/ORDER_PLACED")).Problem(404, "UNKNOWN_EVENT_TYPE");
        (await api.PostAsync("/v1/events", """{"type":"ORDER_PLACED","source":"shop"}""")).Problem(400, "UNKNOWN_EVENT_TYPE", "/type");
    }

    [Fact]
    [Trait("Item", "EC-072")]
    public async Task Operator_MaySeeButNotDefine()
    {
        var api = gateway.With(await gateway.NewKeyAsync(await gateway.TenantAsync(), "operator"));

        (await api.GetAsync("/v1/event-types")).Ok();
        (await CreateAsync(api, "ORDER_PLACED", "\"category\":\"Shop\"")).Problem(403, "FORBIDDEN");
        (await PatchAsync(api, "{}")).Problem(403, "FORBIDDEN");
        (await api.DeleteAsync("/v1/event-types/ORDER_PLACED")).Problem(403, "FORBIDDEN");
    }

    [Fact]
    public async Task EventOfADefinedType_StartsAWorkflow()
    {
        var api = await gateway.NewTenantAsync();
        await CreateAsync(api, "shop.order.placed", $"\"payloadSchema\":{Inline}");
        await api.PublishWorkflowAsync("orders", TestEvents.Definition("shop.order.placed"));

        var answer = await api.PostAsync(
            "/v1/events?wait=processed", """{"type":"shop.order.placed","source":"shop","payload":{"orderId":"o-1"}}""");

        answer.Ok()["deliveries"][0]["outcome"].GetString().ShouldBe("started");
    }

    private static Task<Answer> CreateAsync(Api api, string type, string rest) =>
        api.PostAsync("/v1/event-types", $$"""{"type":"{{type}}","name":"Test",{{rest}} }""");

    private static Task<Answer> PatchAsync(Api api, string body, string? ifMatch = null, string type = "ORDER_PLACED") =>
        api.SendAsync(HttpMethod.Patch, $"/v1/event-types/{type}", body, ifMatch: ifMatch);
}
