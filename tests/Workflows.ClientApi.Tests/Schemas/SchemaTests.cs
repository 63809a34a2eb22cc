using System.Net;

namespace Workflows.ClientApi.Tests.Schemas;

public sealed class SchemaTests(Gateway gateway)
{
    private const string Order = """{"type":"object","required":["orderId"],"properties":{"orderId":{"type":"string"},"total":{"type":"number"}}}""";
    private const string OrderReordered =
        """{"properties":{"total":{"type":"number"},"orderId":{"type":"string"}},"required":["orderId"],"type":"object"}""";

    private const string Stricter = """{"type":"object","required":["orderId"],"properties":{"orderId":{"type":"string"}}}""";

    [Fact]
    public async Task Register_SameContentAgain_AnswersWithWhatIsThere()
    {
        var api = await gateway.NewTenantAsync();

        var first = (await RegisterAsync(api, "payload.Order.v1", Order, "active")).Ok(HttpStatusCode.Created);
        var again = (await RegisterAsync(api, "payload.Order.v1", OrderReordered, "active")).Ok();

        first.Location.ShouldBe("/v1/schemas/payload.Order.v1");
        again["contentHash"].GetString().ShouldBe(first["contentHash"].GetString());
        again["createdAt"].GetString().ShouldBe(first["createdAt"].GetString());
        (await api.GetAsync("/v1/audit?subject=schema:payload.Order.v1")).Items("operation").ShouldBe(["schema.register"]);
    }

    [Fact]
    public async Task Register_OtherContentUnderAnActiveRef_IsAConflictAndChangesNothing()
    {
        var api = await gateway.NewTenantAsync();
        await RegisterAsync(api, "payload.Order.v1", Order, "active");

        (await RegisterAsync(api, "payload.Order.v1", Stricter)).Problem(409, "SCHEMA_REF_CONFLICT", "/ref");
        (await api.PostAsync("/v1/schemas/payload.Order.v1/deprecate")).Ok()["status"].GetString().ShouldBe("deprecated");
        (await RegisterAsync(api, "payload.Order.v1", Stricter)).Problem(409, "SCHEMA_REF_CONFLICT", "/ref");

        (await api.GetAsync("/v1/schemas/payload.Order.v1")).Ok()["schema"]["properties"].Count.ShouldBe(2);
    }

    [Fact]
    public async Task Draft_IsReplacedUntilItIsActive()
    {
        var api = await gateway.NewTenantAsync();
        (await RegisterAsync(api, "payload.Order.v1", Order)).Ok(HttpStatusCode.Created)["status"].GetString().ShouldBe("draft");

        (await RegisterAsync(api, "payload.Order.v1", Stricter)).Ok()["schema"]["properties"].Count.ShouldBe(1);
        (await api.PostAsync("/v1/schemas/payload.Order.v1/activate")).Ok()["status"].GetString().ShouldBe("active");
        (await api.PostAsync("/v1/schemas/payload.Order.v1/activate")).Ok();

        (await RegisterAsync(api, "payload.Order.v1", Order)).Problem(409, "SCHEMA_REF_CONFLICT", "/ref");
        (await api.GetAsync("/v1/audit?subject=schema:payload.Order.v1")).Items("operation")
            .ShouldBe(["schema.activate", "schema.replace", "schema.register"]);
    }

    [Fact]
    public async Task Register_ByName_GivesTheNextVersion()
    {
        var api = await gateway.NewTenantAsync();

        (await ByNameAsync(api, "payload.Order", Order)).Ok(HttpStatusCode.Created)["ref"].GetString().ShouldBe("payload.Order.v1");
        (await ByNameAsync(api, "payload.Order", OrderReordered)).Ok()["ref"].GetString().ShouldBe("payload.Order.v1");
        (await ByNameAsync(api, "payload.Order", Stricter)).Ok(HttpStatusCode.Created)["ref"].GetString().ShouldBe("payload.Order.v2");
        (await ByNameAsync(api, "payload.TicketCreated", Order)).Ok(HttpStatusCode.Created)["ref"].GetString()
            .ShouldBe("payload.TicketCreated.v2");
    }

    [Fact]
    public async Task Register_ByNameAtOnce_GivesEveryContentAVersionOfItsOwn()
    {
        var api = await gateway.NewTenantAsync();

        var answers = await Task.WhenAll(Enumerable.Range(1, 4).Select(
            number => ByNameAsync(api, "payload.Race", $$"""{"type":"string","maxLength":{{number}} }""")));

        answers.Select(answer => answer.Ok(HttpStatusCode.Created)["ref"].GetString()).Order()
            .ShouldBe(["payload.Race.v1", "payload.Race.v2", "payload.Race.v3", "payload.Race.v4"]);
    }

    [Theory]
    [InlineData("""{"ref":"payload.X.v1","schema":{"type":"strin"}}""", "SCHEMA_INVALID_KEYWORD", "/schema/type")]
    [InlineData("""{"ref":"payload.X.v1","schema":{"properties":{"a":{"pattern":"("}}}}""", "SCHEMA_INVALID_PATTERN", "/schema/properties/a/pattern")]
    [InlineData("""{"ref":"payload.X.v1","schema":{"items":5}}""", "SCHEMA_NOT_A_SCHEMA", "/schema/items")]
    [InlineData("""{"ref":"payload.X.v1","schema":{"$ref":"https://example.com/x"}}""", "SCHEMA_UNRESOLVED_REFERENCE", "/schema/$ref")]
    [InlineData("""{"ref":"payload.X.v1","schema":{"$schema":"https://example.com/x"}}""", "SCHEMA_UNKNOWN_DIALECT", "/schema/$schema")]
    [InlineData("""{"ref":"payload.X.v1","schema":{"$id":"schema:///payload.Y.v1"}}""", "SCHEMA_INVALID_IDENTIFIER", "/schema/$id")]
    [InlineData("""{"ref":"no spaces","schema":{}}""", "INVALID_SCHEMA_REF", "/ref")]
    [InlineData("""{"name":"-x","schema":{}}""", "INVALID_SCHEMA_REF", "/name")]
    [InlineData("""{"schema":{}}""", "MISSING_KEY", "/ref")]
    [InlineData("""{"ref":"payload.X.v1"}""", "MISSING_KEY", "/schema")]
    [InlineData("""{"ref":"payload.X.v1","name":"payload.X","schema":{}}""", "WRONG_TYPE", "/name")]
    [InlineData("""{"ref":"payload.X.v1","schema":{},"status":"gone"}""", "WRONG_TYPE", "/status")]
    [InlineData("""{"ref":"payload.X.v1","schema":{},"sort":1}""", "UNKNOWN_KEY", "/sort")]
    public async Task Register_Wrong_IsRefusedWithItsPlaceAndNothingIsStored(string body, string code, string pointer)
    {
        var api = await gateway.NewTenantAsync();

        (await api.PostAsync("/v1/schemas", body)).Problem(400, code, pointer);

        (await api.GetAsync("/v1/schemas?source=tenant")).Ok()["total"].GetDouble().ShouldBe(0);
    }

    [Fact]
    public async Task Register_ReferenceThatIsMisspelt_NamesTheNearest()
    {
        var api = await gateway.NewTenantAsync();

        var answer = await RegisterAsync(api, "payload.X.v1", """{"$ref":"payload.TicketCraeted.v1"}""");

        answer.Problem(400, "SCHEMA_UNRESOLVED_REFERENCE", "/schema/$ref")["nearest"][0].GetString().ShouldBe("payload.TicketCreated.v1");
    }

    [Fact]
    public async Task Activate_WithAReferenceToADraft_IsRefused()
    {
        var api = await gateway.NewTenantAsync();
        await RegisterAsync(api, "payload.Address.v1", """{"type":"string"}""");
        (await RegisterAsync(api, "payload.Order.v1", """{"properties":{"to":{"$ref":"payload.Address.v1"}}}""")).Ok(HttpStatusCode.Created);

        (await api.PostAsync("/v1/schemas/payload.Order.v1/activate")).Problem(400, "SCHEMA_REFERENCE_NOT_ACTIVE", "");
        (await api.PostAsync("/v1/schemas/payload.Address.v1/activate")).Ok();
        (await api.PostAsync("/v1/schemas/payload.Order.v1/activate")).Ok();
    }

    [Fact]
    public async Task Register_Draft07_IsTakenAsSuch()
    {
        var api = await gateway.NewTenantAsync();

        (await RegisterAsync(api, "payload.Old.v1",
            """{"$schema":"http://json-schema.org/draft-07/schema#","items":[{"type":"string"}],"additionalItems":false}""", "active"))
            .Ok(HttpStatusCode.Created);
    }

    [Fact]
    public async Task SystemSchema_CannotBeChangedByATenant()
    {
        var api = await gateway.NewTenantAsync();

        (await api.PostAsync("/v1/schemas/payload.TicketCreated.v1/deprecate")).Problem(409, "SYSTEM_SCHEMA_READ_ONLY");
        (await api.PostAsync("/v1/schemas/payload.TicketCreated.v1/activate")).Problem(409, "SYSTEM_SCHEMA_READ_ONLY");
        (await RegisterAsync(api, "payload.TicketCreated.v1", Order)).Problem(409, "SCHEMA_REF_CONFLICT", "/ref");
        (await api.GetAsync("/v1/schemas/payload.TicketCreated.v1")).Ok()["source"].GetString().ShouldBe("system");
    }

    [Fact]
    public async Task Status_GoesForwardOnly()
    {
        var api = await gateway.NewTenantAsync();
        await RegisterAsync(api, "payload.Order.v1", Order);

        (await api.PostAsync("/v1/schemas/payload.Order.v1/deprecate")).Problem(409, "SCHEMA_STATUS_CONFLICT");
        (await api.PostAsync("/v1/schemas/payload.Order.v1/activate")).Ok();
        (await api.PostAsync("/v1/schemas/payload.Order.v1/deprecate")).Ok();
        (await api.PostAsync("/v1/schemas/payload.Order.v1/activate")).Problem(409, "SCHEMA_STATUS_CONFLICT");
    }

    [Fact]
    [Trait("Item", "EC-067")]
    public async Task UnknownRef_IsNotFoundWithTheNearest()
    {
        var api = await gateway.NewTenantAsync();

        (await api.GetAsync("/v1/schemas/payload.TicketCreatd.v1")).Problem(404, "UNKNOWN_SCHEMA_REF")["nearest"][0].GetString()
            .ShouldBe("payload.TicketCreated.v1");
        (await api.PostAsync("/v1/schemas/payload.Nothing.v1/activate")).Problem(404, "UNKNOWN_SCHEMA_REF");
        (await api.GetAsync("/v1/schemas/payload.TicketCreated.v1/diff?with=payload.Nothing.v1")).Problem(404, "UNKNOWN_SCHEMA_REF");
        (await api.GetAsync("/v1/schemas/payload.Nothing.v1/sample")).Problem(404, "UNKNOWN_SCHEMA_REF");
    }

    [Fact]
    public async Task List_IsPagedFilteredAndCounted()
    {
        var api = await gateway.NewTenantAsync();
        await RegisterAsync(api, "payload.Order.v1", Order, "active");
        await RegisterAsync(api, "payload.Order.v2", Stricter);

        var page = (await api.GetAsync("/v1/schemas?limit=1&source=tenant")).Ok();
        var rest = (await api.GetAsync($"/v1/schemas?limit=1&source=tenant&cursor={page["nextCursor"].GetString()}")).Ok();

        page.Items("ref").ShouldBe(["payload.Order.v1"]);
        page["total"].GetDouble().ShouldBe(2);
        page["items"][0]["schema"].IsMissing.ShouldBeTrue();
        rest.Items("ref").ShouldBe(["payload.Order.v2"]);
        rest["nextCursor"].IsMissing.ShouldBeTrue();
        (await api.GetAsync("/v1/schemas?status=draft")).Items("ref").ShouldBe(["payload.Order.v2"]);
        (await api.GetAsync("/v1/schemas?search=ticketescal")).Items("ref").ShouldBe(["payload.TicketEscalated.v1"]);
        (await api.GetAsync("/v1/schemas?status=gone")).Problem(400, "INVALID_PARAMETER");
    }

    [Fact]
    public async Task Diff_TellsWhatBreaksReaders()
    {
        var api = await gateway.NewTenantAsync();
        await RegisterAsync(api, "payload.Order.v1", Order, "active");
        await RegisterAsync(api, "payload.Order.v2", Stricter);

        var there = (await api.GetAsync("/v1/schemas/payload.Order.v1/diff?with=payload.Order.v2")).Ok();
        var back = (await api.GetAsync("/v1/schemas/payload.Order.v2/diff?with=payload.Order.v1")).Ok();

        there["breaking"].GetBoolean().ShouldBeTrue();
        there["changes"][0]["kind"].GetString().ShouldBe("propertyRemoved");
        there["changes"][0]["path"].GetString().ShouldBe("total");
        there["changes"][0]["oldPointer"].GetString().ShouldBe("/properties/total");
        back["breaking"].GetBoolean().ShouldBeFalse();
        (await api.GetAsync("/v1/schemas/payload.Order.v2/diff")).Problem(400, "INVALID_PARAMETER");
    }

    [Fact]
    public async Task Sample_IsTheSameForTheSameSeed()
    {
        var api = await gateway.NewTenantAsync();

        var first = (await api.GetAsync("/v1/schemas/payload.TicketCreated.v1/sample?seed=7")).Ok();
        var again = (await api.GetAsync("/v1/schemas/payload.TicketCreated.v1/sample?seed=7")).Ok();

        again.Text.ShouldBe(first.Text);
        first["ticketId"].IsMissing.ShouldBeFalse();
        await RegisterAsync(api, "payload.Never.v1", """{"allOf":[{"type":"string"},{"type":"number"}]}""");
        (await api.GetAsync("/v1/schemas/payload.Never.v1/sample")).Problem(409, "NO_SAMPLE");
    }

    [Fact]
    public async Task Viewer_MayReadButNotRegister()
    {
        var viewer = gateway.With(await gateway.NewKeyAsync(await gateway.TenantAsync(), "viewer"));

        (await viewer.GetAsync("/v1/schemas/payload.TicketCreated.v1")).Ok();
        (await RegisterAsync(viewer, "payload.Order.v1", Order)).Problem(403, "FORBIDDEN");
        (await viewer.PostAsync("/v1/schemas/payload.Order.v1/activate")).Problem(403, "FORBIDDEN");
    }

    [Fact]
    public async Task Schema_OfAnotherTenant_IsNotSeen()
    {
        var owner = await gateway.NewTenantAsync();
        await RegisterAsync(owner, "payload.Order.v1", Order, "active");
        var stranger = await gateway.NewTenantAsync();

        (await stranger.GetAsync("/v1/schemas/payload.Order.v1")).Problem(404, "UNKNOWN_SCHEMA_REF");
        (await RegisterAsync(stranger, "payload.Order.v1", Stricter)).Ok(HttpStatusCode.Created);
        (await owner.GetAsync("/v1/schemas/payload.Order.v1")).Ok()["schema"]["properties"].Count.ShouldBe(2);
    }

    private static Task<Answer> RegisterAsync(Api api, string schemaRef, string schema, string status = "draft") =>
        api.PostAsync("/v1/schemas", $$"""{"ref":"{{schemaRef}}","schema":{{schema}},"status":"{{status}}"}""");

    private static Task<Answer> ByNameAsync(Api api, string name, string schema) =>
        api.PostAsync("/v1/schemas", $$"""{"name":"{{name}}","schema":{{schema}},"status":"active"}""");
}
