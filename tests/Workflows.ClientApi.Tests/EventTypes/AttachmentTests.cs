using System.Net;
using Workflows.Abstractions.Catalog;
using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Json;
using Workflows.Abstractions.Tenancy;
using Workflows.ClientApi.Auth;

namespace Workflows.ClientApi.Tests.EventTypes;

public sealed class AttachmentTests(Gateway gateway)
{
    [Fact]
    [Trait("Item", "EC-052")]
    [Trait("Item", "EC-053")]
    [Trait("Item", "EC-054")]
    public async Task Attach_MakesADraft_WithTriggerContractAndSource()
    {
        var api = await gateway.NewTenantAsync();

        var made = (await api.PostAsync("/v1/event-types/TICKET_CREATED/attach", """{"key":"greet","name":"Greeting"}""")).Ok(HttpStatusCode.Created);

        made.Location.ShouldBe("/v1/workflows/greet");
        var draft = (await api.GetAsync("/v1/workflows/greet")).Ok()["draft"];
        draft["name"].GetString().ShouldBe("Greeting");
        draft["payloadSchemaRef"].GetString().ShouldBe("payload.TicketCreated.v1");
        draft["trigger"]["eventName"].GetString().ShouldBe("TICKET_CREATED");
        draft["trigger"]["sourcePayloadSchemaRef"].GetString().ShouldBe("payload.TicketCreated.v1");
        (await api.GetAsync("/v1/audit?subject=workflow:greet")).Ok()["items"][0]["operation"].GetString().ShouldBe("workflow.attach");
        (await api.PostAsync("/v1/workflows/greet/publish")).Ok();
    }

    [Fact]
    public async Task Attach_ToATypeWithoutSchema_IsRefused_OrLeavesTheChoiceOpen()
    {
        var tenant = await gateway.TenantAsync();
        var api = gateway.With(await gateway.NewKeyAsync(tenant, Roles.Admin));
        await AddTypeWithoutSchemaAsync(tenant, "LOCAL_THING_HAPPENED");
        const string Address = "/v1/event-types/LOCAL_THING_HAPPENED/attach";

        (await api.PostAsync(Address, """{"key":"local","name":"Local"}""")).Problem(409, "EVENT_TYPE_WITHOUT_SCHEMA");
        (await api.GetAsync("/v1/workflows/local")).Problem(404, "UNKNOWN_WORKFLOW");

        (await api.PostAsync(Address, """{"key":"local","name":"Local","allowPlaceholder":true}""")).Ok(HttpStatusCode.Created)
            ["findings"].Count.ShouldBeGreaterThan(0);
        (await api.PostAsync("/v1/workflows/local/publish")).Problem(422, "DEFINITION_INVALID");
    }

    [Fact]
    public async Task Attach_WithAWrongBody_IsRefused()
    {
        var api = await gateway.NewTenantAsync();
        const string Address = "/v1/event-types/TICKET_CREATED/attach";
        (await api.PostAsync(Address, """{"key":"taken","name":"Taken"}""")).Ok(HttpStatusCode.Created);

        (await api.PostAsync(Address, """{"key":"taken","name":"Again"}""")).Problem(409, "WORKFLOW_KEY_CONFLICT", "/key");
        (await api.PostAsync(Address, """{"key":"No Key","name":"x"}""")).Problem(400, "INVALID_WORKFLOW_KEY", "/key");
        (await api.PostAsync(Address, """{"key":"k","name":""}""")).Problem(400, "WRONG_TYPE", "/name");
        (await api.PostAsync(Address, """{"key":"k","name":"n","allowPlaceholder":1}""")).Problem(400, "WRONG_TYPE", "/allowPlaceholder");
        (await api.PostAsync(Address, """{"name":"n"}""")).Problem(400, "MISSING_KEY", "/key");
    }

    [Fact]
    [Trait("Item", "EC-034")]
    [Trait("Item", "EC-035")]
    public async Task List_HasPublishedOnesAndDrafts_OfThisTenantOnly()
    {
        var api = await gateway.NewTenantAsync();
        var other = await gateway.NewTenantAsync();
        await other.PublishWorkflowAsync("theirs", TestEvents.Definition("TICKET_CREATED"));
        await api.PublishWorkflowAsync("b-published", TestEvents.Definition("TICKET_CREATED"));
        await api.PublishWorkflowAsync("a-moving", TestEvents.Definition("TICKET_CREATED"));
        (await api.PutAsync("/v1/workflows/a-moving/draft", TestEvents.Definition("TICKET_CLOSED"))).Ok();
        await api.PublishWorkflowAsync("d-elsewhere", TestEvents.Definition("TICKET_CLOSED"));
        (await api.PostAsync("/v1/event-types/TICKET_CREATED/attach", """{"key":"c-draft","name":"Draft"}""")).Ok(HttpStatusCode.Created);

        var list = (await api.GetAsync("/v1/event-types/TICKET_CREATED/workflows")).Ok();
        list.Items("key").ShouldBe(["a-moving", "b-published", "c-draft"]);
        list.Items("status").ShouldBe(["published", "published", "draft"]);
        list["items"][0]["inDraft"].ShouldBe(JsonValue.False, "the next publication takes it off");
        list["items"][1]["version"].GetDouble().ShouldBe(1);

        var first = (await api.GetAsync("/v1/event-types/TICKET_CREATED/workflows?limit=2")).Ok();
        first.Items("key").ShouldBe(["a-moving", "b-published"]);
        (await api.GetAsync($"/v1/event-types/TICKET_CREATED/workflows?limit=2&cursor={first["nextCursor"].GetString()}")).Ok()
            .Items("key").ShouldBe(["c-draft"]);
    }

    [Fact]
    [Trait("Item", "EC-057")]
    [Trait("Item", "EC-070")]
    public async Task Detach_PublishesAVersionWithoutTrigger_ThatStillRunsByHand()
    {
        var api = await gateway.NewTenantAsync();
        (await api.PostAsync("/v1/event-types/TICKET_CREATED/attach", """{"key":"seen","name":"Seen"}""")).Ok(HttpStatusCode.Created);
        (await api.PostAsync("/v1/workflows/seen/publish")).Ok();
        (await api.PutAsync("/v1/workflows/seen/draft", """
            {"name":"Half done","payloadSchemaRef":"payload.TicketCreated.v1","trigger":{"type":"event","eventName":"TICKET_CREATED"},
             "steps":[{"id":"new","type":"state.set","config":{"state":"NEW"}}]}
            """)).Ok();

        var answer = (await api.PostAsync("/v1/event-types/TICKET_CREATED/detach", """{"workflow":"seen","reason":"not needed"}""")).Ok();

        answer["version"].GetDouble().ShouldBe(2);
        var version = (await api.GetAsync("/v1/workflows/seen/versions/2")).Ok()["definition"];
        version["trigger"].IsMissing.ShouldBeTrue();
        version["name"].GetString().ShouldBe("Seen", "what is half done in the draft is not published");
        version["payloadSchemaRef"].GetString().ShouldBe("payload.TicketCreated.v1");
        var draft = (await api.GetAsync("/v1/workflows/seen")).Ok()["draft"];
        draft["trigger"].IsMissing.ShouldBeTrue("the next publication would bring it back unseen");
        draft["name"].GetString().ShouldBe("Half done");

        (await api.PostAsync("/v1/event-types/TICKET_CREATED/simulate", """{"sample":{}}""")).Ok()["deliveries"].Count.ShouldBe(0);
        (await api.GetAsync("/v1/event-types/TICKET_CREATED/workflows")).Ok()["items"].Count.ShouldBe(0);
        var row = (await api.GetAsync("/v1/audit?subject=workflow:seen")).Ok()["items"][0];
        (row["operation"].GetString(), row["details"]["reason"].GetString()).ShouldBe(("workflow.detach", "not needed"));
        (await api.PostAsync("/v1/workflows/seen/publish")).Ok();
    }

    [Fact]
    public async Task Detach_OfAWorkflowThatIsNotAttached_IsAConflict_AndChangesNothing()
    {
        var api = await gateway.NewTenantAsync();
        await api.PublishWorkflowAsync("closed", TestEvents.Definition("TICKET_CLOSED"));
        (await api.PostAsync("/v1/event-types/TICKET_CREATED/attach", """{"key":"draft","name":"Draft"}""")).Ok(HttpStatusCode.Created);
        var before = (await api.GetAsync("/v1/workflows/closed")).Ok().Text;
        const string Address = "/v1/event-types/TICKET_CREATED/detach";

        (await api.PostAsync(Address, """{"workflow":"closed"}""")).Problem(409, "WORKFLOW_NOT_ATTACHED", "/workflow");
        (await api.PostAsync(Address, """{"workflow":"draft"}""")).Problem(409, "WORKFLOW_NOT_ATTACHED", "/workflow");
        (await api.PostAsync(Address, """{"workflow":"close"}""")).Problem(404, "UNKNOWN_WORKFLOW", "/workflow");
        (await api.PostAsync(Address, "{}")).Problem(400, "MISSING_KEY", "/workflow");

        (await api.GetAsync("/v1/workflows/closed")).Ok().Text.ShouldBe(before);
        (await api.PostAsync("/v1/event-types/TICKET_CLOSED/detach", """{"workflow":"closed"}""")).Ok();
        (await api.PostAsync("/v1/event-types/TICKET_CLOSED/detach", """{"workflow":"closed"}"""))
            .Problem(409, "WORKFLOW_NOT_ATTACHED", "/workflow");
    }

    [Fact]
    [Trait("Item", "EC-058")]
    [Trait("Item", "EC-072")]
    public async Task Detach_TakesThePermissionToPublish_AndOfASystemWorkflowThatOfAnAdmin()
    {
        var tenant = await gateway.TenantAsync();
        var admin = gateway.With(await gateway.NewKeyAsync(tenant, Roles.Admin));
        await admin.PublishWorkflowAsync("guarded", TestEvents.Definition("TICKET_CREATED"));
        await MakeSystemAsync(tenant, "guarded");
        const string Address = "/v1/event-types/TICKET_CREATED/detach";

        foreach (var role in new[] { "viewer", "editor" })
            (await gateway.With(await gateway.NewKeyAsync(tenant, role)).PostAsync(Address, """{"workflow":"guarded"}"""))
                .Problem(403, "FORBIDDEN");
        var publisher = gateway.With(await gateway.NewKeyAsync(tenant, "publisher"));
        (await publisher.PostAsync(Address, """{"workflow":"guarded"}""")).Problem(403, "FORBIDDEN", "/workflow");
        (await admin.PostAsync(Address, """{"workflow":"guarded"}""")).Ok();
        (await gateway.With(await gateway.NewKeyAsync(tenant, "viewer")).PostAsync(
            "/v1/event-types/TICKET_CREATED/attach", """{"key":"k","name":"n"}""")).Problem(403, "FORBIDDEN");
    }

    private async Task AddTypeWithoutSchemaAsync(TenantId tenant, string type)
    {
        var now = TimeProvider.System.GetUtcNow();
        await gateway.Store.Catalog.CreateAsync(
            new CatalogEntryRecord
            {
                Tenant = tenant,
                TypeId = await gateway.Store.Catalog.GetOrAddTypeAsync(type, default),
                EventType = type,
                Name = type,
                Category = "Tests",
                Status = "active",
                CreatedAt = now,
                UpdatedAt = now,
            },
            Row(tenant), default);
    }

    private async Task MakeSystemAsync(TenantId tenant, string key)
    {
        var workflow = (await gateway.Store.Workflows.GetAsync(tenant, key, default)).ShouldNotBeNull();
        (await gateway.Store.Workflows.UpdateAsync(
            workflow with { Settings = """{"system":true}"""u8.ToArray(), Revision = workflow.Revision + 1 }, null, Row(tenant), default))
            .ShouldBeTrue();
    }

    private AuditRecord Row(TenantId tenant) =>
        new(new IdSource(TimeProvider.System).Next(), tenant, "test", "test", "test", "{}"u8.ToArray());
}
