// A worker in thirty lines: it performs the action text.shout, and tells of each call with an event.
//
//   WORKFLOWS_KEY=$(cat data/dev.key) dotnet run --project samples/worker
//
// Register the action first (docs/workers.md), with "id": "text.shout", and call it from a workflow with "inputMapping": {"text": …}.
using System.Net.Http.Headers;
using System.Runtime.InteropServices;
using Workflows.Abstractions.Json;
using Workflows.Client.Publishing;
using Workflows.Client.Workers;

if (Environment.GetEnvironmentVariable("WORKFLOWS_KEY") is not { } key)
{
    Console.Error.WriteLine("Set WORKFLOWS_KEY to an API key that may work and publish, and WORKFLOWS_URL where the server is not on this machine.");
    return 1;
}

using var http = new HttpClient();
http.BaseAddress = new Uri(Environment.GetEnvironmentVariable("WORKFLOWS_URL") ?? "http://127.0.0.1:8080");
http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);

using var stop = new CancellationTokenSource();
using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);

await using var events = new EventPublisher(http);
var worker = new Worker(http, new WorkerOptions { OnError = error => Console.Error.WriteLine(error.Message) });
worker.Handle("text.shout", async (task, _) =>
{
    if (task.Input["text"].Kind != JsonKind.String) throw new ActionFailedException("NO_TEXT", "The input has no text.");
    var text = task.Input["text"].GetString().ToUpperInvariant();

    // An id that is made from the key: when the task comes again after a crash, the event does not.
    await events.PublishAsync(new OutgoingEvent
    {
        Id = $"{task.IdempotencyKey}:shouted", Type = "TEXT_SHOUTED", Source = "samples.worker", Payload = JsonValue.EmptyObject.With("text", JsonValue.From(text)),
    });
    Console.WriteLine($"{task.Caller.RunId}: {text}");
    return JsonValue.From(text);
});
Console.WriteLine($"Working for {http.BaseAddress}. Stop with Ctrl+C.");
await worker.RunAsync(stop.Token);
return 0;

void Stop(PosixSignalContext signal)
{
    signal.Cancel = true;
    stop.Cancel();
}
