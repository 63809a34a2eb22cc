using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Workflows.Abstractions.Json;

namespace Workflows.ClientApi.Tests.SampleWorkflows;

/// <summary>The bank, the mail provider and the suppliers of the samples: a real HTTP server on loopback that keeps what it is asked.</summary>
internal sealed class SampleServer : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly JsonValue answers;
    private readonly ConcurrentDictionary<string, List<JsonValue>> calls = new(StringComparer.Ordinal);

    private SampleServer(WebApplication app, JsonValue answers) => (this.app, this.answers) = (app, answers);

    /// <summary>Its address without a slash at the end.</summary>
    public string Url { get; private set; } = "";

    /// <summary>Starts a server.</summary>
    /// <param name="answers">For each path the answers in order, the last one for every further call; 200 without a body for other paths.</param>
    public static async Task<SampleServer> StartAsync(JsonValue answers)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var server = new SampleServer(builder.Build(), answers);
        server.app.Run(server.AnswerAsync);
        await server.app.StartAsync();
        server.Url = server.app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        return server;
    }

    /// <summary>What a path was asked, in order: <c>key</c>, <c>authorization</c> and <c>body</c>.</summary>
    public JsonValue CallsOf(string path)
    {
        var list = new JsonArrayBuilder();
        if (calls.TryGetValue(path, out var made))
            lock (made)
                foreach (var call in made)
                    list.Add(call);
        return list.Build();
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        var call = new JsonObjectBuilder();
        call.Add("key", JsonValue.From(context.Request.Headers["Idempotency-Key"].ToString()));
        call.Add("authorization", JsonValue.From(context.Request.Headers.Authorization.ToString()));
        if (body.Length > 0) call.Add("body", JsonValue.Parse(body.ToArray()));
        var path = context.Request.Path.Value ?? "/";
        var made = calls.GetOrAdd(path, _ => []);
        int number;
        lock (made)
        {
            made.Add(call.Build());
            number = made.Count;
        }

        var planned = answers[path];
        if (planned.IsMissing) return;
        var answer = planned[Math.Min(number, planned.Count) - 1];
        context.Response.StatusCode = (int)answer["status"].GetDouble();
        if (answer["body"].IsMissing) return;
        context.Response.ContentType = "application/json";
        await context.Response.Body.WriteAsync(answer["body"].ToUtf8());
    }
}
