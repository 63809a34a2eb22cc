using System.Diagnostics;
using System.Globalization;

namespace Workflows.Load.Floor;

/// <summary>What one way of writing a number of runs took.</summary>
/// <param name="Name">The way.</param>
/// <param name="Runs">How many runs.</param>
/// <param name="Elapsed">How long.</param>
/// <param name="Cpu">The processor time.</param>
public sealed record FloorMeasurement(string Name, int Runs, TimeSpan Elapsed, CpuSeconds Cpu)
{
    /// <summary>Completed runs per second.</summary>
    public double RunsPerSecond => Runs / Elapsed.TotalSeconds;

    /// <summary>Processor seconds for 1,000 runs, client and server.</summary>
    public double CpuPerThousand => (Cpu.Client + Cpu.Server) * 1000 / Runs;

    /// <summary>Measures some work.</summary>
    public static async Task<FloorMeasurement> OfAsync(string name, int runs, CpuMeter meter, Func<Task> work)
    {
        GC.Collect();
        var cpu = meter.Read();
        var started = Stopwatch.GetTimestamp();
        await work();
        return new FloorMeasurement(name, runs, Stopwatch.GetElapsedTime(started), meter.Read() - cpu);
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Name,-10} {RunsPerSecond,8:F0} runs/s   CPU s per 1,000 runs: {Cpu.Client * 1000 / Runs:F4} client + {Cpu.Server * 1000 / Runs:F4} server");
}
