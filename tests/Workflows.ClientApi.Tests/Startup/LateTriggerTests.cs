using System.Net;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Workflows.ClientApi.Startup;
using Workflows.Hosting;
using Workflows.Storage.Sqlite;
using Workflows.Testing;

namespace Workflows.ClientApi.Tests.Startup;

/// <summary>Callers that wait for a trigger that does not come to their event in time.</summary>
public sealed class LateTriggerTests : IAsyncDisposable
{
    private readonly Outage outage = new() { OnlyTriggers = true };
    private readonly TempFolder folder = new();
    private readonly WebApplicationFactory<Program> factory;
    private readonly Api api;

    public LateTriggerTests()
    {
        factory = new WebApplicationFactory<Program>().WithWebHostBuilder(builder => builder
            .UseSetting("data", folder.Path)
            .UseSetting("samples", "false")
            .ConfigureTestServices(services => services
                .Configure<WorkflowsOptions>(options => options.WaitLimit = TimeSpan.FromMilliseconds(100))
                .AddSingleton(_ => outage.Around(SqliteStore.Open(folder.File(StoreSetup.FileName))))));
        var client = factory.CreateClient();
        client.DefaultRequestHeaders.Authorization = new("Bearer", factory.Services.GetRequiredService<StartupKeys>().Development);
        api = new Api(client);
    }

    [Theory]
    [InlineData("/v1/event-types/TICKET_CREATED/simulate", """{"sample":{"seed":7}}""", "pending", "eventId")]
    [InlineData(
        "/v1/events?wait=processed",
        """{"type":"TICKET_CREATED","source":"helpdesk","payload":{"occurredAt":"2026-01-14T09:12:03Z","ticketId":"bdf67258-aab9-4be9-8c83-05131cf5ed69"}}""",
        "accepted", "id")]
    public async Task Event_ThatIsNotProcessedInTime_IsDurable_AndProcessedLater(string address, string body, string status, string id)
    {
        await api.PublishWorkflowAsync("seen", TestEvents.Definition("TICKET_CREATED"));
        outage.IsOn = true;

        var answer = (await api.PostAsync(address, body)).Ok(HttpStatusCode.Accepted);

        answer["status"].GetString().ShouldBe(status);
        answer["deliveries"].IsMissing.ShouldBeTrue();
        var stored = $"/v1/events/{answer[id].GetString()}";
        (await api.GetAsync(stored)).Ok()["processed"].GetBoolean().ShouldBeFalse();
        outage.IsOn = false;
        (await ProcessedAsync(stored))["deliveries"][0]["outcome"].GetString().ShouldBe("started");
        (await api.GetAsync("/v1/runs")).Ok()["items"].Count.ShouldBe(1);
    }

    private async Task<Answer> ProcessedAsync(string stored)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            var answer = (await api.GetAsync(stored)).Ok();
            if (answer["processed"].GetBoolean()) return answer;
            limit.Token.ThrowIfCancellationRequested();
        }
    }

    public async ValueTask DisposeAsync()
    {
        outage.IsOn = false;
        await factory.DisposeAsync();
        folder.Dispose();
    }
}
