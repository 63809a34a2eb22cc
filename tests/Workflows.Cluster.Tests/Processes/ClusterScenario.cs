using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Text.Json;
using Workflows.Testing;

namespace Workflows.Cluster.Tests.Processes;

/// <summary>
/// The load of the process tests. Tickets are created and most of them closed: a creation starts a run that waits for the closing, or for its
/// timeout. Publishers send through all silos, and send again, to another silo, what was not acknowledged.
/// </summary>
internal sealed class ClusterScenario(ClusterProcesses cluster)
{
    private const int Batch = 20;
    private const int Group = 60;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);
    private readonly ConcurrentDictionary<string, bool> acknowledged = new(StringComparer.Ordinal);
    private int probes;

    /// <summary>How many events were acknowledged.</summary>
    public int Acknowledged => acknowledged.Count;

    /// <summary>How many runs there must be: one a ticket, one a probe.</summary>
    public int Probes => probes;

    /// <summary>Publishes the workflow.</summary>
    public async Task PrepareAsync()
    {
        const string Definition =
            """
            {"key":"cluster","definition":{"name":"Cluster","trigger":{"type":"event","eventName":"TICKET_CREATED"},"steps":[
              {"id":"guard","type":"control.tryCatch","captureErrorAs":"late","catch":[],"try":[
                {"id":"closing","type":"event.wait","config":{"eventName":"TICKET_CLOSED","correlationKey":{"$expr":"run.correlationId"},"timeoutMs":4000}}]},
              {"id":"done","type":"state.set","config":{"state":"DONE"}}]}}
            """;
        await cluster.RequireAsync("/v1/workflows", Definition);
        await cluster.RequireAsync("/v1/workflows/cluster/publish", "{}");
    }

    /// <summary>Publishes the events of tickets through all silos; returns when every one is acknowledged.</summary>
    public async Task PublishAsync(int first, int tickets, int publishers)
    {
        // Creations of a group come before its closings, so that many runs wait already when their event comes.
        var batches = new ConcurrentQueue<(string Id, string Json)[]>(Enumerable.Range(first, tickets).Chunk(Group)
            .SelectMany(group => group.Select(ticket => Event("TICKET_CREATED", ticket))
                .Concat(group.Where(ticket => ticket % 7 > 0).Select(ticket => Event("TICKET_CLOSED", ticket))).Chunk(Batch)));
        await Task.WhenAll(Enumerable.Range(0, publishers).Select(async publisher =>
        {
            for (var turn = publisher; batches.TryDequeue(out var batch); turn++)
                for (var open = batch; open.Length > 0; turn++)
                    open = await SendAsync(open, turn);
        }));
    }

    /// <summary>How long it takes until an event of every lane is processed, sent to the silos that run.</summary>
    public async Task<TimeSpan> UntilEventsFlowAsync(params int[] except)
    {
        var watch = Stopwatch.StartNew();
        for (var lane = 0; lane < 8; lane++)
        {
            var id = $"probe-{Guid.NewGuid():N}";
            var json = Json(id, "TICKET_CREATED", id);
            for (var turn = 0; ; turn++)
            {
                var open = cluster.Silos.Where(silo => !except.Contains(silo.Key)).Select(silo => silo.Value).ToArray();
                if (await TryProcessAsync(open[turn % open.Length], json)) break;
                await cluster.SuperviseAsync();
            }

            probes++;
            acknowledged[id] = true;
        }

        return watch.Elapsed;
    }

    /// <summary>Returns when every run has ended and every event was processed.</summary>
    public async Task UntilNothingIsLeftAsync(TimeSpan limit)
    {
        var end = DateTime.UtcNow + limit;
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(500));
        while (true)
        {
            var left = await cluster.CountAsync("SELECT (SELECT count(*) FROM runs WHERE status < 3) + (SELECT count(*) FROM streams s LEFT JOIN cursors c USING (tenant, type, lane) WHERE s.head > coalesce(c.cursor, 0))");
            if (left == 0) return;
            if (DateTime.UtcNow > end)
                throw new TimeoutException($"{left} runs or streams are left.\n" + string.Join('\n', cluster.Silos.Select(silo => silo.Value.Log())));
            await cluster.SuperviseAsync();
            await timer.WaitForNextTickAsync();
        }
    }

    /// <summary>What an event of a ticket did.</summary>
    public async Task<string[]> OutcomesAsync(string id)
    {
        using var answer = await cluster.Silos.Values.First().Client.GetAsync($"/v1/events/{id}");
        var detail = JsonElement.Parse(await answer.Content.ReadAsStringAsync());
        detail.GetProperty("processed").GetBoolean().ShouldBeTrue(id);
        return [.. detail.GetProperty("deliveries").EnumerateArray().Select(delivery => delivery.GetProperty("outcome").GetString()!)];
    }

    /// <summary>Every seventh ticket is never closed: its run goes on by the timeout.</summary>
    private static (string Id, string Json) Event(string type, int ticket) =>
        ($"{type}-{ticket}", Json($"{type}-{ticket}", type, $"T-{ticket}"));

    private static string Json(string id, string type, string correlation) =>
        $$"""
        {"id":"{{id}}","type":"{{type}}","source":"cluster-test","correlationId":"{{correlation}}","occurredAt":"2026-01-14T09:12:03Z",
         "payload":{"tenantId":"dev","occurredAt":"2026-01-14T09:12:03Z","ticketId":"3c1de1f9-6b64-4d3b-9a8e-0f6d0c6b7a11"} }
        """;

    private static async Task<bool> TryProcessAsync(GatewayProcess silo, string json)
    {
        try
        {
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(3));
            using var answer = await silo.Client.PostAsync("/v1/events?wait=processed", Content(json), limit.Token);
            return answer.StatusCode is HttpStatusCode.OK && (await answer.Content.ReadAsStringAsync(limit.Token)).Contains("\"started\"", StringComparison.Ordinal);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or OperationCanceledException)
        {
            return false;
        }
    }

    /// <summary>Sends a batch; what is left of it is to be sent again.</summary>
    private async Task<(string Id, string Json)[]> SendAsync((string Id, string Json)[] batch, int turn)
    {
        var silos = cluster.Silos.Values.ToArray();
        if (silos.Length == 0)
        {
            // All silos are dead: a publisher tries again after a moment.
            await Task.Delay(Pause);
            return batch;
        }

        try
        {
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(15));
            using var answer = await silos[turn % silos.Length].Client.PostAsync(
                "/v1/events", Content($"[{string.Join(',', batch.Select(item => item.Json))}]"), limit.Token);
            var text = await answer.Content.ReadAsStringAsync(limit.Token);
            if (!answer.IsSuccessStatusCode && answer.StatusCode != HttpStatusCode.ServiceUnavailable && answer.StatusCode != HttpStatusCode.MultiStatus)
                throw new InvalidOperationException($"{answer.StatusCode}: {text}");
            if (!JsonElement.Parse(text).TryGetProperty("results", out var results)) return batch;
            foreach (var result in results.EnumerateArray())
            {
                if (result.GetProperty("status").GetString() is "accepted" or "duplicate") acknowledged[result.GetProperty("id").GetString()!] = true;
                else if (!text.Contains("OUTCOME_UNKNOWN", StringComparison.Ordinal) && !text.Contains("UNAVAILABLE", StringComparison.Ordinal) && !text.Contains("BUSY", StringComparison.Ordinal)) throw new InvalidOperationException(text);
            }
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or OperationCanceledException)
        {
            // The silo is gone, or hangs; the batch goes to another one.
        }

        return [.. batch.Where(item => !acknowledged.ContainsKey(item.Id))];
    }

    private static StringContent Content(string json) => new(json, System.Text.Encoding.UTF8, "application/json");
}
