using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Workflows.Testing;

namespace Workflows.Crash.Tests.Matrix;

/// <summary>
/// The server as a process that ends itself at the boundaries of a list, one after the other. A request that meets its end starts it again, armed
/// for the next one, and says so by <see cref="ServerGoneException"/>: whoever asked looks what came of it and asks again.
/// </summary>
internal sealed class MatrixServer(string folder, string? connection, EffectServer effects, IEnumerable<string> plans) : IAsyncDisposable
{
    /// <summary>The boundary that is not a write: the other side has a call, and the engine has no answer yet.</summary>
    public const string CallMade = "at:call-made:1";

    private const int Killed = 137;
    private readonly Queue<string> waiting = new(plans);
    private GatewayProcess? process;

    /// <summary>The boundary at which the server will end; null for none.</summary>
    public string? Armed { get; private set; }

    /// <summary>The boundaries at which it has ended, in order.</summary>
    public List<string> Kills { get; } = [];

    public string Log => process?.Log() ?? "";

    /// <summary>Arms the next boundary by a restart without a kill; for the first one, and behind the last one.</summary>
    public async Task RestartAsync()
    {
        if (process is not null) await process.DisposeAsync();
        await StartAsync();
    }

    /// <summary>Starts without arming, to prepare.</summary>
    public async Task StartUnarmedAsync() => process = await StartProcessAsync(null);

    /// <summary>Sends a request.</summary>
    /// <exception cref="ServerGoneException">The server ended, and runs again.</exception>
    public async Task<(int Status, JsonElement Body)> SendAsync(HttpMethod method, string path, string? json = null)
    {
        using var request = new HttpRequestMessage(method, path);
        if (json is not null) request.Content = new StringContent(json, Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
        try
        {
            using var answer = await process!.Client.SendAsync(request);
            var text = await answer.Content.ReadAsStringAsync();
            return ((int)answer.StatusCode, text.Length == 0 ? default : JsonElement.Parse(text));
        }
        catch (Exception exception) when (GatewayProcess.IsLoss(exception))
        {
            await GoOnAsync(exception);
            throw new ServerGoneException();
        }
    }

    /// <summary>Stops the server in order.</summary>
    public Task StopAsync() => process!.StopAsync();

    public async ValueTask DisposeAsync()
    {
        effects.OnCall = null;
        if (process is not null) await process.DisposeAsync();
    }

    /// <summary>The server is gone: it must be by the boundary that was armed. Starts it with the next one.</summary>
    private async Task GoOnAsync(Exception why)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        (await process!.WaitForEndAsync(limit.Token)).ShouldBe(Killed, $"armed: {Armed}; {why}\n{Log}");
        await process.DisposeAsync();
        Note();
        await StartAsync();
    }

    private void Note()
    {
        effects.OnCall = null;
        Kills.Add(Armed.ShouldNotBeNull("the server ended, and no boundary was armed"));
        Armed = null;
    }

    private async Task StartAsync()
    {
        while (true)
        {
            Armed ??= waiting.TryDequeue(out var next) ? next : null;
            try
            {
                process = await StartProcessAsync(Armed);
                return;
            }
            catch (GatewayNotReadyException exception) when (exception.ExitCode == Killed && Armed is not null)
            {
                // Recovery came to the boundary before the server was ready.
                Note();
            }
        }
    }

    private async Task<GatewayProcess> StartProcessAsync(string? armed)
    {
        string[] options =
        [
            "--samples", "false", "--Workflows:engine:http:allowedHosts:0", "127.0.0.1", "--Workflows:engine:http:allowPrivateAddresses", "true",
            .. armed is null or CallMade ? Array.Empty<string>() : ["--kill", armed],
        ];
        var started = await GatewayProcess.StartProgramAsync("Workflows.Crash.Host.dll", LoopbackPorts.Next(), folder, connection, options);
        if (armed == CallMade) effects.OnCall = started.Kill;
        return started;
    }
}

/// <summary>The server ended during a request, and was started again.</summary>
internal sealed class ServerGoneException : Exception;
