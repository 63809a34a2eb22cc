using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Workflows.Testing;

namespace Workflows.Crash.Tests;

/// <summary>
/// Tickets that are created and closed: each creation starts a run that calls the effect server, waits for the closing (or for its timeout), and
/// calls again. The gateway is killed at random moments while the events flow; the publisher repeats what was not acknowledged.
/// </summary>
internal sealed class CrashScenario(int seed, string folder, string? connection, EffectServer effects) : IAsyncDisposable
{
    private const int Batch = 10;
    private const int Group = 30;
    private readonly Random random = new(seed);
    private GatewayProcess? gateway;
    private volatile bool killing;

    /// <summary>The ids of the events that were acknowledged.</summary>
    public HashSet<string> Acknowledged { get; } = new(StringComparer.Ordinal);

    public int Kills { get; private set; }

    public HttpClient Client => gateway!.Client;

    /// <summary>Starts the gateway and publishes the workflow, once.</summary>
    public async Task PrepareAsync()
    {
        await StartAsync();
        var definition =
            """
            {"key":"crash","definition":{"name":"Crash","trigger":{"type":"event","eventName":"TICKET_CREATED"},"steps":[
              {"id":"notify","type":"action.call","config":{"actionId":"http.request","version":1,
                "inputMapping":{"url":"EFFECTS","body":{"ticket":{"$expr":"payload.ticketId"}}}},
                "retry":{"maxAttempts":20,"backoffMs":50,"maxDelayMs":500}},
              {"id":"guard","type":"control.tryCatch","captureErrorAs":"late","catch":[],"try":[
                {"id":"closing","type":"event.wait","config":{"eventName":"TICKET_CLOSED","correlationKey":{"$expr":"payload.ticketId"},"timeoutMs":3000}}]},
              {"id":"confirm","type":"action.call","config":{"actionId":"http.request","version":1,"inputMapping":{"url":"EFFECTS"}},
                "retry":{"maxAttempts":20,"backoffMs":50,"maxDelayMs":500}}]}}
            """.Replace("EFFECTS", effects.Url, StringComparison.Ordinal);
        await RequireAsync(HttpMethod.Post, "/v1/workflows", definition);
        await RequireAsync(HttpMethod.Post, "/v1/workflows/crash/publish", "{}");
    }

    /// <summary>Publishes the events of a number of tickets, killing the gateway so many times on the way.</summary>
    public async Task RunAsync(int tickets, int kills)
    {
        // Creations of a group come before its closings, so that many runs wait already when their event comes.
        var events = Enumerable.Range(0, tickets).Chunk(Group)
            .SelectMany(group => group.Select(ticket => Event("TICKET_CREATED", ticket))
                .Concat(group.Where(ticket => ticket % 7 > 0).Select(ticket => Event("TICKET_CLOSED", ticket))))
            .ToArray();
        for (var round = 0; round <= kills; round++)
        {
            var from = events.Length * round / (kills + 1);
            var part = events[from..(events.Length * (round + 1) / (kills + 1))];
            if (round == kills) await PublishAsync(part, CancellationToken.None);
            else await PublishAndKillAsync(part);
        }
    }

    /// <summary>Kills the gateway and starts it again: what is left to do must be found in the store.</summary>
    public async Task RestartAsync()
    {
        await gateway!.DisposeAsync();
        await StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (gateway is not null) await gateway.DisposeAsync();
    }

    public async Task<JsonElement> GetAsync(string path)
    {
        using var answer = await Client.GetAsync(path);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, path);
        return JsonElement.Parse(await answer.Content.ReadAsStringAsync());
    }

    private static string TicketId(int ticket) => new Guid(ticket, 0, 0x4000, 0x80, 0, 0, 0, 0, 0, 0, 0).ToString();

    /// <summary>Every seventh ticket is never closed: its run goes on by the timeout.</summary>
    private static (string Id, string Json) Event(string type, int ticket)
    {
        var id = $"{type}-{ticket}";
        return (id,
            $$"""
            {"id":"{{id}}","type":"{{type}}","source":"crash-test","correlationId":"{{TicketId(ticket)}}","occurredAt":"2026-01-14T09:12:03Z",
             "payload":{"tenantId":"dev","occurredAt":"2026-01-14T09:12:03Z","ticketId":"{{TicketId(ticket)}}"} }
            """);
    }

    private async Task PublishAndKillAsync((string Id, string Json)[] part)
    {
        using var killed = new CancellationTokenSource();
        var publishing = PublishAsync(part, killed.Token);
        using (var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(1 + random.Next(400)))) await timer.WaitForNextTickAsync();
        killing = true;
        await gateway!.KillAsync();
        Kills++;
        await killed.CancelAsync();
        await publishing;
        killing = false;
        await RestartAsync();
        await PublishAsync(part, CancellationToken.None);
    }

    /// <summary>Publishes what is not acknowledged yet, in small batches; ends early when the gateway is killed.</summary>
    private async Task PublishAsync((string Id, string Json)[] part, CancellationToken killed)
    {
        foreach (var batch in part.Where(item => !Acknowledged.Contains(item.Id)).Chunk(Batch))
        {
            try
            {
                var answer = await SendAsync(HttpMethod.Post, "/v1/events", $"[{string.Join(',', batch.Select(item => item.Json))}]", killed);
                foreach (var result in JsonElement.Parse(answer).GetProperty("results").EnumerateArray())
                    if (result.GetProperty("status").GetString() is "accepted" or "duplicate")
                        Acknowledged.Add(result.GetProperty("id").GetString()!);
            }
            catch (Exception exception) when (GatewayProcess.IsLoss(exception) || exception is OperationCanceledException)
            {
                killing.ShouldBeTrue($"the gateway dropped a request without being killed: {exception}");
                return;
            }
        }
    }

    private async Task StartAsync() => gateway = await GatewayProcess.StartAsync(
        folder, connection, "--samples", "false", "--Workflows:engine:http:allowedHosts:0", "127.0.0.1",
        "--Workflows:engine:http:allowPrivateAddresses", "true");

    private async Task RequireAsync(HttpMethod method, string path, string json) => await SendAsync(method, path, json, CancellationToken.None);

    private async Task<string> SendAsync(HttpMethod method, string path, string json, CancellationToken killed)
    {
        using var request = new HttpRequestMessage(method, path)
        {
            Content = new StringContent(json, Encoding.UTF8, new MediaTypeHeaderValue("application/json")),
        };
        using var answer = await Client.SendAsync(request, killed);
        var text = await answer.Content.ReadAsStringAsync(killed);
        answer.IsSuccessStatusCode.ShouldBeTrue($"{path} answered {(int)answer.StatusCode}: {text}");
        return text;
    }
}
