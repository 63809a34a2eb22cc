using Workflows.Abstractions.Json;

namespace Workflows.ClientApi.Tests.EventTypes;

public sealed class EventTypeTests(Gateway gateway)
{
    [Fact]
    public async Task Catalog_HoldsTheDomainEvents_InPagesByType()
    {
        var api = await gateway.NewTenantAsync();
        var seen = new List<string>();
        string? cursor = null;
        do
        {
            var page = (await api.GetAsync($"/v1/event-types?limit=100{(cursor is null ? "" : $"&cursor={cursor}")}")).Ok();
            page["total"].GetDouble().ShouldBeGreaterThanOrEqualTo(279);
            seen.AddRange(page.Items("type"));
            cursor = page["nextCursor"].IsMissing ? null : page["nextCursor"].GetString();
        }
        while (cursor is not null);

        seen.Count.ShouldBeGreaterThanOrEqualTo(279);
        seen.ShouldBe(seen.Order(StringComparer.Ordinal));
        seen.ShouldContain("TICKET_CREATED");
    }

    [Fact]
    public async Task Filters_Narrow()
    {
        var api = await gateway.NewTenantAsync();

        (await api.GetAsync("/v1/event-types?search=escalat")).Ok().Items("type").ShouldContain("TICKET_ESCALATED");
        (await api.GetAsync("/v1/event-types?category=Billing&limit=200")).Ok().Items("category").Distinct().ShouldBe(["Billing"]);
        (await api.GetAsync("/v1/event-types?status=deprecated&limit=200")).Ok().Items("status").Distinct().ShouldBeSubsetOf(["deprecated"]);
        (await api.GetAsync("/v1/event-types?source=tenant")).Ok()["total"].GetDouble().ShouldBe(0);
        (await api.GetAsync("/v1/event-types?source=system")).Ok()["total"].GetDouble().ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task EventType_ShowsItsSchema()
    {
        var api = await gateway.NewTenantAsync();

        var answer = (await api.GetAsync("/v1/event-types/TICKET_CREATED")).Ok();

        answer["eventType"]["name"].GetString().ShouldBe("Ticket Created");
        answer["eventType"]["payloadSchemaStatus"].GetString().ShouldBe("known");
        answer["payloadSchema"]["properties"]["ticketId"].Kind.ShouldBe(JsonKind.Object);
    }

    [Fact]
    public async Task UnknownEventType_IsNotFound()
    {
        var api = await gateway.NewTenantAsync();

        (await api.GetAsync("/v1/event-types/NO_SUCH_THING")).Problem(404, "UNKNOWN_EVENT_TYPE");
    }

    [Theory]
    [InlineData("status=gone")]
    [InlineData("source=other")]
    public async Task BadFilter_IsRefused(string query)
    {
        var api = await gateway.NewTenantAsync();

        (await api.GetAsync($"/v1/event-types?{query}")).Problem(400, "INVALID_PARAMETER");
    }
}
