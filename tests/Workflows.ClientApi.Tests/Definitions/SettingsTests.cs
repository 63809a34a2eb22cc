using System.Net;
using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Tenancy;
using Workflows.ClientApi.Auth;
using Workflows.Hosting.Definitions;

namespace Workflows.ClientApi.Tests.Definitions;

/// <summary>Pause, limits and visibility through the API, and who may change what.</summary>
public sealed class SettingsTests(Gateway gateway)
{
    private const string Reason = """{"reason":"maintenance"}""";

    [Fact]
    public async Task PauseAndResume_AreShown_AndLeaveAuditRowsWithTheReason()
    {
        var api = await gateway.NewTenantAsync();
        await api.PublishWorkflowAsync("greet", TestEvents.Definition("TICKET_CREATED"));

        var paused = (await api.PostAsync("/v1/workflows/greet/pause", Reason)).Ok();
        var delivery = (await api.PostAsync("/v1/events?wait=processed", TestEvents.Ticket("TICKET_CREATED"))).Ok()["deliveries"][0];
        var resumed = (await api.PostAsync("/v1/workflows/greet/resume", """{"reason":"it is over"}""")).Ok();

        paused["paused"].GetBoolean().ShouldBeTrue();
        paused["settings"]["pauseReason"].GetString().ShouldBe("maintenance");
        delivery["outcome"].GetString().ShouldBe("held");
        delivery["reason"].GetString().ShouldBe("WORKFLOW_PAUSED");
        resumed["paused"].GetBoolean().ShouldBeFalse();
        var audit = (await api.GetAsync("/v1/audit?subject=workflow:greet")).Ok();
        audit.Items("operation").Take(2).ShouldBe(["workflow.resume", "workflow.pause"]);
        audit["items"][0]["details"]["reason"].GetString().ShouldBe("it is over");
    }

    [Fact]
    public async Task Settings_ThatAreLeftOut_Stay()
    {
        var api = await gateway.NewTenantAsync();
        await api.PublishWorkflowAsync("greet", TestEvents.Definition("TICKET_CREATED"));

        (await PatchAsync(api, """{"concurrencyLimit":7,"pauseMode":"skip","tags":["a"]}""")).Ok();
        var settings = (await PatchAsync(api, """{"visible":false}""")).Ok()["settings"];

        settings["concurrencyLimit"].GetDouble().ShouldBe(7);
        settings["pauseMode"].GetString().ShouldBe("skip");
        settings["visible"].GetBoolean().ShouldBeFalse();
        (await PatchAsync(api, """{"concurrencyLimit":null}""")).Ok()["settings"]["concurrencyLimit"].IsMissing.ShouldBeTrue();
    }

    [Theory]
    [InlineData("""{"concurrencyLimit":0}""", "/concurrencyLimit")]
    [InlineData("""{"concurrencyLimit":100001}""", "/concurrencyLimit")]
    [InlineData("""{"failureRateThreshold":1.5}""", "/failureRateThreshold")]
    [InlineData("""{"failureRateMinRuns":1001}""", "/failureRateMinRuns")]
    [InlineData("""{"tags":[""]}""", "/tags")]
    [InlineData("""{"pauseMode":"stop"}""", "/pauseMode")]
    [InlineData("""{"pause":true}""", "/pause")]
    public async Task WrongSetting_IsRefused_AndChangesNothing(string body, string pointer)
    {
        var api = await gateway.NewTenantAsync();
        await api.PublishWorkflowAsync("greet", TestEvents.Definition("TICKET_CREATED"));
        var before = (await api.GetAsync("/v1/workflows/greet")).Ok().Text;

        var answer = await PatchAsync(api, body);

        answer.Status.ShouldBe(HttpStatusCode.BadRequest, answer.Text);
        answer["pointer"].GetString().ShouldBe(pointer);
        (await api.GetAsync("/v1/workflows/greet")).Ok().Text.ShouldBe(before);
    }

    [Theory]
    [InlineData("/pause")]
    [InlineData("/resume")]
    public async Task Command_WithoutAReason_IsRefused(string command)
    {
        var api = await gateway.NewTenantAsync();
        await api.PublishWorkflowAsync("greet", TestEvents.Definition("TICKET_CREATED"));

        (await api.PostAsync($"/v1/workflows/greet{command}", "{}")).Problem(400, "MISSING_KEY", "/reason");
    }

    [Fact]
    public async Task Change_OnAStaleRevision_IsRefused()
    {
        var api = await gateway.NewTenantAsync();
        await api.PublishWorkflowAsync("greet", TestEvents.Definition("TICKET_CREATED"));
        var stale = (await api.GetAsync("/v1/workflows/greet")).Ok().ETag;
        var fresh = (await PatchAsync(api, """{"tags":["a"]}""", stale)).Ok().ETag;

        (await PatchAsync(api, """{"tags":["b"]}""", stale)).Problem(412, "STALE_REVISION");
        (await api.PostAsync("/v1/workflows/greet/pause", Reason, ifMatch: stale)).Problem(412, "STALE_REVISION");
        (await api.PostAsync("/v1/workflows/greet/resume", Reason, ifMatch: stale)).Problem(412, "STALE_REVISION");
        (await api.PostAsync("/v1/workflows/greet/pause", Reason, ifMatch: fresh)).Ok();
    }

    [Fact]
    public async Task ManualStart_AtTheLimit_IsRefused_OrHeldWhenAskedFor()
    {
        var api = await gateway.NewTenantAsync();
        await api.PublishWorkflowAsync("waits", TestEvents.WaitingDefinition("TICKET_CREATED", "TICKET_CLOSED"));
        (await api.SendAsync(HttpMethod.Patch, "/v1/workflows/waits/settings", """{"concurrencyLimit":1}""")).Ok();
        (await StartAsync(api)).Status.ShouldBe(HttpStatusCode.Created);

        (await StartAsync(api)).Problem(429, "CONCURRENCY_LIMIT_REACHED");
        var held = (await StartAsync(api, ""","whenFull":"hold" """)).Ok(HttpStatusCode.Accepted);

        held["reason"].GetString().ShouldBe("CONCURRENCY_LIMIT");
        (await api.GetAsync("/v1/deliveries?status=held")).Ok().Items("id").ShouldBe([held["id"].GetString()]);
    }

    [Theory]
    [InlineData("viewer", 403, 403, 403)]
    [InlineData("operator", 200, 403, 403)]
    [InlineData("editor", 200, 200, 403)]
    [InlineData("publisher", 200, 200, 200)]
    public async Task Roles_DecideWhoMayPauseChangeAndPublish(string role, int pause, int settings, int publish)
    {
        var tenant = await gateway.TenantAsync();
        await gateway.With(await gateway.NewKeyAsync(tenant, Roles.Admin)).PublishWorkflowAsync("greet", TestEvents.Definition("TICKET_CREATED"));
        var api = gateway.With(await gateway.NewKeyAsync(tenant, role));

        ((int)(await api.PostAsync("/v1/workflows/greet/pause", Reason)).Status).ShouldBe(pause);
        ((int)(await api.PostAsync("/v1/workflows/greet/resume", Reason)).Status).ShouldBe(pause);
        ((int)(await PatchAsync(api, """{"tags":["a"]}""")).Status).ShouldBe(settings);
        ((int)(await api.PostAsync("/v1/workflows/greet/publish")).Status).ShouldBe(publish);
    }

    [Fact]
    public async Task SystemWorkflow_IsChangedByAdminsOnly()
    {
        var tenant = await gateway.TenantAsync();
        var admin = gateway.With(await gateway.NewKeyAsync(tenant, Roles.Admin));
        var publisher = gateway.With(await gateway.NewKeyAsync(tenant, "publisher"));
        var definition = TestEvents.Definition("TICKET_CREATED");
        await admin.PublishWorkflowAsync("system", definition);
        await MakeSystemAsync(tenant, "system");

        foreach (var refused in new[]
                 {
                     await publisher.PutAsync("/v1/workflows/system/draft", definition),
                     await publisher.PostAsync("/v1/workflows/system/publish"),
                     await publisher.PostAsync("/v1/workflows/system/pause", Reason),
                     await publisher.SendAsync(HttpMethod.Patch, "/v1/workflows/system/settings", """{"visible":false}"""),
                     await publisher.DeleteAsync("/v1/workflows/system"),
                 })
            refused.Problem(403, "SYSTEM_WORKFLOW");

        (await admin.PutAsync("/v1/workflows/system/draft", definition)).Ok();
        (await admin.PostAsync("/v1/workflows/system/publish")).Ok();
        (await admin.DeleteAsync("/v1/workflows/system")).Ok(HttpStatusCode.NoContent);
    }

    private static Task<Answer> PatchAsync(Api api, string body, string? ifMatch = null) =>
        api.SendAsync(HttpMethod.Patch, "/v1/workflows/greet/settings", body, ifMatch: ifMatch);

    private static Task<Answer> StartAsync(Api api, string more = "") => api.PostAsync(
        "/v1/workflows/waits/runs", $$"""
        {"payload":{"tenantId":"t","occurredAt":"2026-01-14T09:12:03Z","ticketId":"bdf67258-aab9-4be9-8c83-05131cf5ed69"}{{more}} }
        """);

    private async Task MakeSystemAsync(TenantId tenant, string key)
    {
        var workflow = (await gateway.Store.Workflows.GetAsync(tenant, key, default)).ShouldNotBeNull();
        var changed = workflow with
        {
            Revision = workflow.Revision + 1, Settings = (WorkflowSettings.Read(workflow.Settings) with { System = true }).Write(),
        };
        var audit = new AuditRecord(Guid.CreateVersion7(), tenant, "tests", "workflow.update", $"workflow:{key}", "{}"u8.ToArray());
        (await gateway.Store.Workflows.UpdateAsync(changed, null, audit, default)).ShouldBeTrue();
    }
}
