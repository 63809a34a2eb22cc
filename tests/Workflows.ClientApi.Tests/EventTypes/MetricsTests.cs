using System.Net;
using Workflows.Abstractions.Json;

namespace Workflows.ClientApi.Tests.EventTypes;

public sealed class MetricsTests(Gateway gateway)
{
    [Fact]
    [Trait("Item", "EC-046")]
    [Trait("Item", "EC-047")]
    [Trait("Item", "EC-050")]
    [Trait("Item", "EC-068")]
    public async Task Metrics_TellWhatHappened_AndTheLastEvents()
    {
        var api = await gateway.NewTenantAsync();
        await api.PublishWorkflowAsync("seen", TestEvents.Definition("TICKET_CREATED"));
        for (var i = 0; i < 4; i++)
            (await api.PostAsync("/v1/events?wait=processed", TestEvents.Ticket("TICKET_CREATED", $"e{i}", $"{i}"))).Ok();
        (await api.PostAsync("/v1/event-types/TICKET_CREATED/simulate", """{"sample":{}}""")).Ok();
        (await api.PostAsync("/v1/events?wait=processed", TestEvents.Ticket("TICKET_CLOSED", "quiet"))).Ok();

        var metrics = (await api.GetAsync("/v1/event-types/TICKET_CREATED/metrics?limit=2")).Ok();
        Numbers(metrics["events"], "total", "matched", "unmatched", "error", "pending", "rejected").ShouldBe([5, 5, 0, 0, 0, 0]);
        Numbers(metrics["runs"], "total", "succeeded", "failed", "active", "successRate").ShouldBe([5, 5, 0, 0, 1]);
        metrics["interval"].GetString().ShouldBe("day");
        metrics["series"].Count.ShouldBeInRange(7, 9);
        metrics["recentEvents"]["items"][0]["simulated"].ShouldBe(JsonValue.True);
        metrics["recentEvents"]["items"][1]["id"].GetString().ShouldBe("e3");
        metrics["recentEvents"]["items"][1]["status"].GetString().ShouldBe("matched");
        var next = (await api.GetAsync(
            $"/v1/event-types/TICKET_CREATED/metrics?limit=3&cursor={metrics["recentEvents"]["nextCursor"].GetString()}")).Ok();
        IdsOf(next).ShouldBe(["e2", "e1", "e0"]);
        next["recentEvents"]["nextCursor"].IsMissing.ShouldBeTrue();

        var real = (await api.GetAsync("/v1/event-types/TICKET_CREATED/metrics?simulated=exclude&interval=hour")).Ok();
        Numbers(real["events"], "total", "matched").ShouldBe([4, 4]);
        real["runs"]["total"].GetDouble().ShouldBe(4);
        IdsOf(real).ShouldBe(["e3", "e2", "e1", "e0"]);
        var quiet = (await api.GetAsync("/v1/event-types/TICKET_CLOSED/metrics")).Ok();
        Numbers(quiet["events"], "total", "unmatched").ShouldBe([1, 1]);
        quiet["recentEvents"]["items"][0]["status"].GetString().ShouldBe("unmatched");
        quiet["runs"]["successRate"].IsMissing.ShouldBeTrue();
    }

    [Fact]
    [Trait("Item", "EC-074")]
    public async Task RecentPayloads_AreRedacted()
    {
        var api = await gateway.NewTenantAsync();
        (await api.PostAsync("/v1/events", """
            {"type":"TICKET_CREATED","source":"helpdesk","payload":{"occurredAt":"2026-01-14T09:12:03Z",
             "ticketId":"bdf67258-aab9-4be9-8c83-05131cf5ed69","apiKey":"hush"}}
            """)).Ok(HttpStatusCode.Accepted);

        var answer = (await api.GetAsync("/v1/event-types/TICKET_CREATED/metrics")).Ok();
        answer["recentEvents"]["items"][0]["payload"]["apiKey"].GetString().ShouldBe("[REDACTED]");
        answer.Text.ShouldNotContain("hush");
    }

    [Fact]
    public async Task WrongRanges_AreRefused()
    {
        var api = await gateway.NewTenantAsync();
        const string Address = "/v1/event-types/TICKET_CREATED/metrics";

        (await api.GetAsync($"{Address}?from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z")).Problem(400, "INVALID_PARAMETER");
        (await api.GetAsync($"{Address}?from=2026-01-01T00:00:00Z&to=2026-06-01T00:00:00Z&interval=hour")).Problem(400, "INVALID_PARAMETER");
        (await api.GetAsync($"{Address}?interval=week")).Problem(400, "INVALID_PARAMETER");
        (await api.GetAsync($"{Address}?simulated=yes")).Problem(400, "INVALID_PARAMETER");
        (await api.GetAsync($"{Address}?cursor=x")).Problem(400, "INVALID_CURSOR");
        (await api.GetAsync("/v1/event-types/NO_SUCH_TYPE/metrics")).Problem(404, "UNKNOWN_EVENT_TYPE");
    }

    private static double[] Numbers(JsonValue value, params string[] names) => [.. names.Select(name => value[name].GetDouble())];

    private static List<string> IdsOf(Answer answer)
    {
        var ids = new List<string>();
        foreach (var item in answer["recentEvents"]["items"].EnumerateArray()) ids.Add(item["id"].GetString());
        return ids;
    }
}
