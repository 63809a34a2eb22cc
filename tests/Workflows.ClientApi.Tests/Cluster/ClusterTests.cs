using Workflows.ClientApi.Auth;

namespace Workflows.ClientApi.Tests.Cluster;

public sealed class ClusterTests(Gateway gateway)
{
    [Fact]
    public async Task Cluster_OfTheEmbeddedHost_IsItsOneProcess_AndShowsTheLoadOfTenants()
    {
        var tenant = await gateway.TenantAsync();
        var admin = gateway.With(await gateway.NewKeyAsync(tenant, Roles.SystemAdmin));
        (await admin.PostAsync("/v1/events?wait=processed", TestEvents.Ticket("TICKET_CREATED"))).Ok();

        var cluster = (await admin.GetAsync("/v1/admin/cluster")).Ok();

        cluster["members"].Count.ShouldBe(1);
        cluster["members"][0]["status"].GetString().ShouldBe("active");
        cluster["members"][0]["isThis"].GetBoolean().ShouldBeTrue();
        cluster["members"][0]["entities"]["trigger"].GetDouble().ShouldBeGreaterThan(0);
        cluster["tenants"].Count.ShouldBeGreaterThan(0);
        cluster["streams"]["isComplete"].GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public async Task Cluster_IsForOperatorsOfTheWholeSystemOnly() =>
        (await (await gateway.NewTenantAsync()).GetAsync("/v1/admin/cluster")).Problem(403, "FORBIDDEN");
}
