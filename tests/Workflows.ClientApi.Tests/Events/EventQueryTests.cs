using System.Net;

namespace Workflows.ClientApi.Tests.Events;

public sealed class EventQueryTests(Gateway gateway)
{
    [Fact]
    public async Task List_IsNewestFirst_AndFilters()
    {
        var api = await gateway.NewTenantAsync();
        await PublishAsync(api, TestEvents.Ticket("TICKET_CREATED", "e1", "c1"));
        await PublishAsync(api, TestEvents.Ticket("TICKET_CLOSED", "e2", "c1"));
        await PublishAsync(api, TestEvents.Ticket("TICKET_CREATED", "e3", "c2"));

        (await api.GetAsync("/v1/events")).Ok().Items("id").ShouldBe(["e3", "e2", "e1"]);
        (await api.GetAsync("/v1/events?type=TICKET_CREATED")).Ok().Items("id").ShouldBe(["e3", "e1"]);
        (await api.GetAsync("/v1/events?correlationId=c1")).Ok().Items("id").ShouldBe(["e2", "e1"]);
        (await api.GetAsync("/v1/events?source=nobody")).Ok().Items("id").ShouldBeEmpty();
        (await api.GetAsync("/v1/events?to=2020-01-01T00:00:00Z")).Ok().Items("id").ShouldBeEmpty();
        (await api.GetAsync("/v1/events?from=2020-01-01T00:00:00Z")).Ok().Items("id").Count.ShouldBe(3);
    }

    [Fact]
    public async Task Pages_NeitherRepeatNorHide_WhileEventsArrive()
    {
        var api = await gateway.NewTenantAsync();
        for (var i = 0; i < 7; i++) await PublishAsync(api, TestEvents.Ticket("TICKET_CREATED", $"p{i}"));

        var seen = new List<string>();
        string? cursor = null;
        do
        {
            var page = (await api.GetAsync($"/v1/events?limit=3{(cursor is null ? "" : $"&cursor={cursor}")}")).Ok();
            seen.AddRange(page.Items("id"));
            cursor = page["nextCursor"].IsMissing ? null : page["nextCursor"].GetString();
            await PublishAsync(api, TestEvents.Ticket("TICKET_CREATED", $"late{seen.Count}"));
        }
        while (cursor is not null);

        seen.ShouldBe(["p6", "p5", "p4", "p3", "p2", "p1", "p0"]);
    }

    [Fact]
    public async Task Event_ShowsItsWholeEnvelope()
    {
        var api = await gateway.NewTenantAsync();
        await PublishAsync(api, """
            {"id":"whole","type":"TICKET_CREATED","source":"helpdesk","occurredAt":"2026-01-14T10:12:03.25+01:00","correlationId":"c",
             "payload":{"occurredAt":"2026-01-14T09:12:03Z","ticketId":"bdf67258-aab9-4be9-8c83-05131cf5ed69"},
             "ttl":5000,"metadata":{"k":[1,2]}}
            """);

        var found = (await api.GetAsync("/v1/events/whole")).Ok()["event"];

        found["occurredAt"].GetString().ShouldBe("2026-01-14T09:12:03.250Z");
        found["correlationId"].GetString().ShouldBe("c");
        found["payload"]["ticketId"].GetString().ShouldStartWith("bdf67258");
        found["ttl"].GetDouble().ShouldBe(5000);
        found["metadata"]["k"].Count.ShouldBe(2);
    }

    [Fact]
    public async Task EventId_WithASlash_IsFound()
    {
        var api = await gateway.NewTenantAsync();
        await PublishAsync(api, TestEvents.Ticket("TICKET_CREATED", "orders/7 ü"));

        (await api.GetAsync($"/v1/events/{Uri.EscapeDataString("orders/7 ü")}")).Ok()["event"]["id"].GetString().ShouldBe("orders/7 ü");
    }

    [Fact]
    public async Task UnknownEvent_IsNotFound()
    {
        var api = await gateway.NewTenantAsync();

        var answer = await api.GetAsync("/v1/events/nobody-sent-this");

        answer.Status.ShouldBe(HttpStatusCode.NotFound);
        answer["code"].GetString().ShouldNotBeNullOrEmpty();
    }

    [Theory]
    [InlineData("limit=0", "INVALID_PARAMETER")]
    [InlineData("limit=201", "INVALID_PARAMETER")]
    [InlineData("limit=ten", "INVALID_PARAMETER")]
    [InlineData("from=yesterday", "INVALID_PARAMETER")]
    [InlineData("to=2026-01-31", "INVALID_PARAMETER")]
    [InlineData("type=", "INVALID_PARAMETER")]
    [InlineData("corelationId=x", "UNKNOWN_PARAMETER")]
    [InlineData("cursor=nonsense", "INVALID_CURSOR")]
    [InlineData("cursor=cjowMTlhOGI", "INVALID_CURSOR")]
    [InlineData("cursor=%3Cscript%3E", "INVALID_CURSOR")]
    public async Task BadQuery_IsRefused(string query, string code)
    {
        var api = await gateway.NewTenantAsync();

        (await api.GetAsync($"/v1/events?{query}")).Problem(400, code);
    }

    private static async Task PublishAsync(Api api, string body) =>
        (await api.PostAsync("/v1/events?wait=processed", body)).Ok();
}
