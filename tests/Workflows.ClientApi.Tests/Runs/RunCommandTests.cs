using System.Net;
using Workflows.ClientApi.Auth;

namespace Workflows.ClientApi.Tests.Runs;

public sealed class RunCommandTests(Gateway gateway)
{
    private const string Ticket = "22222222-3333-4444-8555-777777777777";

    [Fact]
    public async Task WaitingRun_IsExplained_Resumed_AndAudited()
    {
        var api = await gateway.NewTenantAsync();
        var id = await StartWaitingAsync(api);

        var why = (await api.GetAsync($"/v1/runs/{id}/why")).Ok();
        var reason = why["reasons"][0];
        (why["status"].GetString(), reason["kind"].GetString(), reason["eventType"].GetString(), reason["key"].GetString())
            .ShouldBe(("WAITING", "event", "TICKET_CLOSED", Ticket));
        reason["until"].GetString().ShouldNotBeNullOrEmpty();
        reason["releasedBy"].ToString().ShouldContain($"/v1/runs/{id}/resume");

        var resumed = (await api.PostAsync($"/v1/runs/{id}/resume", """{"reason":"closed by phone","wait":1,"payload":{"by":"phone"}}""")).Ok();
        resumed["status"].GetString().ShouldBe("SUCCEEDED");
        (await api.GetAsync($"/v1/runs/{id}")).Ok()["envelope"]["vars"]["event"]["by"].GetString().ShouldBe("phone");
        var audit = (await api.GetAsync($"/v1/runs/{id}/audit")).Ok();
        audit.Items("operation").ShouldBe(["run.resume"]);
        audit["items"][0]["details"]["reason"].GetString().ShouldBe("closed by phone");
        (await api.PostAsync($"/v1/runs/{id}/cancel", """{"reason":"too late"}""")).Problem(409, "RUN_HAS_ENDED");
        (await api.PostAsync($"/v1/runs/{id}/retry", """{"reason":"too late"}""")).Problem(409, "RUN_NOT_FAILED");
        (await api.PostAsync($"/v1/runs/{id}/requeue", """{"reason":"too late"}""")).Problem(409, "RUN_NOT_REQUEUABLE");
    }

    [Fact]
    public async Task Replay_IsLinkedBothWays()
    {
        var api = await gateway.NewTenantAsync();
        var id = await StartWaitingAsync(api);

        var replay = (await api.PostAsync($"/v1/runs/{id}/replay", """{"reason":"once more","version":"latest"}""")).Ok(HttpStatusCode.Created);

        replay["origin"].GetString().ShouldBe("replay");
        (await api.GetAsync(replay.Location!)).Ok()["replayOf"].GetString().ShouldBe(id);
        (await api.GetAsync($"/v1/runs/{id}")).Ok()["replays"][0].GetString().ShouldBe(replay["id"].GetString());
    }

    [Theory]
    [InlineData("cancel", """{"reason":"no"}""", "REASON_NEEDED", "/reason")]
    [InlineData("cancel", "{}", "REASON_NEEDED", "/reason")]
    [InlineData("cancel", """{"reason":"because","force":true}""", "UNKNOWN_KEY", "/force")]
    [InlineData("resume", """{"reason":"because","wait":true}""", "WRONG_TYPE", "/wait")]
    [InlineData("replay", """{"reason":"because","version":"newest"}""", "WRONG_TYPE", "/version")]
    [InlineData("replay", """{"reason":"because","vars":[1]}""", "WRONG_TYPE", "/vars")]
    [InlineData("replay", """{"reason":"because","step":"wiat"}""", "UNKNOWN_STEP", "/step")]
    public async Task BadCommand_IsRefused_AndChangesNothing(string command, string body, string code, string pointer)
    {
        var api = await gateway.NewTenantAsync();
        var id = await StartWaitingAsync(api);

        (await api.PostAsync($"/v1/runs/{id}/{command}", body)).Problem(400, code, pointer);

        (await api.GetAsync($"/v1/runs/{id}")).Ok()["run"]["status"].GetString().ShouldBe("WAITING");
        (await api.GetAsync("/v1/runs")).Ok()["items"].Count.ShouldBe(1);
    }

    [Fact]
    public async Task Viewer_MayLook_ButNotCommand_AndSeesNoInvocations()
    {
        var tenant = await gateway.TenantAsync();
        var admin = gateway.With(await gateway.NewKeyAsync(tenant, Roles.Admin));
        var viewer = gateway.With(await gateway.NewKeyAsync(tenant, "viewer"));
        await admin.PublishWorkflowAsync("logs", """
            {"name":"Logs","steps":[{"id":"log","type":"action.call","config":{"actionId":"log.write","version":1,
              "inputMapping":{"level":"warn","message":"the inside"}}}]}
            """);
        var run = (await admin.PostAsync("/v1/workflows/logs/runs", "{}")).Ok(HttpStatusCode.Created)["id"].GetString();

        foreach (var view in new[] { "", "/steps/log", "/export" })
        {
            (await admin.GetAsync($"/v1/runs/{run}{view}")).Ok().Text.ShouldContain("the inside");
            var seen = (await viewer.GetAsync($"/v1/runs/{run}{view}")).Ok().Text;
            seen.ShouldNotContain("the inside");
            seen.ShouldContain("""{"redacted":true}""");
        }

        (await viewer.PostAsync($"/v1/runs/{run}/cancel", """{"reason":"because"}""")).Problem(403, "FORBIDDEN");
        (await viewer.GetAsync($"/v1/runs/{run}/audit")).Problem(403, "FORBIDDEN");
        (await viewer.GetAsync("/v1/runs/dead-letter")).Problem(403, "FORBIDDEN");
    }

    [Fact]
    public async Task FailedRun_ShowsItsStepWithTheNextStep_AndIsRetried()
    {
        var api = await gateway.NewTenantAsync();
        await api.PublishWorkflowAsync("fails", """
            {"name":"Fails","steps":[
              {"id":"call","type":"action.call","config":{"actionId":"http.request","version":1,"inputMapping":{"method":"GET","url":"http://127.0.0.1:1/"}}}]}
            """);
        var id = (await api.PostAsync("/v1/workflows/fails/runs", "{}")).Ok(HttpStatusCode.Created)["id"].GetString();
        await FailedAsync(api, id);

        var step = (await api.GetAsync($"/v1/runs/{id}/steps/call")).Ok();
        step["step"]["status"].GetString().ShouldBe("failed");
        step["error"]["code"].GetString().ShouldNotBeNullOrEmpty();
        step["nextStep"].GetString().ShouldNotBeNullOrEmpty();
        (await api.GetAsync($"/v1/runs/{id}/timeline")).Ok().Items("kind").ShouldBe(["attempt"]);
        (await api.GetAsync($"/v1/runs/{id}/logs?level=error")).Ok()["items"].Count.ShouldBe(1);
        (await api.GetAsync($"/v1/runs/{id}/steps/none")).Problem(404, "UNKNOWN_RUN_STEP");
        (await api.GetAsync("/v1/runs/dead-letter?minAttempts=1")).Ok()["items"][0]["failedSteps"][0].GetString().ShouldBe("call");
        (await api.GetAsync("/v1/runs/dead-letter?minAttempts=2")).Ok()["items"].Count.ShouldBe(0);
        (await api.GetAsync("/v1/runs/summary")).Ok()["byStatus"]["FAILED"].GetDouble().ShouldBe(1);

        (await api.PostAsync($"/v1/runs/{id}/retry", """{"reason":"once more"}""")).Ok()["status"].GetString().ShouldBe("RUNNING");
        await FailedAsync(api, id);
        (await api.GetAsync($"/v1/runs/{id}/timeline")).Ok().Items("kind").ShouldBe(["attempt", "operator", "attempt"]);
        (await api.GetAsync("/v1/runs/summary")).Ok()["byStatus"]["FAILED"].GetDouble().ShouldBe(1);
    }

    [Fact]
    public async Task List_FindsByOriginErrorAndSearch()
    {
        var api = await gateway.NewTenantAsync();
        var id = await StartWaitingAsync(api);
        await api.PublishWorkflowAsync("keyless", """
            {"name":"Keyless","steps":[{"id":"wait","type":"event.wait","config":{"eventName":"TICKET_CLOSED","correlationKey":{"$expr":"payload.ticketId"}}}]}
            """);
        (await api.PostAsync("/v1/workflows/keyless/runs", """{"correlationId":"needle-7"}""")).Ok(HttpStatusCode.Created);

        await api.PublishWorkflowAsync("tagged", """
            {"name":"Tagged","steps":[{"id":"tag","type":"transform.assign","config":{"assign":{"meta.tags":["gold","gone"]}}},
              {"id":"nap","type":"time.wait","config":{"durationMs":3600000}},
              {"id":"untag","type":"transform.assign","config":{"assign":{"meta.tags":["gold"]}}}]}
            """);
        var tagged = (await api.PostAsync("/v1/workflows/tagged/runs", "{}")).Ok(HttpStatusCode.Created)["id"].GetString();
        (await api.GetAsync("/v1/runs?tag=gone")).Ok().Items("id").ShouldBe([tagged]);
        (await api.PostAsync($"/v1/runs/{tagged}/resume", """{"reason":"wake up"}""")).Ok();
        (await api.GetAsync("/v1/runs?tag=gone")).Ok()["items"].Count.ShouldBe(0);
        (await api.GetAsync("/v1/runs?tag=gold")).Ok().Items("id").ShouldBe([tagged]);

        (await api.GetAsync("/v1/runs?origin=event")).Ok().Items("id").ShouldBe([id]);
        (await api.GetAsync("/v1/runs?errorCode=CORRELATION_KEY_MISSING")).Ok().Items("correlationId").ShouldBe(["needle-7"]);
        (await api.GetAsync("/v1/runs?search=needle")).Ok()["items"].Count.ShouldBe(1);
        (await api.GetAsync("/v1/runs?search=CORRELATION_KEY")).Ok()["items"].Count.ShouldBe(1);
        (await api.GetAsync("/v1/runs?search=a text is needed")).Ok()["items"].Count.ShouldBe(1);
        (await api.GetAsync($"/v1/runs?search={Ticket[..13]}")).Ok().Items("id").ShouldBe([id]);
        (await api.GetAsync($"/v1/runs?search={id}")).Ok().Items("id").ShouldBe([id]);
        (await api.GetAsync("/v1/runs?search=nothing-like-it")).Ok()["items"].Count.ShouldBe(0);
        (await api.GetAsync("/v1/runs?sort=updated:asc")).Ok()["items"].Count.ShouldBe(3);
        (await api.GetAsync("/v1/runs?sort=random")).Problem(400, "INVALID_PARAMETER");
    }

    [Fact]
    public async Task RedactionRules_MaskInDepthAndInLists_AndBadOnesAreRefused()
    {
        var api = await gateway.NewTenantAsync();
        await api.PublishWorkflowAsync("copy", """
            {"name":"Copy","steps":[{"id":"copy","type":"transform.assign","config":{"assign":{"vars.first":{"$expr":"payload.people[0].ssn"}}}}]}
            """);
        (await api.PutAsync("/v1/settings/redaction", """{"redactionPointers":["/payload/people/*/ssn"],"redactionKeyPatterns":["^iban$"]}""")).Ok();

        var run = (await api.PostAsync("/v1/workflows/copy/runs", """
            {"payload":{"people":[{"name":"A","ssn":"111-22-3333"},{"name":"B","ssn":"444-55-6666"}],"deep":{"iban":"DE00"}}}
            """)).Ok(HttpStatusCode.Created)["id"].GetString();

        var shown = (await api.GetAsync($"/v1/runs/{run}/export")).Ok();
        shown.Text.ShouldNotContain("111-22-3333");
        shown.Text.ShouldNotContain("444-55-6666");
        shown.Text.ShouldNotContain("DE00");
        shown.Text.ShouldContain("\"name\":\"A\"");
        (await api.PutAsync("/v1/settings/redaction", """{"redactionPointers":["payload"]}""")).Problem(400, "INVALID_REDACTION", "/redactionPointers/0");
        (await api.PutAsync("/v1/settings/redaction", """{"redactionKeyPatterns":["ok","("]}""")).Problem(400, "INVALID_REDACTION", "/redactionKeyPatterns/1");
        (await api.GetAsync("/v1/settings/redaction")).Ok()["redactionKeyPatterns"].Count.ShouldBe(1);
    }

    private static async Task<string> StartWaitingAsync(Api api)
    {
        await api.PublishWorkflowAsync("waits", TestEvents.WaitingDefinition("TICKET_CREATED", "TICKET_CLOSED"));
        var started = (await api.PostAsync("/v1/events?wait=processed", TestEvents.Ticket("TICKET_CREATED", ticket: Ticket))).Ok();
        return started["deliveries"][0]["runId"].GetString();
    }

    private static async Task FailedAsync(Api api, string id)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while ((await api.GetAsync($"/v1/runs/{id}")).Ok()["run"]["status"].GetString() != "FAILED") limit.Token.ThrowIfCancellationRequested();
    }
}
