using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Workflows.Abstractions.Json;
using Workflows.ClientApi.Startup;
using Workflows.Hosting;
using Workflows.Hosting.Ingest;
using Workflows.Storage.Sqlite;
using Workflows.Testing;

namespace Workflows.ClientApi.Tests.Startup;

/// <summary>What a stop does to those who wait for an answer.</summary>
public sealed class StopTests
{
    /// <summary>Far more than a stop needs, and less than the 30 s that a request which does not end holds it up.</summary>
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task OpenStream_EndsWhole_AndDoesNotHoldTheStopUp()
    {
        using var folder = new TempFolder();
        await using var server = await GatewayProcess.StartAsync(folder.Path, null, "--samples", "false");
        using var answer = await server.Client.GetAsync("/v1/stream", HttpCompletionOption.ResponseHeadersRead);
        using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync());
        (await reader.ReadLineAsync()).ShouldBe("event: ping");

        await server.SignalAsync("TERM");

        using var bound = new CancellationTokenSource(Bound);
        (await server.WaitForEndAsync(bound.Token)).ShouldBe(0);
        // A connection that was cut would throw here.
        (await reader.ReadToEndAsync(bound.Token)).ShouldStartWith("data: ");
    }

    [Fact]
    public async Task DrainDelay_IsServed_WhileTheProcessIsNotReady()
    {
        using var folder = new TempFolder();
        await using var server = await GatewayProcess.StartAsync(folder.Path, null, "--samples", "false", "--drain-delay", "300");
        var api = new Api(server.Client);

        await server.SignalAsync("TERM");

        // The signal takes a moment to arrive. A listener that is closed throws.
        using var bound = new CancellationTokenSource(Bound);
        while ((await server.Client.GetAsync("/health/ready", bound.Token)).IsSuccessStatusCode)
        {
        }

        (await api.GetAsync("/health/ready")).Problem(503, "NOT_READY");
        (await api.GetAsync("/v1/workflows")).Ok();
        (await api.PostAsync("/v1/events", TestEvents.Ticket("TICKET_CREATED", "late"))).Ok(HttpStatusCode.Accepted);
        // These would be answered with nothing at once, and their clients would ask again and again.
        (await api.GetAsync("/v1/stream")).Problem(503, "NOT_READY");
        (await api.PostAsync("/v1/worker/tasks/lease", """{"topics":["a"],"workerId":"w"}""")).Problem(503, "NOT_READY");
    }

    [Fact]
    public async Task PublisherThatWaits_IsAnsweredWithoutDeliveries()
    {
        using var folder = new TempFolder();
        var outage = new Outage { OnlyTriggers = true };
        await using var gateway = new Gateway(
            folder,
            services => services.Configure<WorkflowsOptions>(options => options.WaitLimit = TimeSpan.FromMinutes(5))
                .AddSingleton(_ => outage.Around(SqliteStore.Open(folder.File(StoreSetup.FileName)))),
            ("samples", "false"));
        var tenant = await gateway.TenantAsync();
        outage.IsOn = true;
        using var stop = new StoppingHost();
        var ingest = ActivatorUtilities.CreateInstance<IngestService>(gateway.Services, stop);
        var ticket = new EventSubmission
        {
            Type = "TICKET_CREATED", Source = "helpdesk",
            Payload = JsonValue.Parse("""{"occurredAt":"2026-01-14T09:12:03Z","ticketId":"bdf67258-aab9-4be9-8c83-05131cf5ed69"}"""),
        };

        var waiting = ingest.SubmitAsync(tenant, [ticket], waitProcessed: true, default);
        stop.StopApplication();

        var result = (await waiting.WaitAsync(Bound)).ShouldHaveSingleItem();
        result.Status.ShouldBe(IngestStatus.Accepted);
        result.Deliveries.ShouldBeNull();
        outage.IsOn = false;
    }

    /// <summary>The lifetime of a process that can be told to stop, without the server that answers stopping with it.</summary>
    private sealed class StoppingHost : IHostApplicationLifetime, IDisposable
    {
        private readonly CancellationTokenSource stopping = new();

        public CancellationToken ApplicationStarted => new(canceled: true);

        public CancellationToken ApplicationStopping => stopping.Token;

        public CancellationToken ApplicationStopped => CancellationToken.None;

        public void StopApplication() => stopping.Cancel();

        public void Dispose() => stopping.Dispose();
    }
}
