using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Sockets;

namespace Workflows.Testing;

/// <summary>
/// The real program in a process of its own, on loopback. Whoever uses it references client-api or silo, so that the program lies beside its own.
/// </summary>
public sealed class GatewayProcess : IAsyncDisposable
{
    private readonly Process process;
    private readonly OutputLog output;

    private GatewayProcess(Process process, HttpClient client, OutputLog output) =>
        (this.process, Client, this.output) = (process, client, output);

    /// <summary>Speaks to the gateway with its development key.</summary>
    public HttpClient Client { get; }

    /// <summary>The resident memory, in bytes.</summary>
    public long ResidentBytes
    {
        get
        {
            process.Refresh();
            return process.WorkingSet64;
        }
    }

    /// <summary>The processor time so far.</summary>
    public TimeSpan Cpu
    {
        get
        {
            process.Refresh();
            return process.TotalProcessorTime;
        }
    }

    /// <summary>Whether a request was lost with the process that it was for; one that ends just after a connection was made to it comes as a bare <see cref="SocketException"/>.</summary>
    public static bool IsLoss(Exception exception) => exception is HttpRequestException or IOException or SocketException;

    /// <summary>The number of the process.</summary>
    public int ProcessId => process.Id;

    /// <summary>Whether the process has ended.</summary>
    public bool HasEnded => process.HasExited;

    /// <summary>The last lines that it printed.</summary>
    public string Log() => output.Tail;

    /// <summary>The lines that it printed with a text in them, as far as they are kept; all of them once it was waited for its end.</summary>
    public IReadOnlyList<string> Find(string text) => output.Find(text);

    /// <summary>Starts a gateway and returns when it is ready.</summary>
    /// <param name="folder">Its data folder; a gateway that is started on it again finds what the one before left.</param>
    /// <param name="connection">The PostgreSQL database; null for SQLite.</param>
    /// <param name="options">Further options of the command line.</param>
    public static Task<GatewayProcess> StartAsync(string folder, string? connection, params string[] options) =>
        StartProgramAsync("Workflows.ClientApi.dll", LoopbackPorts.Next(), folder, connection, options);

    /// <summary>Starts a program and returns when it is ready.</summary>
    /// <param name="program">The file beside this one.</param>
    /// <param name="port">Where it listens for HTTP.</param>
    /// <param name="folder">Its data folder.</param>
    /// <param name="connection">The PostgreSQL database; null for SQLite.</param>
    /// <param name="options">Further options of the command line.</param>
    public static async Task<GatewayProcess> StartProgramAsync(string program, int port, string folder, string? connection, params string[] options)
    {
        var url = $"http://127.0.0.1:{port}";
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        string[] arguments =
        [
            Path.Combine(AppContext.BaseDirectory, program), "--urls", url, "--data", folder,
            .. connection is null ? Array.Empty<string>() : ["--store", "postgres", "--connection", connection], .. options,
        ];
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        var process = Process.Start(start) ?? throw new InvalidOperationException("The gateway did not start.");
        var output = new OutputLog();
        process.OutputDataReceived += (_, data) => output.Add(data.Data);
        process.ErrorDataReceived += (_, data) => output.Add(data.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var client = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 256 }) { BaseAddress = new Uri(url) };
        var gateway = new GatewayProcess(process, client, output);
        if (!await IsReadyAsync(process, client))
        {
            var ended = new GatewayNotReadyException(process.HasExited ? process.ExitCode : null, output.Tail);
            await gateway.DisposeAsync();
            throw ended;
        }

        var key = (await File.ReadAllTextAsync(Path.Combine(folder, "dev.key"))).Trim();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return gateway;
    }

    /// <summary>Sends a signal: <c>STOP</c>, <c>CONT</c>, <c>TERM</c>.</summary>
    public async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
    }

    /// <summary>Asks the process to end, as <c>systemctl stop</c> does, and tells its exit code when it has.</summary>
    public async Task<int> StopAsync()
    {
        await SignalAsync("TERM");
        await process.WaitForExitAsync();
        return process.ExitCode;
    }

    /// <summary>Waits until the process has ended by itself, and tells its exit code; 137 after SIGKILL.</summary>
    public async Task<int> WaitForEndAsync(CancellationToken cancellationToken)
    {
        await process.WaitForExitAsync(cancellationToken);
        return process.ExitCode;
    }

    /// <summary>Ends the process at once, without waiting for its end.</summary>
    public void Kill()
    {
        if (!process.HasExited) process.Kill();
    }

    /// <summary>Ends the process at once, as <c>kill -9</c> does.</summary>
    public async Task KillAsync()
    {
        if (!process.HasExited) process.Kill();
        await process.WaitForExitAsync();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        Client.Dispose();
        process.Dispose();
    }

    private static async Task<bool> IsReadyAsync(Process process, HttpClient client)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(5));
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (!process.HasExited && !patience.IsCancellationRequested)
        {
            try
            {
                await timer.WaitForNextTickAsync(patience.Token);
                using var answer = await client.GetAsync("/health/ready", patience.Token);
                if (answer.IsSuccessStatusCode) return true;
            }
            catch (Exception exception) when (IsLoss(exception) || exception is OperationCanceledException)
            {
                // It does not listen yet, or hangs.
            }
        }

        return false;
    }
}

/// <summary>A process that was started did not become ready.</summary>
/// <param name="exitCode">How it ended; null when it has not.</param>
/// <param name="log">The last lines that it printed.</param>
public sealed class GatewayNotReadyException(int? exitCode, string log)
    : InvalidOperationException($"The gateway is not ready (exit code: {exitCode}):\n{log}")
{
    /// <summary>How it ended; null when it has not.</summary>
    public int? ExitCode => exitCode;
}
