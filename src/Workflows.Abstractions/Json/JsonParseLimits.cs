namespace Workflows.Abstractions.Json;

/// <summary>What a text may cost before it is refused.</summary>
public sealed record JsonParseLimits
{
    /// <summary>The limits that are used when none are given.</summary>
    public static JsonParseLimits Default { get; } = new();

    /// <summary>Levels of nested arrays and objects, 1 to 512.</summary>
    public int MaxDepth { get; init; } = 64;

    /// <summary>Tokens in the whole document (names and values count, closing brackets do not).</summary>
    public int MaxTokens { get; init; } = 2_000_000;

    /// <summary>UTF-8 bytes of one string or name, as written.</summary>
    public int MaxStringLength { get; init; } = 8 * 1024 * 1024;
}
