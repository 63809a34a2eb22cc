using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;

namespace Workflows.Load.Gateway;

/// <summary>Publishes events of the benchmark's workflow and waits until their runs have finished.</summary>
public sealed class Publisher(HttpClient client)
{
    private const string EventType = "TICKET_CREATED";

    /// <summary>Three steps: assign, if, a local action.</summary>
    private const string Workflow =
        """
        {"key":"bench","definition":{"name":"Bench","trigger":{"type":"event","eventName":"TICKET_CREATED"},"steps":[
          {"id":"weigh","type":"transform.assign","config":{"assign":{
            "vars.amount":{"$expr":"payload.amount * 2"},"vars.who":{"$expr":"payload.actorUserId"}}}},
          {"id":"large","type":"control.if","condition":{"$expr":"vars.amount > 10"},"then":[
            {"id":"note","type":"action.call","config":{"actionId":"log.write","version":1,"saveAs":"note",
              "inputMapping":{"message":{"$expr":"'large: ' & payload.ticketId"}}}}]}]}}
        """;

    private long number;

    /// <summary>Creates and publishes the workflow.</summary>
    public async Task PrepareAsync()
    {
        await SendAsync("/v1/workflows", Workflow);
        await SendAsync("/v1/workflows/bench/publish", "{}");
    }

    /// <summary>Publishes events as fast as their answers come: each answer means that the runs have finished.</summary>
    /// <param name="events">How many.</param>
    /// <param name="batch">Events a request.</param>
    /// <param name="concurrency">Requests at a time.</param>
    public async Task FloodAsync(int events, int batch, int concurrency)
    {
        var left = events;
        await Task.WhenAll(Enumerable.Range(0, concurrency).Select(async _ =>
        {
            while (Interlocked.Add(ref left, -batch) >= 0) await PublishAsync(batch);
        }));
    }

    /// <summary>Publishes single events at a fixed rate and measures each from its due time to the end of its run, in milliseconds.</summary>
    public async Task<double[]> PaceAsync(int perSecond, TimeSpan duration)
    {
        var count = (int)(perSecond * duration.TotalSeconds);
        var latencies = new Task<double>[count];
        var started = Stopwatch.GetTimestamp();
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(1));
        for (var sent = 0; sent < count;)
        {
            await timer.WaitForNextTickAsync();
            var due = Math.Min(count, (int)(Stopwatch.GetElapsedTime(started).TotalSeconds * perSecond));
            for (; sent < due; sent++) latencies[sent] = MeasureAsync(started + (long)((double)sent / perSecond * Stopwatch.Frequency));
        }

        return await Task.WhenAll(latencies);
    }

    private async Task<double> MeasureAsync(long due)
    {
        await PublishAsync(1);
        return Stopwatch.GetElapsedTime(due).TotalMilliseconds;
    }

    private async Task PublishAsync(int batch)
    {
        var body = new StringBuilder(batch * 420).Append(batch == 1 ? "" : "[");
        for (var i = 0; i < batch; i++)
        {
            if (i > 0) body.Append(',');
            AppendEvent(body, Interlocked.Increment(ref number));
        }

        var answer = await SendAsync("/v1/events?wait=processed", body.Append(batch == 1 ? "" : "]").ToString());
        var started = answer.AsSpan().Count("\"outcome\":\"started\"");
        if (started != batch) throw new InvalidOperationException($"{started} of {batch} events started a run: {answer.AsSpan(0, Math.Min(answer.Length, 1_000))}");
    }

    private void AppendEvent(StringBuilder body, long index) => body.Append(
        $$"""
        {"id":"{{Guid.NewGuid()}}","type":"{{EventType}}","source":"bench","correlationId":"ticket-{{index % 5000}}","payload":{
        "tenantId":"dev","occurredAt":"2026-01-14T09:12:03Z","ticketId":"bdf67258-aab9-5be9-8c83-05131cf5ed69",
        "createdByUserId":"551a4f13-0ce9-5100-9a17-faa21039663f","actorUserId":"551a4f13-0ce9-5100-9a17-faa21039663f","actorType":"USER",
        "amount":{{(index % 100) + 6}} } }
        """);

    private async Task<string> SendAsync(string path, string json)
    {
        using var content = new StringContent(json, Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
        using var answer = await client.PostAsync(path, content);
        var text = await answer.Content.ReadAsStringAsync();
        return answer.IsSuccessStatusCode ? text : throw new InvalidOperationException($"{path} answered {(int)answer.StatusCode}: {text}");
    }
}
