using Workflows.ClientApi.Auth;

namespace Workflows.ClientApi.Tests.Deliveries;

/// <summary>Held deliveries and dead letters through the API.</summary>
public sealed class DeliveryTests(Gateway gateway)
{
    private const string Reason = """{"reason":"a test event"}""";

    [Fact]
    public async Task HeldDelivery_IsListed_AndDiscardedOnce()
    {
        var api = await gateway.NewTenantAsync();
        var id = await HoldAsync(api);

        var held = (await api.GetAsync("/v1/deliveries?status=held&workflow=greet&reason=WORKFLOW_PAUSED")).Ok()["items"][0];
        var discarded = (await api.PostAsync($"/v1/deliveries/{id}/discard", Reason)).Ok();

        held["eventType"].GetString().ShouldBe("TICKET_CREATED");
        held["correlationId"].GetString().ShouldBe("1001");
        discarded["status"].GetString().ShouldBe("discarded");
        (await api.PostAsync($"/v1/deliveries/{id}/discard", Reason)).Problem(409, "DELIVERY_SETTLED");
        (await api.PostAsync($"/v1/deliveries/{id}/redeliver", Reason)).Problem(409, "DELIVERY_SETTLED");
        (await api.GetAsync("/v1/deliveries?status=held")).Ok()["items"].Count.ShouldBe(0);
        (await api.GetAsync($"/v1/audit?subject=delivery:{id}")).Ok().Items("operation").ShouldContain("delivery.discard");
    }

    [Fact]
    public async Task HeldDeliveries_AreListedInPages()
    {
        var api = await gateway.NewTenantAsync();
        var first = await HoldAsync(api);
        (await api.PostAsync("/v1/events?wait=processed", TestEvents.Ticket("TICKET_CREATED"))).Ok();

        var page = (await api.GetAsync("/v1/deliveries?status=held&limit=1")).Ok();
        var last = (await api.GetAsync($"/v1/deliveries?status=held&limit=1&cursor={page["nextCursor"].GetString()}")).Ok();

        last.Items("id").ShouldBe([first]);
        last["nextCursor"].IsMissing.ShouldBeTrue();
    }

    [Fact]
    public async Task Redelivery_GoesThroughThePauseAgain_AndIsAudited()
    {
        var api = await gateway.NewTenantAsync();
        var id = await HoldAsync(api);

        (await api.PostAsync($"/v1/deliveries/{id}/redeliver", Reason)).Ok()["status"].GetString().ShouldBe("held");

        (await api.GetAsync("/v1/runs")).Ok()["items"].Count.ShouldBe(0);
        (await api.GetAsync($"/v1/audit?subject=delivery:{id}")).Ok()["items"][0]["details"]["reason"].GetString().ShouldBe("a test event");
        (await api.PostAsync("/v1/deliveries/redeliver", Reason)).Ok()["redelivered"].GetDouble().ShouldBe(0);
    }

    [Theory]
    [InlineData("no-id")]
    [InlineData("0199c8f0-3f5e-7a00-8000-5c0bcf414854.1")]
    public async Task UnknownDelivery_IsNotFound(string id)
    {
        var api = await gateway.NewTenantAsync();

        (await api.PostAsync($"/v1/deliveries/{id}/redeliver", Reason)).Problem(404, "UNKNOWN_DELIVERY");
        (await api.PostAsync($"/v1/deliveries/{id}/discard", Reason)).Problem(404, "UNKNOWN_DELIVERY");
    }

    [Fact]
    public async Task Viewer_SeesDeliveries_AndMayNotChangeThem()
    {
        var tenant = await gateway.TenantAsync();
        var id = await HoldAsync(gateway.With(await gateway.NewKeyAsync(tenant, Roles.Admin)));
        var viewer = gateway.With(await gateway.NewKeyAsync(tenant, "viewer"));

        (await viewer.GetAsync("/v1/deliveries?status=held")).Ok()["items"].Count.ShouldBe(1);
        foreach (var command in new[] { $"{id}/redeliver", $"{id}/discard", "redeliver" })
            (await viewer.PostAsync($"/v1/deliveries/{command}", Reason)).Problem(403, "FORBIDDEN");
    }

    [Fact]
    public async Task Command_WithoutAReason_IsRefused()
    {
        var api = await gateway.NewTenantAsync();
        var id = await HoldAsync(api);

        foreach (var command in new[] { $"{id}/redeliver", $"{id}/discard", "redeliver" })
            (await api.PostAsync($"/v1/deliveries/{command}", "{}")).Problem(400, "MISSING_KEY", "/reason");
    }

    /// <summary>Holds one event of a paused workflow and answers with the delivery's id.</summary>
    private static async Task<string> HoldAsync(Api api)
    {
        await api.PublishWorkflowAsync("greet", TestEvents.Definition("TICKET_CREATED"));
        (await api.PostAsync("/v1/workflows/greet/pause", """{"reason":"maintenance"}""")).Ok();
        (await api.PostAsync("/v1/events?wait=processed", TestEvents.Ticket("TICKET_CREATED", correlationId: "1001"))).Ok();
        return (await api.GetAsync("/v1/deliveries?status=held")).Ok().Items("id").ShouldHaveSingleItem();
    }
}
