using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Workflows.ClientApi.Startup;
using Workflows.Testing;

namespace Workflows.ClientApi.Tests.Startup;

public sealed class RestartTests
{
    [Fact]
    public async Task Restart_KeepsEverything()
    {
        using var folder = new TempFolder();
        string runId, key;
        await using (var first = new Gateway(folder))
        {
            key = DevelopmentKey(first);
            var api = first.With(key);
            await api.PublishWorkflowAsync("waits", TestEvents.WaitingDefinition("TICKET_CREATED", "TICKET_CLOSED"));
            var published = (await api.PostAsync("/v1/events?wait=processed", TestEvents.Ticket("TICKET_CREATED", "before", "c"))).Ok();
            runId = published["deliveries"][0]["runId"].GetString();
        }

        await using var second = new Gateway(folder);
        DevelopmentKey(second).ShouldBe(key);
        var again = second.With(key);
        (await again.GetAsync("/v1/workflows/waits")).Ok()["publishedVersion"].GetDouble().ShouldBe(1);
        (await again.GetAsync("/v1/events/before")).Ok()["event"]["correlationId"].GetString().ShouldBe("c");
        (await again.GetAsync($"/v1/runs/{runId}")).Ok()["run"]["status"].GetString().ShouldBe("WAITING");
        (await again.PostAsync("/v1/events", TestEvents.Ticket("TICKET_CREATED", "before", "c"))).Ok(HttpStatusCode.Accepted)["status"]
            .GetString().ShouldBe("duplicate");
        var resumed = (await again.PostAsync(
            "/v1/events?wait=processed", TestEvents.Ticket("TICKET_CLOSED", correlationId: "bdf67258-aab9-4be9-8c83-05131cf5ed69"))).Ok();
        resumed["deliveries"][0]["runId"].GetString().ShouldBe(runId);
    }

    [Fact]
    public async Task FirstStart_PublishesTheSamples_AndADeletedOneStaysAway()
    {
        using var folder = new TempFolder();
        await using (var first = new Gateway(folder))
        {
            var api = first.With(DevelopmentKey(first));
            var workflows = (await api.GetAsync("/v1/workflows")).Ok();
            workflows.Items("key").ShouldBe(["invoice-dunning", "payment-allocation", "ticket-escalation"]);
            foreach (var workflow in workflows["items"].EnumerateArray()) workflow["publishedVersion"].GetDouble().ShouldBe(1);
            (await api.DeleteAsync("/v1/workflows/invoice-dunning")).Ok(HttpStatusCode.NoContent);
        }

        await using var second = new Gateway(folder);
        (await second.With(DevelopmentKey(second)).GetAsync("/v1/workflows")).Ok().Items("key")
            .ShouldBe(["payment-allocation", "ticket-escalation"]);
    }

    [Fact]
    public async Task Database_IsReadableByItsOwnerOnly()
    {
        using var folder = new TempFolder();
        await using var gateway = new Gateway(folder, ("samples", "false"));
        (await gateway.With(DevelopmentKey(gateway)).GetAsync("/v1/workflows")).Ok();

        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no file modes.");
        foreach (var file in Directory.GetFiles(folder.Path, "workflows.db*"))
            if (!OperatingSystem.IsWindows()) File.GetUnixFileMode(file).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite, file);
    }

    [Fact]
    public async Task DevelopmentKey_IsReadableByItsOwnerOnly_AndRevokedOnceCredentialsAreConfigured()
    {
        using var folder = new TempFolder();
        string key;
        await using (var first = new Gateway(folder, ("samples", "false")))
        {
            key = DevelopmentKey(first);
            (await first.With(key).GetAsync("/v1/keys")).Ok();
            if (!OperatingSystem.IsWindows())
                File.GetUnixFileMode(DataFolder.KeyPath(folder.Path)).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        var adminKey = $"wfk_{new string('k', 40)}";
        await using var second = new Gateway(folder, ("samples", "false"), ("admin-key", adminKey));
        (await second.With(key).GetAsync("/v1/keys")).Problem(401, "UNAUTHORIZED");
        (await second.With(adminKey).GetAsync("/v1/keys")).Ok();
    }

    [Fact]
    public async Task SystemKey_ShowsTheWholeSystem_BesideTheDevelopmentKey()
    {
        using var folder = new TempFolder();
        var systemKey = $"wfk_{new string('s', 40)}";
        await using var gateway = new Gateway(folder, ("samples", "false"), ("system-key", systemKey));
        (await gateway.With(systemKey).GetAsync("/v1/admin/cluster")).Ok()["members"].Count.ShouldBe(1);
        (await gateway.With(DevelopmentKey(gateway)).GetAsync("/v1/keys")).Ok();
    }

    private static string DevelopmentKey(Gateway gateway) =>
        gateway.Services.GetRequiredService<StartupKeys>().Development.ShouldNotBeNull();
}
