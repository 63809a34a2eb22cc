using System.Globalization;

namespace Workflows.Load.Gateway;

/// <summary>The options of the load commands.</summary>
public sealed record LoadArguments
{
    /// <summary><c>sqlite</c>, <c>postgres</c>.</summary>
    public IReadOnlyList<string> Stores { get; private init; } = ["sqlite", "postgres"];

    /// <summary>Runs a round.</summary>
    public int Runs { get; private init; } = 20_000;

    /// <summary>Rounds of floor and gateway in turns.</summary>
    public int Rounds { get; private init; } = 3;

    /// <summary>Events a second of the paced parts.</summary>
    public int Rate { get; private init; } = 500;

    /// <summary>How long the paced part takes.</summary>
    public TimeSpan Pace { get; private init; } = TimeSpan.FromSeconds(20);

    /// <summary>How long the idle engine is watched.</summary>
    public TimeSpan Idle { get; private init; } = TimeSpan.FromSeconds(20);

    /// <summary>Runs that are parked at the same time.</summary>
    public int Parked { get; private init; } = 20_000;

    /// <summary>Timers that are pending at the same time.</summary>
    public int Timers { get; private init; } = 1_000_000;

    /// <summary>How long a soak takes.</summary>
    public TimeSpan Soak { get; private init; } = TimeSpan.FromMinutes(10);

    /// <summary>Where the table goes; null for the screen only.</summary>
    public string? Output { get; private init; }

    /// <summary>The commit that is measured.</summary>
    public string Commit { get; private init; } = "unknown";

    /// <summary>Reads <c>--name value</c> pairs.</summary>
    /// <exception cref="ArgumentException">A name is not known, or a value is missing.</exception>
    public static LoadArguments Parse(IReadOnlyList<string> args)
    {
        var result = new LoadArguments();
        for (var i = 0; i < args.Count; i += 2)
        {
            if (i + 1 == args.Count) throw new ArgumentException($"{args[i]} needs a value.");
            var value = args[i + 1];
            result = args[i] switch
            {
                "--store" => result with { Stores = [value] },
                "--runs" => result with { Runs = Number(value) },
                "--rounds" => result with { Rounds = Number(value) },
                "--rate" => result with { Rate = Number(value) },
                "--pace" => result with { Pace = TimeSpan.FromSeconds(Number(value)) },
                "--idle" => result with { Idle = TimeSpan.FromSeconds(Number(value)) },
                "--soak" => result with { Soak = TimeSpan.FromMinutes(Number(value)) },
                "--parked" => result with { Parked = Number(value) },
                "--timers" => result with { Timers = Number(value) },
                "--output" => result with { Output = value },
                "--commit" => result with { Commit = value },
                _ => throw new ArgumentException($"There is no option {args[i]}."),
            };
        }

        return result;
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
