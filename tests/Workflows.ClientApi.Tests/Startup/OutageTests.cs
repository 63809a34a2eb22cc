using System.Net;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Workflows.ClientApi.Startup;
using Workflows.Storage.Sqlite;
using Workflows.Testing;

namespace Workflows.ClientApi.Tests.Startup;

public sealed class OutageTests : IAsyncDisposable
{
    private readonly Outage outage = new();
    private readonly TempFolder folder = new();
    private readonly WebApplicationFactory<Program> factory;
    private readonly Api api;

    public OutageTests()
    {
        factory = new WebApplicationFactory<Program>().WithWebHostBuilder(builder => builder
            .UseSetting("data", folder.Path)
            .UseSetting("samples", "false")
            .ConfigureTestServices(services => services.AddSingleton(_ =>
                outage.Around(SqliteStore.Open(folder.File(StoreSetup.FileName))))));
        var client = factory.CreateClient();
        client.DefaultRequestHeaders.Authorization = new("Bearer", factory.Services.GetRequiredService<StartupKeys>().Development);
        api = new Api(client);
    }

    [Fact]
    public async Task LostStore_IsAnsweredWith503_AndWorkGoesOnWhenItIsBack()
    {
        await api.PublishWorkflowAsync("seen", TestEvents.Definition("TICKET_CREATED"));
        (await api.PostAsync("/v1/events?wait=processed", TestEvents.Ticket("TICKET_CREATED", "before"))).Ok();

        outage.IsOn = true;
        (await api.PostAsync("/v1/events", TestEvents.Ticket("TICKET_CREATED", "during"))).Problem(503, "STORE_UNAVAILABLE");
        (await api.GetAsync("/v1/runs")).Problem(503, "STORE_UNAVAILABLE");
        (await api.GetAsync("/health/ready")).Problem(503, "STORE_UNAVAILABLE");
        (await api.GetAsync("/health/live")).Ok();

        outage.IsOn = false;
        (await api.GetAsync("/health/ready")).Ok();
        (await api.PostAsync("/v1/events?wait=processed", TestEvents.Ticket("TICKET_CREATED", "during"))).Ok()["status"]
            .GetString().ShouldBe("accepted");
        (await api.GetAsync("/v1/runs")).Ok()["items"].Count.ShouldBe(2);
    }

    [Fact]
    public async Task LostStore_InABatch_IsEachEventsProblem()
    {
        (await api.PostAsync("/v1/events", TestEvents.Ticket("TICKET_CREATED", "warm-up"))).Ok(HttpStatusCode.Accepted);
        outage.IsOn = true;

        var answer = await api.PostAsync("/v1/events", $"[{TestEvents.Ticket("TICKET_CREATED", "a")},{TestEvents.Ticket("TICKET_CREATED", "b")}]");

        answer.Ok(HttpStatusCode.ServiceUnavailable);
        answer["results"][1]["problem"]["code"].GetString().ShouldBe("STORE_UNAVAILABLE");
        answer["results"][1]["problem"]["pointer"].GetString().ShouldBe("/1");
    }

    public async ValueTask DisposeAsync()
    {
        outage.IsOn = false;
        await factory.DisposeAsync();
        folder.Dispose();
    }
}
