using Microsoft.Extensions.DependencyInjection;
using Workflows.Abstractions.Json;
using Workflows.ClientApi.Auth;
using Workflows.Testing;

namespace Workflows.ClientApi.Tests.Cluster;

public sealed class ClusterTests(Gateway gateway)
{
    [Fact]
    public async Task Cluster_OfTheEmbeddedHost_IsItsOneProcess()
    {
        var admin = gateway.With(await gateway.NewKeyAsync(await gateway.TenantAsync(), Roles.SystemAdmin));
        (await admin.PostAsync("/v1/events?wait=processed", TestEvents.Ticket("TICKET_CREATED"))).Ok();

        var cluster = (await admin.GetAsync("/v1/admin/cluster")).Ok();

        cluster["members"].Count.ShouldBe(1);
        cluster["members"][0]["status"].GetString().ShouldBe("active");
        cluster["members"][0]["isThis"].GetBoolean().ShouldBeTrue();
        cluster["members"][0]["since"].GetString().ShouldNotBeNull();
        cluster["members"][0]["dutiesSince"].GetString().ShouldBe(cluster["members"][0]["since"].GetString());
        cluster["members"][0]["entities"]["trigger"].GetDouble().ShouldBeGreaterThan(0);
        cluster["streams"]["isComplete"].GetBoolean().ShouldBeTrue();
        cluster["hasAllTenants"].GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public async Task Cluster_ShowsTheLoadOfTheHour_OfTenantsThatHaveAny()
    {
        using var folder = new TempFolder();
        // In another hour the counters are others.
        await using var server = new Gateway(
            folder, services => services.AddSingleton<TimeProvider>(new ManualClock()), ("samples", "false"), ("tenant", "idle"));
        var (busy, quiet) = (await server.TenantAsync(), await server.TenantAsync());
        var (admin, other) = (server.With(await server.NewKeyAsync(busy, Roles.SystemAdmin)), server.With(await server.NewKeyAsync(quiet, Roles.Admin)));
        await admin.PublishWorkflowAsync("seen", TestEvents.Definition("TICKET_CREATED"));
        foreach (var api in new[] { admin, admin, other })
            (await api.PostAsync("/v1/events?wait=processed", TestEvents.Ticket("TICKET_CREATED"))).Ok();

        var tenants = (await admin.GetAsync("/v1/admin/cluster")).Ok()["tenants"];

        var keys = (await server.Store.Tenants.ListAsync(default)).ToDictionary(tenant => tenant.Id, tenant => tenant.Key);
        var shown = new List<(string, double, double, double)>();
        foreach (var load in tenants.EnumerateArray())
            shown.Add((load["tenant"].GetString(), Number(load, "eventsThisHour"), Number(load, "runsThisHour"), Number(load, "eventsBehind")));
        shown.ShouldBe([(keys[busy], 2, 2, 0), (keys[quiet], 1, 0, 0)], ignoreOrder: true);
    }

    [Fact]
    public async Task Cluster_IsForOperatorsOfTheWholeSystemOnly() =>
        (await (await gateway.NewTenantAsync()).GetAsync("/v1/admin/cluster")).Problem(403, "FORBIDDEN");

    private static double Number(JsonValue load, string name) => load[name].GetDouble();
}
