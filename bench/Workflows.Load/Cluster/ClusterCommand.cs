using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Workflows.Load.Floor;
using Workflows.Load.Gateway;
using Workflows.Testing;

namespace Workflows.Load.Cluster;

/// <summary>
/// <c>cluster</c>: completed runs per second and processor time per run with 1, 2 and 3 silos beside the embedded host, in turns, on one
/// PostgreSQL. Writes a table.
/// </summary>
public static class ClusterCommand
{
    private const string Silo = "silo/bin/Release/net10.0/Workflows.Silo.dll";
    private const string Embedded = "embedded";
    private const string SystemKey = "wfk_the-bench-reads-the-cluster-with-this-key";
    private const int Batch = 100;

    /// <summary>Runs the command; 0 on success.</summary>
    public static async Task<int> RunAsync(LoadArguments arguments)
    {
        var program = Path.GetFullPath(Silo);
        if (!File.Exists(program))
        {
            Console.Error.WriteLine($"{Silo} was not built: dotnet build silo --configuration Release, where Orleans' packages are at hand.");
            return 1;
        }

        await using var database = await PostgresServer.StartAsync("max_connections=400");
        var results = new List<Round>();
        for (var round = 1; round <= arguments.Rounds; round++)
        {
            results.Add(await MeasureAsync(Embedded, "Workflows.ClientApi.dll", 1, database, arguments));
            for (var silos = 1; silos <= 3; silos++)
                results.Add(await MeasureAsync(Name(silos), program, silos, database, arguments));
        }

        var report = Report(results, arguments);
        Console.Write(report);
        if (arguments.Output is { } file) await File.WriteAllTextAsync(file, report);
        return 0;
    }

    private static async Task<Round> MeasureAsync(
        string name, string program, int processes, PostgresServer database, LoadArguments arguments)
    {
        var folder = Directory.CreateTempSubdirectory("workflows-load-").FullName;
        var connection = await database.CreateDatabaseAsync();
        var running = new List<GatewayProcess>();
        try
        {
            for (var i = 0; i < processes; i++)
            {
                string[] cluster = name == Embedded ? [] : ["--silo-port", $"{LoopbackPorts.Next()}", "--probe-timeout", "10"];
                running.Add(await GatewayProcess.StartProgramAsync(
                    program, LoopbackPorts.Next(), folder, connection, ["--samples", "false", "--system-key", SystemKey, .. cluster]));
            }

            var publishers = running.ConvertAll(process => new Publisher(process.Client));
            await publishers[0].PrepareAsync();
            await FloodAsync(publishers, Math.Max(2_000, arguments.Runs / 5));

            var meter = new CpuMeter(database.ProcessId);
            var (before, others, sentBefore) = (Cpu(running), meter.Read(), await SentAsync(running[0]));
            var started = Stopwatch.GetTimestamp();
            double runs = await FloodAsync(publishers, arguments.Runs);
            var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
            var (cpu, rest, sent) = (Cpu(running) - before, meter.Read() - others, await SentAsync(running[0]) - sentBefore);
            return new Round(name, runs / seconds, cpu.TotalMilliseconds / runs, rest.Server * 1_000 / runs)
            {
                RemoteShare = sent.Remote / Math.Max(1, sent.Local + sent.Remote),
                Messages = (sent.Local + sent.Remote) / runs,
                RemoteBytes = sent.Bytes / runs,
            };
        }
        catch (InvalidOperationException)
        {
            foreach (var process in running) Console.Error.WriteLine($"The log of {process.Client.BaseAddress} ends with:\n{process.Log()}");
            throw;
        }
        finally
        {
            foreach (var process in running) await process.DisposeAsync();
        }
    }

    /// <summary>Every process gets its share of the events.</summary>
    /// <returns>How many there were.</returns>
    private static async Task<int> FloodAsync(List<Publisher> publishers, int runs)
    {
        var share = runs / publishers.Count / Batch * Batch;
        await Task.WhenAll(publishers.Select(publisher => publisher.FloodAsync(share, Batch, 8 / publishers.Count + 1)));
        return share * publishers.Count;
    }

    /// <summary>The messages that the silos have sent so far.</summary>
    private static async Task<Sent> SentAsync(GatewayProcess process)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/admin/cluster");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", SystemKey);
        using var answer = (await process.Client.SendAsync(request)).EnsureSuccessStatusCode();
        using var cluster = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        var total = default(Sent);
        foreach (var member in cluster.RootElement.GetProperty("members").EnumerateArray())
        {
            if (!member.TryGetProperty("traffic", out var sent)) continue;
            total += new Sent(
                sent.GetProperty("localMessages").GetDouble(), sent.GetProperty("remoteMessages").GetDouble(), sent.GetProperty("remoteBytes").GetDouble());
        }

        return total;
    }

    private static TimeSpan Cpu(List<GatewayProcess> running) => new(running.Sum(process => process.Cpu.Ticks));

    private static string Report(List<Round> results, LoadArguments arguments)
    {
        var report = new StringBuilder(string.Create(CultureInfo.InvariantCulture,
            $"""
            # The cluster host beside the embedded host

            Made by `./dev bench load cluster` at {DateTimeOffset.UtcNow:yyyy-MM-dd}, commit {arguments.Commit}, on {Environment.ProcessorCount} cores that silos, database
            and load generator share. A run = one event that starts a 3-step workflow (assign, if, local action); an answer with
            `wait=processed` means that the run has finished; batches of {Batch}, {arguments.Runs} runs a round on a new database, medians of {arguments.Rounds} rounds in turns.

            | processes | runs/s | CPU ms a run, engine | of the embedded host | CPU ms a run, database | messages a run | to other silos | bytes a run to other silos |
            |---|---|---|---|---|---|---|---|

            """));
        var floor = Median(results, Embedded, round => round.Cpu);
        foreach (var name in results.Select(round => round.Name).Distinct())
        {
            var cpu = Median(results, name, round => round.Cpu);
            report.Append(CultureInfo.InvariantCulture,
                $"| {name} | {Median(results, name, round => round.Rate):F0} | {cpu:F3} | {cpu / floor:F2} | {Median(results, name, round => round.Database):F3} |");
            report.Append(name == Embedded ? " | | |\n" : string.Create(CultureInfo.InvariantCulture,
                $" {Median(results, name, round => round.Messages):F2} | {Median(results, name, round => round.RemoteShare):P0} | {Median(results, name, round => round.RemoteBytes):F0} |\n"));
        }

        return report.ToString();
    }

    private static double Median(List<Round> results, string name, Func<Round, double> value)
    {
        var sorted = results.Where(round => round.Name == name).Select(value).Order().ToArray();
        return sorted[sorted.Length / 2];
    }

    private static string Name(int silos) => silos == 1 ? "1 silo" : string.Create(CultureInfo.InvariantCulture, $"{silos} silos");

    private sealed record Round(string Name, double Rate, double Cpu, double Database)
    {
        public double Messages { get; init; }

        public double RemoteShare { get; init; }

        public double RemoteBytes { get; init; }
    }

    private readonly record struct Sent(double Local, double Remote, double Bytes)
    {
        public static Sent operator +(Sent left, Sent right) => new(left.Local + right.Local, left.Remote + right.Remote, left.Bytes + right.Bytes);

        public static Sent operator -(Sent left, Sent right) => new(left.Local - right.Local, left.Remote - right.Remote, left.Bytes - right.Bytes);
    }
}
