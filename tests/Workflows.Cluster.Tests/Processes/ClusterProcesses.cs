using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Npgsql;
using Workflows.Testing;

namespace Workflows.Cluster.Tests.Processes;

/// <summary>Silos in processes of their own, on loopback, with one PostgreSQL; and the supervisor that starts them again.</summary>
/// <param name="folder">The data folder that they share.</param>
/// <param name="connection">The database.</param>
/// <param name="log">Takes what happened.</param>
/// <param name="options">Further options of the command line of each.</param>
internal sealed class ClusterProcesses(string folder, string connection, Action<string> log, params string[] options) : IAsyncDisposable
{
    private const int MaxStarts = 3;

    /// <summary>How a process ends that ended itself because the others took it for dead (SIGABRT).</summary>
    private const int Aborted = 134;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private static readonly string SystemKey = $"wfk_{new string('s', 40)}";
    private static readonly string Probe = Environment.GetEnvironmentVariable("WORKFLOWS_PROBE_TIMEOUT") ?? "1";
    private readonly Dictionary<int, int> ports = [];
    private readonly ConcurrentDictionary<int, string> ways = new();

    /// <summary>The silos by number, while they run.</summary>
    public ConcurrentDictionary<int, GatewayProcess> Silos { get; } = new();

    /// <summary>A silo that nobody starts again when it ends.</summary>
    public int? Unsupervised { get; set; }

    /// <summary>
    /// Starts a silo, for the first time or again, and returns when it is ready. While it starts it compiles everything it does and may not answer
    /// probes for three seconds on a busy machine: the others take it for dead, it ends itself, and its supervisor starts it again. Nothing else is excused.
    /// </summary>
    /// <param name="number">Which one.</param>
    /// <param name="further">Further options of this one.</param>
    public async Task StartAsync(int number, params string[] further)
    {
        var watch = Stopwatch.StartNew();
        if (!ports.TryGetValue(number, out var port)) ports.Add(number, port = LoopbackPorts.Next());
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                Silos[number] = await GatewayProcess.StartProgramAsync(
                    "Workflows.Silo.dll", LoopbackPorts.Next(), folder, ways.GetValueOrDefault(number, connection),
                    ["--samples", "false", "--silo-port", $"{port}", "--probe-timeout", Probe, "--startup-timeout", "120", "--system-key", SystemKey, .. options, .. further]);
                log($"silo {number} is ready after {watch.Elapsed.TotalSeconds:0.0} s");
                return;
            }
            catch (GatewayNotReadyException ended) when (ended.ExitCode == Aborted && attempt < MaxStarts)
            {
                log($"silo {number} was taken for dead while it started, and is started again");
            }
        }
    }

    /// <summary>Has a silo, when it starts, reach the database in another way.</summary>
    /// <param name="number">Which one.</param>
    /// <param name="connection">Its connection string.</param>
    public void Through(int number, string connection) => ways[number] = connection;

    /// <summary>Ends a silo at once.</summary>
    public async Task KillAsync(int number)
    {
        if (Silos.TryRemove(number, out var silo)) await silo.DisposeAsync();
        log($"silo {number} was killed");
    }

    /// <summary>Asks a silo to end, and tells its exit code when it has; publishers go to the others from the first moment.</summary>
    public async Task<int> StopAsync(int number)
    {
        var watch = Stopwatch.StartNew();
        Silos.TryRemove(number, out var silo).ShouldBeTrue();
        await using var stopped = silo!;
        var code = await stopped.StopAsync();
        log($"silo {number} stopped after {watch.Elapsed.TotalSeconds:0.0} s with {code}");
        return code;
    }

    /// <summary>Starts again what ended by itself, as a supervisor would: a silo that others took for dead ends its process.</summary>
    public async Task SuperviseAsync()
    {
        foreach (var (number, silo) in Silos)
        {
            if (!silo.HasEnded || number == Unsupervised) continue;
            var why = silo.Find("told I am dead").LastOrDefault() is null ? silo.Log() : "it was told that it is dead";
            log($"silo {number} had ended by itself: {why}");
            Silos.TryRemove(number, out _);
            await silo.DisposeAsync();
            await StartAsync(number);
        }
    }

    /// <summary>How long it takes until the cluster holds the silo that has this number for dead.</summary>
    public async Task<TimeSpan> UntilDeadAsync(int number)
    {
        var watch = Stopwatch.StartNew();
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (await CountAsync($"SELECT count(*) FROM orleansmembershiptable WHERE port = {ports[number]} AND status = 3") > 0)
        {
            if (watch.Elapsed > Patience) throw new TimeoutException($"Nobody declared silo {number} dead in {Patience}.");
            await timer.WaitForNextTickAsync();
        }

        return watch.Elapsed;
    }

    /// <summary>The silo with the most entities of a kind in its memory, and how many; as operators see it.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="among">Which silos are asked for; all when absent.</param>
    public async Task<(int Silo, int Count)> BusiestAsync(string kind, Predicate<int>? among = null)
    {
        await SuperviseAsync();
        var members = (await ViewAsync(Silos.Keys.First())).GetProperty("members").EnumerateArray().ToArray();
        return Silos.Keys.Where(number => among?.Invoke(number) ?? true).Select(number => (Silo: number, Count: CountOf(number))).MaxBy(silo => silo.Count);

        int CountOf(int number) => members
            .Where(member => member.GetProperty("name").GetString()!.StartsWith($"S127.0.0.1:{ports[number]}:", StringComparison.Ordinal))
            .Sum(member => member.GetProperty("entities").TryGetProperty(kind, out var count) ? count.GetInt32() : 0);
    }

    /// <summary>What operators see of the cluster, at one of its silos.</summary>
    public async Task<JsonElement> ViewAsync(int number)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/admin/cluster");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", SystemKey);
        using var answer = await Silos[number].Client.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        answer.IsSuccessStatusCode.ShouldBeTrue(text);
        return JsonElement.Parse(text);
    }

    /// <summary>Asks the database.</summary>
    public async Task<long> CountAsync(string sql)
    {
        await using var opened = new NpgsqlConnection(connection);
        await opened.OpenAsync();
        await using var command = new NpgsqlCommand(sql, opened);
        return Convert.ToInt64(await command.ExecuteScalarAsync(), System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>Posts to a silo, which must take it.</summary>
    public async Task RequireAsync(string path, string json)
    {
        await SuperviseAsync();
        using var answer = await Silos.Values.First().Client.PostAsync(path, new StringContent(json, Encoding.UTF8, "application/json"));
        answer.IsSuccessStatusCode.ShouldBeTrue(await answer.Content.ReadAsStringAsync());
    }

    /// <summary>What a test that failed says of the cluster: its members by the table, who waits in the database, and the last lines of each silo.</summary>
    public async Task<string> DescribeAsync()
    {
        const string Members =
            "SELECT port || '@' || generation || ': status ' || status || ', suspected ' || coalesce(suspecttimes, 'by none') || ', alive ' || iamalivetime FROM orleansmembershiptable ORDER BY port, generation";
        const string Sessions =
            """
            SELECT pid || ' ' || application_name || ': ' || state || ' since ' || state_change || ', waits for ' || wait_event || ', blocked by ' || pg_blocking_pids(pid)::text || ': ' || left(query, 100)
            FROM pg_stat_activity WHERE datname = current_database() AND state <> 'idle' AND wait_event IS NOT NULL
            """;
        var text = new StringBuilder();
        await using var opened = new NpgsqlConnection(connection);
        await opened.OpenAsync();
        await using var batch = new NpgsqlBatch(opened) { BatchCommands = { new(Members), new(Sessions) } };
        await using (var reader = await batch.ExecuteReaderAsync())
        {
            do
                while (await reader.ReadAsync())
                    text.AppendLine(reader.GetString(0));
            while (await reader.NextResultAsync());
        }

        foreach (var (number, silo) in Silos)
            text.AppendLine($"-- silo {number}, port {ports[number]}{(silo.HasEnded ? ", ended" : "")}").AppendLine(silo.Log());
        return text.ToString();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var silo in Silos.Values) await silo.DisposeAsync();
    }
}
