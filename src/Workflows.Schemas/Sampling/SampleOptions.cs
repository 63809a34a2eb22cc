namespace Workflows.Schemas.Sampling;

/// <summary>What a sample holds.</summary>
public sealed record SampleOptions
{
    /// <summary>The options that are used when none are given.</summary>
    public static SampleOptions Default { get; } = new();

    /// <summary>How many of 100 optional fields are there. 0 for required ones only, 100 for all. Default 75.</summary>
    public int OptionalFieldPercent { get; init; } = 75;

    /// <summary>The instant around which dates lie. Default 2026-01-15, 09:30 UTC: samples do not look at the clock.</summary>
    public DateTimeOffset Around { get; init; } = new(2026, 1, 15, 9, 30, 0, TimeSpan.Zero);
}
