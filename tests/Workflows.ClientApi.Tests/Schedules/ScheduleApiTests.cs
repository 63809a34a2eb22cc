using System.Net;

namespace Workflows.ClientApi.Tests.Schedules;

public sealed class ScheduleApiTests(Gateway gateway)
{
    [Fact]
    [Trait("Item", "ES-001"), Trait("Item", "ES-007"), Trait("Item", "ES-031"), Trait("Item", "ES-032"), Trait("Item", "ES-033"), Trait("Item", "ES-034")]
    public async Task Schedules_AreMade_Listed_Changed_AndDeleted()
    {
        var api = await NewAsync("report", "invoice");

        var first = (await CreateAsync(api, """{"workflow":"report","name":"Every morning","cron":"30 8 * * 1-5","timezone":"Europe/Berlin","payload":{"n":1}}"""))
            .Ok(HttpStatusCode.Created);
        var second = (await CreateAsync(api, """{"workflow":"invoice","name":"New year","runAt":"2099-01-01T00:00:00Z","catchUp":"skip"}"""))
            .Ok(HttpStatusCode.Created);

        (first["status"].GetString(), first["type"].GetString(), first["catchUp"].GetString()).ShouldBe(("active", "recurring", "fire-once"));
        first["payload"]["n"].GetDouble().ShouldBe(1);
        second["nextAt"].GetString().ShouldStartWith("2099-01-01T00:00:00");
        (await api.GetAsync("/v1/schedules")).Ok().Items("name").ShouldBe(["New year", "Every morning"]);
        (await api.GetAsync("/v1/schedules?workflow=report")).Ok().Items("name").ShouldBe(["Every morning"]);
        (await api.GetAsync("/v1/schedules?workflow=nothing")).Ok().Items("name").ShouldBeEmpty();
        (await api.GetAsync("/v1/schedules?type=once")).Ok().Items("name").ShouldBe(["New year"]);
        (await api.GetAsync("/v1/schedules?search=MORN")).Ok().Items("name").ShouldBe(["Every morning"]);
        (await api.GetAsync("/v1/schedules?status=paused")).Ok().Items("name").ShouldBeEmpty();
        var page = (await api.GetAsync("/v1/schedules?limit=1")).Ok();
        (await api.GetAsync($"/v1/schedules?limit=1&cursor={page["nextCursor"].GetString()}")).Ok().Items("name").ShouldBe(["Every morning"]);

        var id = first["id"].GetString();
        var changed = (await api.PutAsync($"/v1/schedules/{id}", """{"name":"Noon","cron":"0 12 * * *"}""", first.ETag)).Ok();
        (changed["name"].GetString(), changed["timezone"].GetString(), changed["payload"].IsMissing).ShouldBe(("Noon", "UTC", true));
        (await api.PutAsync($"/v1/schedules/{id}", """{"name":"Late","cron":"0 12 * * *"}""", first.ETag)).Problem(412, "STALE_SCHEDULE");
        (await api.PostAsync($"/v1/schedules/{id}/pause")).Ok()["nextAt"].IsMissing.ShouldBeTrue();
        (await api.PutAsync($"/v1/schedules/{id}", """{"name":"Paused","cron":"0 13 * * *"}""")).Ok()["status"].GetString().ShouldBe("paused");
        (await api.PostAsync($"/v1/schedules/{id}/resume")).Ok()["status"].GetString().ShouldBe("active");
        (await api.DeleteAsync($"/v1/schedules/{id}")).Ok(HttpStatusCode.NoContent);
        (await api.GetAsync($"/v1/schedules/{id}")).Problem(404, "UNKNOWN_SCHEDULE");
        (await api.GetAsync($"/v1/audit?subject=schedule:{id}")).Ok().Items("operation").ShouldBe(
            ["schedule.delete", "schedule.resume", "schedule.update", "schedule.pause", "schedule.update", "schedule.create"]);
    }

    [Fact]
    public async Task NextTimes_AreThoseOfTheZone()
    {
        var api = await NewAsync("report");
        var schedule = (await CreateAsync(api, """{"workflow":"report","name":"n","cron":"0 12 * * *","timezone":"Asia/Tokyo"}""")).Ok(HttpStatusCode.Created);

        var next = (await api.GetAsync($"/v1/schedules/{schedule["id"].GetString()}/next?count=3")).Ok();
        next["items"].Count.ShouldBe(3);
        next["items"][0]["local"].GetString().ShouldEndWith("T12:00:00+09:00");
        (await api.GetAsync($"/v1/schedules/{schedule["id"].GetString()}/next?count=51")).Problem(400, "INVALID_PARAMETER");
        (await api.PostAsync("/v1/schedules/preview", """{"cron":"0 0 * * *"}""")).Ok()["items"].Count.ShouldBe(5);
        (await api.PostAsync("/v1/schedules/preview", """{"cron":"0 0 30 2 *"}""")).Problem(400, "NEVER_DUE", "/cron");
        (await api.PostAsync("/v1/schedules/preview", """{"cron":"x"}""")).Problem(400, "INVALID_CRON", "/cron");
    }

    [Theory]
    [InlineData("""{"workflow":"report","cron":"0 12 * * *"}""", 400, "MISSING_KEY", "/name")]
    [InlineData("""{"workflow":"report","name":"","cron":"0 12 * * *"}""", 400, "INVALID_SCHEDULE_NAME", "/name")]
    [InlineData("""{"workflow":"report","name":"n"}""", 400, "SCHEDULE_TIME_REQUIRED", null)]
    [InlineData("""{"workflow":"report","name":"n","cron":"0 12 * * *","runAt":"2099-01-01T00:00:00Z"}""", 400, "SCHEDULE_TIME_REQUIRED", null)]
    [InlineData("""{"workflow":"report","name":"n","runAt":"2020-01-01T00:00:00Z"}""", 400, "RUN_AT_IN_THE_PAST", "/runAt")]
    [InlineData("""{"workflow":"report","name":"n","runAt":"tomorrow"}""", 400, "WRONG_TYPE", "/runAt")]
    [InlineData("""{"workflow":"report","name":"n","cron":"0 0 12 * * *"}""", 400, "INVALID_CRON", "/cron")]
    [InlineData("""{"workflow":"report","name":"n","cron":"0 12 * * *","timezone":"Nowhere"}""", 400, "INVALID_TIME_ZONE", "/timezone")]
    [InlineData("""{"workflow":"report","name":"n","cron":"0 12 * * *","catchUp":"maybe"}""", 400, "WRONG_TYPE", "/catchUp")]
    [InlineData("""{"workflow":"reprot","name":"n","cron":"0 12 * * *"}""", 404, "UNKNOWN_WORKFLOW", null)]
    [InlineData("""{"workflow":"draft-only","name":"n","cron":"0 12 * * *"}""", 409, "WORKFLOW_NOT_PUBLISHED", null)]
    [Trait("Item", "ES-004"), Trait("Item", "ES-016"), Trait("Item", "CT-011"), Trait("Item", "CT-012")]
    public async Task BadSchedule_IsRefused_AndLeavesNoRow(string body, int status, string code, string? pointer)
    {
        var api = await NewAsync("report");
        (await api.PostAsync("/v1/workflows", """{"key":"draft-only","definition":{"name":"d","steps":[]}}""")).Ok(HttpStatusCode.Created);

        (await CreateAsync(api, body)).Problem(status, code, pointer);

        (await api.GetAsync("/v1/schedules")).Ok()["items"].Count.ShouldBe(0);
    }

    [Fact]
    [Trait("Item", "ES-019"), Trait("Item", "ES-020"), Trait("Item", "ES-022"), Trait("Item", "ES-023"), Trait("Item", "ES-056")]
    public async Task Payload_IsHeldToTheContract_WhenMadeAndWhenPublished()
    {
        var api = await NewAsync("open");
        var good = """{"tenantId":"t","occurredAt":"2026-01-14T09:12:03Z","ticketId":"bdf67258-aab9-4be9-8c83-05131cf5ed69"}""";
        var bad = (await CreateAsync(api, """{"workflow":"open","name":"bad","cron":"0 12 * * *","payload":{"x":1}}""")).Ok(HttpStatusCode.Created);
        var fits = (await CreateAsync(api, $$"""{"workflow":"open","name":"fits","cron":"0 12 * * *","payload":{{good}}}""")).Ok(HttpStatusCode.Created);

        (await api.PutAsync("/v1/workflows/open/draft", Definition(""","payloadSchemaMode":"pinned","payloadSchemaRef":"payload.TicketCreated.v1" """))).Ok();
        (await api.PostAsync("/v1/workflows/open/publish")).Ok();

        var disabled = (await api.GetAsync($"/v1/schedules/{bad["id"].GetString()}")).Ok();
        (disabled["status"].GetString(), disabled["nextAt"].IsMissing).ShouldBe(("disabled", true));
        disabled["reason"].GetString().ShouldContain("contract");
        (await api.GetAsync($"/v1/schedules/{fits["id"].GetString()}")).Ok()["status"].GetString().ShouldBe("active");
        (await CreateAsync(api, """{"workflow":"open","name":"n","cron":"0 12 * * *","payload":{}}"""))
            .Problem(400, "SCHEDULE_PAYLOAD_INVALID", "/payload/tenantId")["issues"].Count.ShouldBe(3);
        (await api.PostAsync($"/v1/schedules/{bad["id"].GetString()}/resume")).Problem(400, "SCHEDULE_PAYLOAD_INVALID", "/payload/tenantId");

        (await api.PutAsync("/v1/workflows/open/draft", Definition(""))).Ok();
        (await api.PostAsync("/v1/workflows/open/publish")).Ok();
        (await api.GetAsync($"/v1/schedules/{bad["id"].GetString()}")).Ok()["status"].GetString().ShouldBe("active");
    }

    [Theory]
    [InlineData("viewer", 200, 403)]
    [InlineData("editor", 200, 404)]
    [Trait("Item", "ES-052"), Trait("Item", "ES-053")]
    public async Task Roles_SeeAndManageSchedules(string role, int list, int create)
    {
        var api = gateway.With(await gateway.NewKeyAsync(await gateway.TenantAsync(), role));

        ((int)(await api.GetAsync("/v1/schedules")).Status).ShouldBe(list);
        ((int)(await CreateAsync(api, """{"workflow":"none","name":"n","cron":"0 12 * * *"}""")).Status).ShouldBe(create);
    }

    private async Task<Api> NewAsync(params string[] workflows)
    {
        var api = await gateway.NewTenantAsync();
        foreach (var key in workflows)
            await api.PublishWorkflowAsync(key, Definition(""));
        return api;
    }

    private static string Definition(string more) =>
        """{"name":"Keep","steps":[{"id":"keep","type":"state.set","config":{"state":"DONE"}}]""" + more + "}";

    private static Task<Answer> CreateAsync(Api api, string body) => api.PostAsync("/v1/schedules", body);
}
