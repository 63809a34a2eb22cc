using Microsoft.Extensions.DependencyInjection;
using Workflows.ClientApi.Startup;
using Workflows.Testing;

namespace Workflows.ClientApi.Tests.Startup;

public sealed class PostgresTests
{
    [Fact]
    public async Task OnPostgres_TheRoadIsTheSame_AndARestartKeepsEverything()
    {
        if (PostgresServer.Unavailable is { } reason) Assert.Skip(reason);
        await using var server = await PostgresServer.StartAsync();
        var connection = await server.CreateDatabaseAsync();
        using var folder = new TempFolder();
        string run;
        await using (var first = new Gateway(folder, ("store", "postgres"), ("connection", connection)))
        {
            var api = first.With(DevelopmentKey(first));
            (await api.GetAsync("/v1/workflows")).Ok()["items"].Count.ShouldBe(3);
            (await api.GetAsync("/v1/event-types?limit=1")).Ok()["total"].GetDouble().ShouldBeGreaterThanOrEqualTo(279);
            await api.PublishWorkflowAsync("waits", TestEvents.WaitingDefinition("TICKET_CREATED", "TICKET_CLOSED"));
            run = (await api.PostAsync("/v1/events?wait=processed", TestEvents.Ticket("TICKET_CREATED", "pg"))).Ok()["deliveries"][0]["runId"]
                .GetString();
        }

        await using var second = new Gateway(folder, ("store", "postgres"), ("connection", connection));
        var again = second.With(DevelopmentKey(second));
        (await again.GetAsync($"/v1/runs/{run}")).Ok()["run"]["status"].GetString().ShouldBe("WAITING");
        (await again.PostAsync(
            "/v1/events?wait=processed", TestEvents.Ticket("TICKET_CLOSED", correlationId: "bdf67258-aab9-4be9-8c83-05131cf5ed69"))).Ok()
            ["deliveries"][0]["runId"].GetString().ShouldBe(run);
        (await again.GetAsync("/v1/events")).Ok()["items"].Count.ShouldBe(2);
    }

    private static string DevelopmentKey(Gateway gateway) =>
        gateway.Services.GetRequiredService<StartupKeys>().Development.ShouldNotBeNull();
}
