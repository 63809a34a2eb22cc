using System.Diagnostics;
using System.Globalization;
using System.Text;
using Workflows.Load.Floor;
using Workflows.Testing;

namespace Workflows.Load.Gateway;

/// <summary>
/// <c>spine</c>: completed runs per second through the real gateway beside the bare database, in turns, latency at a fixed rate, and what an
/// idle engine uses. Writes a table.
/// </summary>
public static class SpineCommand
{
    /// <summary>Runs the command; 0 on success.</summary>
    public static async Task<int> RunAsync(LoadArguments arguments)
    {
        var report = new StringBuilder();
        foreach (var store in arguments.Stores) await MeasureAsync(store, arguments, report);
        Console.Write(report);
        if (arguments.Output is { } file) await File.WriteAllTextAsync(file, $"{Header(arguments)}\n{report}");
        return 0;
    }

    private static async Task MeasureAsync(string store, LoadArguments arguments, StringBuilder report)
    {
        await using IFloor floor = store == "postgres" ? await PostgresFloor.OpenAsync() : await SqliteFloor.OpenAsync();
        await using var database = store == "postgres" ? await PostgresServer.StartAsync() : null;
        var connection = database is null ? null : await database.CreateDatabaseAsync();
        var folder = Directory.CreateTempSubdirectory("workflows-load-").FullName;
        await using var gateway = await GatewayProcess.StartAsync(folder, connection, "--samples", "false");
        var publisher = new Publisher(gateway.Client);
        await publisher.PrepareAsync();
        var runner = new FloorRunner(floor, new FloorShape { RunsPerTransaction = 500, EventsPerCommit = 100, Lanes = 16 });
        await publisher.FloodAsync(arguments.Runs, 100, 8);
        await runner.RoundAsync(Math.Min(arguments.Runs, 5_000));

        Append(report, $"## {(store == "postgres" ? "PostgreSQL" : "SQLite")}\n");
        Append(report, "| round | floor, runs/s | batches of 100, runs/s | of the floor | one event a request, runs/s | CPU s per 1,000 in batches: gateway + database + generator |");
        Append(report, "|---|---|---|---|---|---|");
        var meter = new CpuMeter(database?.ProcessId);
        var ratios = new List<double>();
        for (var round = 1; round <= arguments.Rounds; round++)
        {
            var (bare, _) = await runner.RoundAsync(arguments.Runs);
            var (cpu, others) = (gateway.Cpu, meter.Read());
            var batches = await RateAsync(arguments.Runs, () => publisher.FloodAsync(arguments.Runs, 100, 8));
            var (cost, rest) = ((gateway.Cpu - cpu).TotalSeconds, meter.Read() - others);
            var split = string.Create(
                CultureInfo.InvariantCulture,
                $"{cost * 1000 / arguments.Runs:F3} + {rest.Server * 1000 / arguments.Runs:F3} + {rest.Client * 1000 / arguments.Runs:F3}");
            var singles = await RateAsync(arguments.Runs / 4, () => publisher.FloodAsync(arguments.Runs / 4, 1, 64));
            ratios.Add(batches / bare.RunsPerSecond);
            Append(report, $"| {round} | {bare.RunsPerSecond:F0} | {batches:F0} | {batches / bare.RunsPerSecond:F2} | {singles:F0} | {split} |");
        }

        ratios.Sort();
        Append(report, $"\nOf the floor, median: **{ratios[ratios.Count / 2]:F2}**.\n");
        var latencies = await publisher.PaceAsync(arguments.Rate, arguments.Pace);
        Array.Sort(latencies);
        Append(
            report,
            $"At {arguments.Rate} single events a second for {arguments.Pace.TotalSeconds:F0} s, from due to finished: "
            + $"p50 {At(latencies, 0.5):F1} ms, p99 {At(latencies, 0.99):F1} ms, longest {latencies[^1]:F1} ms.\n");
        await ReportIdleAsync(gateway, arguments, report);
    }

    private static async Task ReportIdleAsync(GatewayProcess gateway, LoadArguments arguments, StringBuilder report)
    {
        var cpu = gateway.Cpu;
        using var timer = new PeriodicTimer(arguments.Idle);
        await timer.WaitForNextTickAsync();
        var share = (gateway.Cpu - cpu) / arguments.Idle * 100;
        Append(
            report,
            $"Idle for {arguments.Idle.TotalSeconds:F0} s: {share:F2}% of one core; resident memory {gateway.ResidentBytes / 1048576.0:F0} MiB.\n");
    }

    private static async Task<double> RateAsync(int runs, Func<Task> work)
    {
        var started = Stopwatch.GetTimestamp();
        await work();
        return runs / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private static double At(double[] sorted, double share) => sorted[Math.Min(sorted.Length - 1, (int)(sorted.Length * share))];

    private static void Append(StringBuilder report, FormattableString line) => report.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');

    private static void Append(StringBuilder report, string line) => report.Append(line).Append('\n');

    private static string Header(LoadArguments arguments) =>
        $"""
        # The spine: completed runs, latency, idle

        Made by `./dev bench load spine` at {DateTimeOffset.UtcNow:yyyy-MM-dd}, commit {arguments.Commit}, on {Environment.ProcessorCount} cores that gateway,
        database and load generator share. A run = one event (with an id of its own) that starts a 3-step workflow (assign, if, local action);
        an answer with `wait=processed` means that the run has finished. The floor is the bare database writing the same rows in the same run
        of this program, in turns with the gateway.

        """;
}
