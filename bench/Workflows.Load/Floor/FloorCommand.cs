using System.Globalization;

namespace Workflows.Load.Floor;

/// <summary><c>floor</c>: prints what the bare database does and what the store path reaches of it.</summary>
public static class FloorCommand
{
    /// <summary>Runs the command; 0 on success.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        var runs = Number(args, "--runs", 20_000);
        var rounds = Number(args, "--rounds", 3);
        var shape = new FloorShape
        {
            RunsPerTransaction = Number(args, "--batch", 500),
            EventsPerCommit = Number(args, "--events", 100),
            Lanes = Number(args, "--lanes", 16),
        };
        string[] stores = Option(args, "--store") is { } one ? [one] : ["sqlite", "postgres"];
        foreach (var store in stores)
        {
            await using IFloor floor = store == "postgres" ? await PostgresFloor.OpenAsync() : await SqliteFloor.OpenAsync();
            Console.WriteLine($"{store}: {rounds} rounds of {runs} runs, after a warm-up; {shape}");
            await MeasureAsync(new FloorRunner(floor, shape), runs, rounds);
        }

        return 0;
    }

    private static async Task MeasureAsync(FloorRunner runner, int runs, int rounds)
    {
        await runner.RoundAsync(Math.Min(runs, 5000));
        var results = new List<(FloorMeasurement Floor, FloorMeasurement Committer)>();
        for (var i = 0; i < rounds; i++)
        {
            var round = await runner.RoundAsync(runs);
            results.Add(round);
            Console.WriteLine($"  {round.Floor}");
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {round.Committer}   {runner.CommitsPerBatch:F0} commits a transaction"));
        }

        var speed = Median(results.Select(round => round.Committer.RunsPerSecond / round.Floor.RunsPerSecond));
        var cost = Median(results.Select(round => round.Floor.CpuPerThousand / round.Committer.CpuPerThousand));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  committer / floor: {speed:F2} in runs/s, {cost:F2} in CPU (median of the rounds)"));
    }

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted[sorted.Length / 2];
    }

    private static int Number(string[] args, string name, int fallback) =>
        Option(args, name) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : fallback;

    private static string? Option(string[] args, string name)
    {
        var index = Array.IndexOf(args, name);
        return index >= 0 && index + 1 < args.Length ? args[index + 1] : null;
    }
}
