using System.Diagnostics;
using System.Globalization;
using System.Text;
using Workflows.Hosting.Metrics;
using Workflows.Load.Floor;
using Workflows.Load.Gateway;

namespace Workflows.Load.Catalog;

/// <summary><c>catalog</c>: how long the questions of the event catalog take for a tenant with a million events.</summary>
internal static class CatalogCommand
{
    private const int Warm = 100;
    private const int Measured = 1_000;

    /// <summary>Runs the command; 0 on success.</summary>
    public static async Task<int> RunAsync(LoadArguments arguments)
    {
        var report = new StringBuilder();
        foreach (var name in arguments.Stores)
        {
            await using IFloor floor = name == "postgres" ? await PostgresFloor.OpenAsync() : await SqliteFloor.OpenAsync();
            await MeasureAsync(name == "postgres" ? "PostgreSQL" : "SQLite", floor, report);
        }

        if (arguments.Output is { } file) await File.WriteAllTextAsync(file, $"{Header(arguments)}\n{report}");
        return 0;
    }

    private static async Task MeasureAsync(string name, IFloor floor, StringBuilder report)
    {
        var end = DateTimeOffset.FromUnixTimeSeconds(DateTimeOffset.UtcNow.ToUnixTimeSeconds() / 3600 * 3600);
        var data = new MillionEvents(floor.Store, end);
        var began = Stopwatch.GetTimestamp();
        await data.InsertAsync();
        await floor.SettleAsync();
        var took = Stopwatch.GetElapsedTime(began).TotalSeconds;
        Say(report, string.Create(CultureInfo.InvariantCulture, $"## {name}: {data.Count:N0} events in {took:F0} s\n"));
        Say(report, "| question | p50, ms | p99, ms | longest, ms | CPU, ms |\n|---|---|---|---|---|");

        var (metrics, recent) = (new EventMetrics(floor.Store), new RecentEvents(floor.Store));
        var (week, month) = (MetricsRange.Of(end.AddDays(-7), end), MetricsRange.Of(end.AddDays(-MillionEvents.Days), end));
        await RowAsync("metrics of a type, 7 days by day", i => metrics.GetAsync(data.Tenant, data.Types[i % 10], week, 24, false, default));
        await RowAsync("the same without simulated events", i => metrics.GetAsync(data.Tenant, data.Types[i % 10], week, 24, true, default));
        await RowAsync("metrics of a type, 7 days by hour", i => metrics.GetAsync(data.Tenant, data.Types[i % 10], week, 1, false, default));
        await RowAsync("metrics of a type, 30 days by day", i => metrics.GetAsync(data.Tenant, data.Types[i % 10], month, 24, false, default));
        await RowAsync("7-day figures of 10 types at once", _ => metrics.GetQuickAsync(data.Tenant, [.. data.Types], week, default));
        await RowAsync("the last 25 events of a type, with what became of them", i =>
            recent.ListAsync(data.Tenant, data.Types[i % 10], week, null, 25, false, default));
        Say(report, "");

        async Task RowAsync(string question, Func<int, Task> ask)
        {
            for (var i = 0; i < Warm; i++) await ask(i);
            var times = new double[Measured];
            var before = floor.Meter.Read();
            for (var i = 0; i < Measured; i++)
            {
                var start = Stopwatch.GetTimestamp();
                await ask(i);
                times[i] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            }

            var used = floor.Meter.Read() - before;
            Array.Sort(times);
            Say(report, string.Create(
                CultureInfo.InvariantCulture,
                $"| {question} | {times[Measured / 2]:F2} | {times[Measured * 99 / 100]:F2} | {times[^1]:F2} | {(used.Client + used.Server) * 1_000 / Measured:F2} |"));
        }
    }

    private static void Say(StringBuilder report, string line)
    {
        Console.WriteLine(line);
        report.Append(line).Append('\n');
    }

    private static string Header(LoadArguments arguments) =>
        $"""
        # The event catalog: questions over a million events

        Made by `./dev bench load catalog` at {DateTimeOffset.UtcNow:yyyy-MM-dd}, commit {arguments.Commit}, on {Environment.ProcessorCount} cores that the
        database and the program share. One tenant has ten event types with 100,800 events each, over thirty days and four lanes, written through
        the store's own write path with their delivery pages and counters. Each question is asked {Measured} times, one after the other.
        CPU is the processor time of program and database for one question: unlike the times, it does not depend on what else the machine does.
        The load average of the machine was {File.ReadAllText("/proc/loadavg").Split(' ')[0]} at the end.

        """;
}
