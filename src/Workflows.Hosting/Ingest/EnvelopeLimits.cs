namespace Workflows.Hosting.Ingest;

/// <summary>What a publish request may cost. The defaults are the product's (docs/configuration.md).</summary>
public sealed record EnvelopeLimits
{
    /// <summary>The limits that are used when none are given.</summary>
    public static EnvelopeLimits Default { get; } = new();

    /// <summary>Bytes of the whole request body.</summary>
    public int MaxBodyBytes { get; init; } = 8 * 1024 * 1024;

    /// <summary>Bytes of one event's payload as compact JSON.</summary>
    public int MaxPayloadBytes { get; init; } = 256 * 1024;

    /// <summary>Bytes of one event's metadata as compact JSON.</summary>
    public int MaxMetadataBytes { get; init; } = 16 * 1024;

    /// <summary>Events in one request.</summary>
    public int MaxEvents { get; init; } = 1_000;

    /// <summary>Characters of an id, type, source, correlation id or schema ref.</summary>
    public int MaxTextLength { get; init; } = 200;

    /// <summary>Levels of nested arrays and objects in one event, the envelope included.</summary>
    public int MaxDepth { get; init; } = 64;
}
