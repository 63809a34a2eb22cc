using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Workflows.Cluster.Tests.Processes;

/// <summary>The other side of an action: it holds the first call of each idempotency key until it is told to answer, and answers repeats at once.</summary>
internal sealed class HoldingServer : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly ConcurrentDictionary<string, TaskCompletionSource<string>> held = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim arrived = new(0);
    private int repeats;

    private HoldingServer(WebApplication app) => this.app = app;

    /// <summary>The address of the endpoint.</summary>
    public string Url { get; private set; } = "";

    /// <summary>Whether a call is not answered yet.</summary>
    public bool IsHeld => held.Values.Any(call => !call.Task.IsCompleted);

    /// <summary>How many calls came with a key that had been there before.</summary>
    public int Repeats => Volatile.Read(ref repeats);

    public static async Task<HoldingServer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var server = new HoldingServer(builder.Build());
        server.app.MapPost("/calls", async (HttpContext context) =>
            TypedResults.Json(new { answer = await server.AnswerAsync(context.Request.Headers["Idempotency-Key"].ToString()) }));
        await server.app.StartAsync();
        server.Url = server.app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single() + "/calls";
        return server;
    }

    /// <summary>Returns when so many more calls have come.</summary>
    public async Task ExpectAsync(int calls, TimeSpan limit)
    {
        using var patience = new CancellationTokenSource(limit);
        for (; calls > 0; calls--) await arrived.WaitAsync(patience.Token);
    }

    /// <summary>Answers every call that is held.</summary>
    public void Release(string answer)
    {
        foreach (var call in held.Values) call.TrySetResult(answer);
    }

    public async ValueTask DisposeAsync()
    {
        Release("the end");
        await app.DisposeAsync();
        arrived.Dispose();
    }

    private Task<string> AnswerAsync(string key)
    {
        var call = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        var isFirst = held.TryAdd(key, call);
        if (!isFirst) Interlocked.Increment(ref repeats);
        arrived.Release();
        return isFirst ? call.Task : Task.FromResult("repeat");
    }
}
