namespace Workflows.Schemas.Walking;

/// <summary>How far a walk goes.</summary>
public sealed record SchemaWalkOptions
{
    /// <summary>The options that are used when none are given.</summary>
    public static SchemaWalkOptions Default { get; } = new();

    /// <summary>Steps of the longest path. Default 12.</summary>
    public int MaxDepth { get; init; } = 12;

    /// <summary>Fields at most; the rest is left out. Default 2,000.</summary>
    public int MaxFields { get; init; } = 2_000;
}
