using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Workflows.Crash.Tests;

/// <summary>The other side of the action: an HTTP endpoint that honours idempotency keys and counts what it is asked for.
/// The first call of a key is refused with the status that <c>?first=</c> names.</summary>
internal sealed class EffectServer : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly ConcurrentDictionary<string, int> calls = new(StringComparer.Ordinal);

    private EffectServer(WebApplication app) => this.app = app;

    /// <summary>Calls by idempotency key; the first call of a key is its effect, every further one a repeat.</summary>
    public IReadOnlyDictionary<string, int> Calls => calls;

    /// <summary>The address of the endpoint.</summary>
    public string Url { get; private set; } = "";

    /// <summary>Told of each call before it is answered.</summary>
    public Action? OnCall { get; set; }

    public static async Task<EffectServer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var server = new EffectServer(builder.Build());
        server.app.MapPost("/effects", (HttpContext context) =>
        {
            var key = context.Request.Headers["Idempotency-Key"].ToString();
            var calls = server.calls.AddOrUpdate(key, 1, (_, count) => count + 1);
            server.OnCall?.Invoke();
            var isFirst = calls == 1 && context.Request.Query.ContainsKey("first");
            return TypedResults.Json(
                new { calls }, statusCode: isFirst ? int.Parse(context.Request.Query["first"].ToString(), CultureInfo.InvariantCulture) : 200);
        });
        await server.app.StartAsync();
        server.Url = server.app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single() + "/effects";
        return server;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();
}
