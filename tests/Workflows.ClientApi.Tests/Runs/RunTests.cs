using System.Net;

namespace Workflows.ClientApi.Tests.Runs;

public sealed class RunTests(Gateway gateway)
{
    private const string Sum = """
        {"name":"Sum","steps":[
          {"id":"sum","type":"transform.assign","config":{"assign":{"vars.sum":{"$expr":"$sum(payload.numbers)"}}}},
          {"id":"done","type":"state.set","config":{"state":"DONE"}}]}
        """;

    [Fact]
    public async Task ManualStart_AnswersTheFirstSlice_AndShowsTheTimeline()
    {
        var api = await gateway.NewTenantAsync();
        await api.PublishWorkflowAsync("sum", Sum);

        var started = (await api.PostAsync("/v1/workflows/sum/runs", """{"payload":{"numbers":[1,2,4]},"correlationId":"c-1"}"""))
            .Ok(HttpStatusCode.Created);

        started["status"].GetString().ShouldBe("SUCCEEDED");
        started["origin"].GetString().ShouldBe("manual");
        var run = (await api.GetAsync(started.Location!)).Ok();
        run["envelope"]["vars"]["sum"].GetDouble().ShouldBe(7);
        run["envelope"]["meta"]["state"].GetString().ShouldBe("DONE");
        run["steps"].Count.ShouldBe(2);
        run["run"]["correlationId"].GetString().ShouldBe("c-1");
    }

    [Fact]
    public async Task WaitingRun_TellsWhy_AndGoesOnWithTheEvent()
    {
        var api = await gateway.NewTenantAsync();
        await api.PublishWorkflowAsync("waits", TestEvents.WaitingDefinition("TICKET_CREATED", "TICKET_CLOSED"));
        var ticket = "22222222-3333-4444-8555-666666666666";
        var started = (await api.PostAsync("/v1/events?wait=processed", TestEvents.Ticket("TICKET_CREATED", ticket: ticket))).Ok();
        var id = started["deliveries"][0]["runId"].GetString();

        var waiting = (await api.GetAsync($"/v1/runs/{id}")).Ok();
        waiting["run"]["status"].GetString().ShouldBe("WAITING");
        waiting["waits"][0]["kind"].GetString().ShouldBe("event");
        waiting["waits"][0]["eventType"].GetString().ShouldBe("TICKET_CLOSED");
        waiting["waits"][0]["key"].GetString().ShouldBe(ticket);

        var resumed = (await api.PostAsync("/v1/events?wait=processed", TestEvents.Ticket("TICKET_CLOSED", correlationId: ticket, ticket: ticket))).Ok();
        resumed["deliveries"][0]["outcome"].GetString().ShouldBe("resumed");
        resumed["deliveries"][0]["runId"].GetString().ShouldBe(id);
    }

    [Fact]
    public async Task List_FiltersAndPages()
    {
        var api = await gateway.NewTenantAsync();
        await api.PublishWorkflowAsync("sum", Sum);
        await api.PublishWorkflowAsync("waits", TestEvents.WaitingDefinition("TICKET_CREATED", "TICKET_CLOSED"));
        for (var i = 0; i < 3; i++) (await api.PostAsync("/v1/workflows/sum/runs", $$"""{"correlationId":"k{{i}}"}""")).Ok(HttpStatusCode.Created);
        (await api.PostAsync("/v1/events?wait=processed", TestEvents.Ticket("TICKET_CREATED"))).Ok();

        (await api.GetAsync("/v1/runs")).Ok()["items"].Count.ShouldBe(4);
        (await api.GetAsync("/v1/runs?status=WAITING")).Ok().Items("workflow").ShouldBe(["waits"]);
        (await api.GetAsync("/v1/runs?status=waiting&status=succeeded")).Ok()["items"].Count.ShouldBe(4);
        (await api.GetAsync("/v1/runs?workflow=sum&version=1")).Ok()["items"].Count.ShouldBe(3);
        (await api.GetAsync("/v1/runs?correlationId=k1")).Ok()["items"].Count.ShouldBe(1);
        (await api.GetAsync("/v1/runs?to=2020-01-01T00:00:00Z")).Ok()["items"].Count.ShouldBe(0);

        var first = (await api.GetAsync("/v1/runs?workflow=sum&limit=2")).Ok();
        (await api.PostAsync("/v1/workflows/sum/runs", "{}")).Ok(HttpStatusCode.Created);
        var second = (await api.GetAsync($"/v1/runs?workflow=sum&limit=2&cursor={first["nextCursor"].GetString()}")).Ok();
        second.Items("correlationId").ShouldBe(["k0"]);
    }

    [Theory]
    [InlineData("/v1/runs?status=LOST", 400, "INVALID_PARAMETER")]
    [InlineData("/v1/runs?version=0", 400, "INVALID_PARAMETER")]
    [InlineData("/v1/runs?cursor=ZTphYmM", 400, "INVALID_CURSOR")]
    [InlineData("/v1/runs/not-an-id", 404, "UNKNOWN_RUN")]
    public async Task BadRequest_IsRefused(string address, int status, string code)
    {
        var api = await gateway.NewTenantAsync();

        (await api.GetAsync(address)).Problem(status, code);
    }

    [Theory]
    [InlineData("/v1/runs/00000000-0000-7000-8000-000000000000")]
    [InlineData("/v1/runs?workflow=none")]
    public async Task UnknownNames_AreNotFound(string address)
    {
        var api = await gateway.NewTenantAsync();

        var answer = await api.GetAsync(address);

        answer.Status.ShouldBe(HttpStatusCode.NotFound, answer.Text);
        answer["nextStep"].GetString().ShouldNotBeNullOrEmpty();
    }

    [Theory]
    [InlineData("""{"version":"one"}""", "WRONG_TYPE", "/version")]
    [InlineData("""{"payloads":{}}""", "UNKNOWN_KEY", "/payloads")]
    [InlineData("""{"correlationId":5}""", "WRONG_TYPE", "/correlationId")]
    [InlineData("nothing", "MALFORMED_JSON", null)]
    public async Task BadStart_IsRefused(string body, string code, string? pointer)
    {
        var api = await gateway.NewTenantAsync();
        await api.PublishWorkflowAsync("sum", Sum);

        (await api.PostAsync("/v1/workflows/sum/runs", body)).Problem(400, code, pointer);
    }

    [Fact]
    public async Task Start_WithoutAPublishedVersion_IsRefused()
    {
        var api = await gateway.NewTenantAsync();
        (await api.PostAsync("/v1/workflows", $$"""{"key":"draft","definition":{{Sum}}}""")).Ok(HttpStatusCode.Created);

        var draft = await api.PostAsync("/v1/workflows/draft/runs", "{}");
        var unknown = await api.PostAsync("/v1/workflows/none/runs", "{}");

        ((int)draft.Status).ShouldBeOneOf(404, 409);
        draft["nextStep"].GetString().ShouldNotBeNullOrEmpty();
        unknown.Status.ShouldBe(HttpStatusCode.NotFound);
    }
}
