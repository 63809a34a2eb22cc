using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Workflows.Load.Runtime;

/// <summary>The HTTP endpoint that the runs call. It refuses a key that it has seen: nothing crashes here, so nothing may be called twice.</summary>
internal sealed class Endpoint : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly ConcurrentDictionary<string, bool> keys = new(StringComparer.Ordinal);

    private Endpoint(WebApplication app) => this.app = app;

    /// <summary>Its address.</summary>
    public string Url { get; private set; } = "";

    /// <summary>How many keys it has seen.</summary>
    public int Keys => keys.Count;

    public static async Task<Endpoint> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var endpoint = new Endpoint(builder.Build());
        endpoint.app.Run(context =>
        {
            context.Response.StatusCode = endpoint.keys.TryAdd(context.Request.Headers["Idempotency-Key"].ToString(), true) ? 200 : 409;
            return Task.CompletedTask;
        });
        await endpoint.app.StartAsync();
        endpoint.Url = endpoint.app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single() + "/";
        return endpoint;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();
}
