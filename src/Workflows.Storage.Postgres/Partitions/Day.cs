using System.Collections.Concurrent;
using System.Globalization;
using Workflows.Abstractions.Ids;

namespace Workflows.Storage.Postgres.Partitions;

/// <summary>A day (UTC) and the names and bounds of its partitions.</summary>
internal sealed record Day
{
    private static readonly ConcurrentDictionary<int, Day> Known = new();

    private Day(int number)
    {
        Number = number;
        Start = DateTimeOffset.UnixEpoch.AddDays(number);
        Suffix = Start.ToString("yyyyMMdd", CultureInfo.InvariantCulture);
        Events = $"events_{Suffix}";
        Runs = $"runs_{Suffix}";
        Slices = $"run_slices_{Suffix}";
    }

    /// <summary>Whole days since the Unix epoch.</summary>
    public int Number { get; }

    /// <summary>Its first moment.</summary>
    public DateTimeOffset Start { get; }

    /// <summary>The end of the names of its partitions: <c>20260314</c>.</summary>
    public string Suffix { get; }

    /// <summary>Its partition of events.</summary>
    public string Events { get; }

    /// <summary>Its partition of runs.</summary>
    public string Runs { get; }

    /// <summary>Its partition of slices.</summary>
    public string Slices { get; }

    /// <summary>The smallest id of the day.</summary>
    public Guid Floor => IdSource.Floor(Start);

    /// <summary>The smallest id of the day after.</summary>
    public Guid Ceiling => IdSource.Floor(Start.AddDays(1));

    /// <summary>The day of an id.</summary>
    public static Day Of(Guid id) => Of(IdSource.TimeOf(id));

    /// <summary>The day of a moment.</summary>
    public static Day Of(DateTimeOffset moment) => Known.GetOrAdd((int)(moment.ToUnixTimeSeconds() / 86_400), number => new Day(number));

    /// <summary>The day of a partition's name; null when the name is not one of ours.</summary>
    public static Day? OfPartition(string name) =>
        DateTimeOffset.TryParseExact(
            name[(name.LastIndexOf('_') + 1)..], "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var start)
            ? Of(start)
            : null;
}
