using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Text.Json;
using Npgsql;
using Workflows.Testing;

namespace Workflows.Cluster.Tests.Processes;

/// <summary>
/// Three silos in processes of their own, with one PostgreSQL. Tickets are created and most of them closed: a creation starts a run that waits
/// for the closing, or for its timeout. Publishers send through all silos, and send again, to another silo, what was not acknowledged.
/// </summary>
internal sealed class ClusterScenario(string folder, string connection, Action<string> log) : IAsyncDisposable
{
    private const int Batch = 20;
    private const int Group = 60;
    private const int MaxStarts = 5;
    private static readonly string Probe = Environment.GetEnvironmentVariable("WORKFLOWS_PROBE_TIMEOUT") ?? "1";
    private readonly ConcurrentDictionary<string, bool> acknowledged = new(StringComparer.Ordinal);
    private readonly Dictionary<int, int> ports = [];
    private int probes;

    /// <summary>The silos by number, while they run.</summary>
    public ConcurrentDictionary<int, GatewayProcess> Silos { get; } = new();

    /// <summary>How many events were acknowledged.</summary>
    public int Acknowledged => acknowledged.Count;

    /// <summary>How many runs there must be: one a ticket, one a probe.</summary>
    public int Probes => probes;

    /// <summary>
    /// Starts a silo, for the first time or again, and returns when it is ready. On an overloaded machine the others may take it for dead while
    /// it starts; then it ends itself, and is started again, as a supervisor would.
    /// </summary>
    public async Task StartAsync(int number)
    {
        var watch = Stopwatch.StartNew();
        if (!ports.TryGetValue(number, out var port)) ports.Add(number, port = GatewayProcess.FreePort());
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                Silos[number] = await GatewayProcess.StartProgramAsync(
                    "Workflows.Silo.dll", GatewayProcess.FreePort(), folder, connection, "--samples", "false", "--silo-port", $"{port}",
                    "--probe-timeout", Probe, "--startup-timeout", "120");
                log($"silo {number} is ready after {watch.Elapsed.TotalSeconds:0.0} s");
                return;
            }
            catch (InvalidOperationException) when (attempt < MaxStarts)
            {
                log($"silo {number} ended while it started");
            }
        }
    }

    /// <summary>Ends a silo at once.</summary>
    public async Task KillAsync(int number)
    {
        if (Silos.TryRemove(number, out var silo)) await silo.DisposeAsync();
        log($"silo {number} was killed");
    }

    /// <summary>Asks a silo to end, and returns when it has.</summary>
    public async Task StopAsync(int number)
    {
        var watch = Stopwatch.StartNew();
        if (!Silos.TryRemove(number, out var silo)) return;
        await silo.StopAsync();
        await silo.DisposeAsync();
        log($"silo {number} stopped after {watch.Elapsed.TotalSeconds:0.0} s");
    }

    /// <summary>Starts again what ended by itself, as a supervisor would: a silo that others took for dead ends its process.</summary>
    public async Task SuperviseAsync()
    {
        foreach (var (number, silo) in Silos)
        {
            if (!silo.HasEnded) continue;
            log($"silo {number} had ended by itself: {string.Join(' ', silo.Log().Split('\n').Where(line => line.Contains("dead", StringComparison.OrdinalIgnoreCase)).Take(1))}");
            await silo.DisposeAsync();
            await StartAsync(number);
        }
    }

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
        await RequireAsync("/v1/workflows", Definition);
        await RequireAsync("/v1/workflows/cluster/publish", "{}");
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
                var open = Silos.Where(silo => !except.Contains(silo.Key)).Select(silo => silo.Value).ToArray();
                if (await TryProcessAsync(open[turn % open.Length], json)) break;
                await SuperviseAsync();
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
            var left = await CountAsync("SELECT (SELECT count(*) FROM runs WHERE status < 3) + (SELECT count(*) FROM streams s LEFT JOIN cursors c USING (tenant, type, lane) WHERE s.head > coalesce(c.cursor, 0))");
            if (left == 0) return;
            if (DateTime.UtcNow > end)
                throw new TimeoutException($"{left} runs or streams are left.\n" + string.Join('\n', Silos.Select(silo => silo.Value.Log())));
            await SuperviseAsync();
            await timer.WaitForNextTickAsync();
        }
    }

    /// <summary>Asks the database.</summary>
    public async Task<long> CountAsync(string sql)
    {
        await using var opened = new NpgsqlConnection(connection);
        await opened.OpenAsync();
        await using var command = new NpgsqlCommand(sql, opened);
        return Convert.ToInt64(await command.ExecuteScalarAsync(), System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>What an event of a ticket did.</summary>
    public async Task<string[]> OutcomesAsync(string id)
    {
        using var answer = await Silos.Values.First().Client.GetAsync($"/v1/events/{id}");
        var detail = JsonElement.Parse(await answer.Content.ReadAsStringAsync());
        detail.GetProperty("processed").GetBoolean().ShouldBeTrue(id);
        return [.. detail.GetProperty("deliveries").EnumerateArray().Select(delivery => delivery.GetProperty("outcome").GetString()!)];
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var silo in Silos.Values) await silo.DisposeAsync();
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
        var silos = Silos.Values.ToArray();
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

    private async Task RequireAsync(string path, string json)
    {
        using var answer = await Silos[1].Client.PostAsync(path, Content(json));
        answer.IsSuccessStatusCode.ShouldBeTrue(await answer.Content.ReadAsStringAsync());
    }

    private static StringContent Content(string json) => new(json, System.Text.Encoding.UTF8, "application/json");
}
