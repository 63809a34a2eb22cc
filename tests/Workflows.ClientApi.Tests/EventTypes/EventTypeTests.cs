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
    [Trait("Item", "EC-015")]
    public async Task Order_ByCategoryAndName_IsStableOverPages()
    {
        var api = await gateway.NewTenantAsync();
        var first = (await api.GetAsync("/v1/event-types?sort=category&limit=200")).Ok();
        var rest = (await api.GetAsync($"/v1/event-types?sort=category&limit=200&cursor={first["nextCursor"].GetString()}")).Ok();

        var seen = Rows(first["items"]).Concat(Rows(rest["items"]))
            .Select(item => (item["category"].GetString(), item["name"].GetString())).ToArray();

        seen.Length.ShouldBe(279);
        seen.Select(entry => entry.Item1).ShouldBe(seen.Select(entry => entry.Item1).Order(StringComparer.Ordinal));
        seen.Where(entry => entry.Item1 == "Billing").Select(entry => entry.Item2[..Math.Min(20, entry.Item2.Length)].ToUpperInvariant())
            .ShouldBeInOrder();
    }

    [Fact]
    [Trait("Item", "EC-022")]
    [Trait("Item", "EC-023")]
    [Trait("Item", "EC-024")]
    [Trait("Item", "EC-065")]
    public async Task List_ShowsFiguresAndAttachedWorkflows_MostActiveFirst()
    {
        var api = await gateway.NewTenantAsync();
        await api.PublishWorkflowAsync("seen", TestEvents.Definition("TICKET_CREATED"));
        (await api.PostAsync("/v1/events?wait=processed", TestEvents.Ticket("TICKET_CREATED"))).Ok();
        (await api.PostAsync("/v1/events?wait=processed", TestEvents.Ticket("TICKET_CREATED"))).Ok();

        var top = (await api.GetAsync("/v1/event-types?sort=activity&limit=2")).Ok()["items"];
        var stranger = (await (await gateway.NewTenantAsync()).GetAsync("/v1/event-types/TICKET_CREATED")).Ok()["eventType"];

        top[0]["type"].GetString().ShouldBe("TICKET_CREATED");
        top[0]["attachedWorkflows"].GetDouble().ShouldBe(1);
        top[0]["metrics"]["executions"].GetDouble().ShouldBe(2);
        top[0]["metrics"]["successRate"].GetDouble().ShouldBe(1);
        top[0]["metrics"]["meanDurationMs"].Kind.ShouldBe(JsonKind.Number);
        top[1]["metrics"]["successRate"].IsMissing.ShouldBeTrue();
        stranger["attachedWorkflows"].GetDouble().ShouldBe(0);
        stranger["metrics"]["executions"].GetDouble().ShouldBe(0);
    }

    [Fact]
    [Trait("Item", "EC-008")]
    public async Task Categories_AreCounted()
    {
        var api = await gateway.NewTenantAsync();

        var items = Rows((await api.GetAsync("/v1/event-types/categories")).Ok()["items"]).ToArray();

        items.Select(item => item["category"].GetString()).ShouldContain("Billing");
        items.Sum(item => item["eventTypes"].GetDouble()).ShouldBe(279);
    }

    [Fact]
    [Trait("Item", "DE-006")]
    public async Task CatalogOnlyAndLegacyEntries_AreMarked()
    {
        var api = await gateway.NewTenantAsync();
        var all = new List<JsonValue>();
        foreach (var category in (await api.GetAsync("/v1/event-types/categories")).Ok().Items("category"))
            all.AddRange(Rows((await api.GetAsync($"/v1/event-types?limit=200&category={Uri.EscapeDataString(category)}")).Ok()["items"]));

        var catalogOnly = all.Where(entry => entry["catalogOnly"].GetBoolean()).ToArray();
        catalogOnly.ShouldNotBeEmpty();
        catalogOnly.ShouldAllBe(entry => entry["catalogOnlyReason"].Kind == JsonKind.String);
        var legacy = all.Where(entry => entry["legacy"].GetBoolean()).ToArray();
        legacy.ShouldNotBeEmpty();
        legacy.ShouldAllBe(entry => entry["supersededBy"].Count > 0);
        all.Where(entry => !entry["supersedes"].IsMissing).ShouldNotBeEmpty();
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

    private static IEnumerable<JsonValue> Rows(JsonValue items)
    {
        foreach (var item in items.EnumerateArray()) yield return item;
    }
}
