using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;
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
    /// <summary>Far more than a stop needs, and far less than the time that a request which does not end would hold it up.</summary>
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task OpenStream_EndsWhole_AndDoesNotHoldTheStopUp()
    {
        using var folder = new TempFolder();
        await using var server = await GatewayProcess.StartAsync(folder.Path, null, "--samples", "false", "--shutdown-timeout", "600");
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
    public async Task RequestThatDoesNotEnd_IsCut_BeforeTheTimeOfTheStopIsOver()
    {
        using var folder = new TempFolder();
        await using var server = await GatewayProcess.StartAsync(folder.Path, null, "--samples", "false", "--shutdown-timeout", "20");
        using var publisher = new TcpClient("127.0.0.1", server.Client.BaseAddress!.Port);
        await BeginAsync(publisher.GetStream(), server.Client.DefaultRequestHeaders.Authorization!);
        var publishing = GoOnAsync(publisher.GetStream());

        await server.SignalAsync("TERM");

        using var bound = new CancellationTokenSource(Bound);
        (await server.WaitForEndAsync(bound.Token)).ShouldBe(0);
        server.Find("1 connections are cut: their requests have taken the first 10 s of the stop").ShouldHaveSingleItem();
        await Should.ThrowAsync<IOException>(publishing.WaitAsync(bound.Token));
    }

    [Fact]
    public async Task StopWithoutADatabase_EndsInItsTime()
    {
        Assert.SkipWhen(PostgresServer.Unavailable is not null, PostgresServer.Unavailable ?? "");
        using var folder = new TempFolder();
        await using var database = await PostgresServer.StartAsync();
        var connection = new NpgsqlConnectionStringBuilder(await database.CreateDatabaseAsync());
        await using var proxy = new CuttingProxy(connection.Host!, connection.Port);
        (connection.Host, connection.Port) = ("127.0.0.1", proxy.Port);
        await using var server = await GatewayProcess.StartAsync(folder.Path, connection.ConnectionString, "--samples", "false", "--shutdown-timeout", "2");
        proxy.Break();
        var publishing = server.Client.PostAsync("/v1/events", new StringContent(TestEvents.Ticket("TICKET_CREATED", "late"), Encoding.UTF8, "application/json"));

        await server.SignalAsync("TERM");

        using var bound = new CancellationTokenSource(Bound);
        (await server.WaitForEndAsync(bound.Token)).ShouldBeOneOf(0, StopLimit.ExitCode);
        await Should.ThrowAsync<HttpRequestException>(publishing);
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

    /// <summary>Begins to publish, and returns when the server has begun to read.</summary>
    private static async Task BeginAsync(NetworkStream publisher, AuthenticationHeaderValue key)
    {
        await publisher.WriteAsync(Encoding.ASCII.GetBytes(
            $"POST /v1/events HTTP/1.1\r\nHost: localhost\r\nAuthorization: {key}\r\nContent-Type: application/x-ndjson\r\nContent-Length: 1000000\r\nExpect: 100-continue\r\n\r\n"));
        using var reader = new StreamReader(publisher, leaveOpen: true);
        (await reader.ReadLineAsync()).ShouldBe("HTTP/1.1 100 Continue");
        await publisher.WriteAsync("{\"id\":\""u8.ToArray());
    }

    /// <summary>Publishes so slowly that it never ends, and not so slowly that the server gives it up.</summary>
    private static async Task GoOnAsync(NetworkStream publisher)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (await timer.WaitForNextTickAsync()) await publisher.WriteAsync(Encoding.ASCII.GetBytes(new string('x', 1_000)));
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
