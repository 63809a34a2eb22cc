using System.Net;
using System.Text;
using Workflows.Abstractions.Json;
using Workflows.Client.Tests;
using Workflows.Testing;

[assembly: AssemblyFixture(typeof(Server))]

namespace Workflows.Client.Tests;

/// <summary>The real gateway as a process of its own, which all tests share.</summary>
public sealed class Server : IAsyncLifetime
{
    private readonly TempFolder folder = new();
    private GatewayProcess gateway = null!;

    public async ValueTask InitializeAsync() =>
        gateway = await GatewayProcess.StartAsync(folder.Path, null, "--samples", "false", "--Workflows:engine:waitLimit", "00:01:00");

    public async ValueTask DisposeAsync()
    {
        await gateway.DisposeAsync();
        folder.Dispose();
    }

    /// <summary>A client of the server; the wire sees what goes over it.</summary>
    public HttpClient Connect(Wire? wire = null)
    {
        var client = new HttpClient(wire ?? new Wire()) { BaseAddress = gateway.Client.BaseAddress };
        client.DefaultRequestHeaders.Authorization = gateway.Client.DefaultRequestHeaders.Authorization;
        return client;
    }

    public async Task<JsonValue> GetAsync(string address) => JsonValue.Parse(await gateway.Client.GetByteArrayAsync(address));

    /// <summary>Registers an action and publishes a workflow of the same key that calls it with its payload as the input.</summary>
    public async Task RegisterAsync(string action)
    {
        await PostAsync("/v1/actions", $$"""{"id":"{{action}}","version":1}""");
        await PostAsync("/v1/workflows", $$"""
            {"key":"{{action}}","definition":{"name":"Call","steps":[{"id":"call","type":"action.call","config":{
              "actionId":"{{action}}","version":1,"inputMapping":{"$expr":"payload"},"saveAs":"result"} }]} }
            """);
        await PostAsync($"/v1/workflows/{action}/publish", "{}");
    }

    private async Task PostAsync(string address, string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await gateway.Client.PostAsync(address, content);
        answer.IsSuccessStatusCode.ShouldBeTrue($"{address}: {await answer.Content.ReadAsStringAsync()}");
    }
}

/// <summary>Passes requests on, counts them, and can spoil some.</summary>
public sealed class Wire() : DelegatingHandler(new SocketsHttpHandler())
{
    private readonly Queue<Func<Func<Task<HttpResponseMessage>>, Task<HttpResponseMessage>>> faults = new();
    private readonly List<string> paths = [];

    /// <summary>Called with the path of each request, before it is sent.</summary>
    public Action<string>? OnRequest { get; set; }

    public int Count(string ending)
    {
        lock (paths) return paths.Count(path => path.EndsWith(ending, StringComparison.Ordinal));
    }

    /// <summary>The next request is answered like this, and does not reach the server.</summary>
    public void Answer(HttpStatusCode status, int retryAfterSeconds) => faults.Enqueue(_ =>
    {
        var response = new HttpResponseMessage(status) { Content = new ByteArrayContent([]) };
        response.Headers.Add("Retry-After", retryAfterSeconds.ToString(System.Globalization.CultureInfo.InvariantCulture));
        return Task.FromResult(response);
    });

    /// <summary>The next request reaches the server, and its answer is lost.</summary>
    /// <param name="loss">How HttpClient tells; its usual way when absent.</param>
    public void LoseAnswer(Exception? loss = null) => faults.Enqueue(async send =>
    {
        (await send()).Dispose();
        throw loss ?? new HttpRequestException("The connection was lost.");
    });

    /// <summary>The next request goes on when something has happened.</summary>
    public void HoldUntil(Task happened) => faults.Enqueue(async send =>
    {
        await happened;
        return await send();
    });

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        lock (paths) paths.Add(request.RequestUri!.AbsolutePath);
        OnRequest?.Invoke(request.RequestUri!.AbsolutePath);
        return faults.TryDequeue(out var fault)
            ? fault(() => base.SendAsync(request, cancellationToken))
            : base.SendAsync(request, cancellationToken);
    }
}

/// <summary>Whoever waits by this clock waits no time; it keeps what was asked for.</summary>
internal sealed class ImpatientClock : TimeProvider
{
    private readonly List<TimeSpan> delays = [];

    public IReadOnlyList<TimeSpan> Delays
    {
        get
        {
            lock (delays) return [.. delays];
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        lock (delays) delays.Add(dueTime);
        return System.CreateTimer(callback, state, TimeSpan.Zero, period);
    }
}
