using System.Diagnostics;
using System.Globalization;

namespace Workflows.Crash.Host;

/// <summary>At which write the process ends itself: <c>before:call-started:1</c> is right before the first commit that starts a call.</summary>
/// <param name="isAfter">Whether the store has it by then, and nobody was told yet.</param>
/// <param name="boundary">The name of the boundary; empty for never.</param>
/// <param name="number">The how manieth.</param>
internal sealed class KillPlan(bool isAfter, string boundary, int number)
{
    private const string Option = "--kill";
    private int seen;

    /// <summary>Takes the option out of the command line; the rest is the server's.</summary>
    public static KillPlan Take(string[] arguments, out string[] rest)
    {
        var at = Array.IndexOf(arguments, Option);
        rest = at < 0 ? arguments : [.. arguments[..at], .. arguments[(at + 2)..]];
        if (at < 0) return new KillPlan(false, "", 0);
        var parts = arguments[at + 1].Split(':');
        return new KillPlan(parts[0] == "after", parts[1], int.Parse(parts[2], CultureInfo.InvariantCulture));
    }

    /// <summary>Whether one of the boundaries of a write is the one; counts it.</summary>
    public bool IsDue(IEnumerable<string> boundaries) =>
        boundary.Length > 0 && boundaries.Contains(boundary) && Interlocked.Increment(ref seen) == number;

    /// <summary>Before the store has the write.</summary>
    public void Before(bool isDue)
    {
        if (isDue && !isAfter) Kill();
    }

    /// <summary>When the store has the write, and before anybody is told.</summary>
    public void After(bool isDue)
    {
        if (isDue && isAfter) Kill();
    }

    /// <summary>SIGKILL: nothing is flushed, nothing is disposed, no handler runs.</summary>
    private static void Kill()
    {
        using var self = Process.GetCurrentProcess();
        self.Kill();
        Thread.Sleep(Timeout.Infinite);
    }
}
