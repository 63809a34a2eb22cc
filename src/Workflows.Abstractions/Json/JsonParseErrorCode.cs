namespace Workflows.Abstractions.Json;

/// <summary>Why a text was refused.</summary>
public enum JsonParseErrorCode
{
    /// <summary>Not JSON (RFC 8259).</summary>
    InvalidJson,

    /// <summary>Bytes that are not UTF-8.</summary>
    InvalidUtf8,

    /// <summary>Deeper than <see cref="JsonParseLimits.MaxDepth"/>.</summary>
    TooDeep,

    /// <summary>More than <see cref="JsonParseLimits.MaxTokens"/>.</summary>
    TooManyTokens,

    /// <summary>A string longer than <see cref="JsonParseLimits.MaxStringLength"/>.</summary>
    StringTooLong,

    /// <summary>A number that no double can hold, such as 1e999.</summary>
    NumberOutOfRange,
}
