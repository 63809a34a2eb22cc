using System.Diagnostics;
using System.Globalization;

namespace Workflows.Load.Floor;

/// <summary>Processor time of this process and, on Linux, of a server process with its children.</summary>
public sealed class CpuMeter(int? server)
{
    // USER_HZ, which the kernel fixes at 100 for what it reports to programs.
    private const double TicksPerSecond = 100;

    /// <summary>The seconds used so far.</summary>
    public CpuSeconds Read()
    {
        using var self = Process.GetCurrentProcess();
        return new CpuSeconds(self.TotalProcessorTime.TotalSeconds, server is { } pid && OperatingSystem.IsLinux() ? ReadServer(pid) : 0);
    }

    // A process ends between listing and reading, now and then; its time is then in its parent's sum of ended children.
    private static double ReadServer(int root) =>
        Directory.EnumerateDirectories("/proc")
            .Select(path => int.TryParse(Path.GetFileName(path), out var pid) ? ReadStat(pid) : null)
            .Where(stat => stat is { } found && (found.Pid == root || found.Parent == root))
            .Sum(stat => stat!.Value.Pid == root ? stat.Value.Own + stat.Value.EndedChildren : stat.Value.Own);

    private static (int Pid, int Parent, double Own, double EndedChildren)? ReadStat(int pid)
    {
        try
        {
            var text = File.ReadAllText($"/proc/{pid}/stat");
            var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
            double Seconds(int index) => double.Parse(fields[index], CultureInfo.InvariantCulture) / TicksPerSecond;
            return (pid, int.Parse(fields[1], CultureInfo.InvariantCulture), Seconds(11) + Seconds(12), Seconds(13) + Seconds(14));
        }
        catch (IOException)
        {
            return null;
        }
    }
}

/// <summary>Processor seconds.</summary>
/// <param name="Client">Of this process.</param>
/// <param name="Server">Of the database server; 0 where there is none.</param>
public readonly record struct CpuSeconds(double Client, double Server)
{
    /// <summary>What was used between two readings.</summary>
    public static CpuSeconds operator -(CpuSeconds later, CpuSeconds earlier) => new(later.Client - earlier.Client, later.Server - earlier.Server);
}
