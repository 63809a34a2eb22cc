using System.Diagnostics;
using System.Globalization;
using Workflows.Testing;

namespace Workflows.Load.Gateway;

/// <summary><c>soak</c>: a steady rate for a long time; prints latency and memory every half minute.</summary>
public static class SoakCommand
{
    /// <summary>Runs the command; 0 on success.</summary>
    public static async Task<int> RunAsync(LoadArguments arguments)
    {
        var folder = Directory.CreateTempSubdirectory("workflows-load-").FullName;
        await using var gateway = await GatewayProcess.StartAsync(folder, null, "--samples", "false");
        var publisher = new Publisher(gateway.Client);
        await publisher.PrepareAsync();
        var started = Stopwatch.GetTimestamp();
        Console.WriteLine("| after | events/s | p50 ms | p99 ms | resident MiB |\n|---|---|---|---|---|");
        while (Stopwatch.GetElapsedTime(started) < arguments.Soak)
        {
            var latencies = await publisher.PaceAsync(arguments.Rate, TimeSpan.FromSeconds(30));
            Array.Sort(latencies);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {Stopwatch.GetElapsedTime(started):mm\\:ss} | {arguments.Rate} | {latencies[latencies.Length / 2]:F1} | {latencies[(int)(latencies.Length * 0.99)]:F1} | {gateway.ResidentBytes / 1048576.0:F0} |"));
        }

        return 0;
    }
}
