using Workflows.Abstractions.Json;

namespace Workflows.Schemas;

/// <summary>How an instance is validated.</summary>
public sealed record SchemaValidationOptions
{
    /// <summary>All errors, up to 100 of them.</summary>
    public static SchemaValidationOptions AllErrors { get; } = new();

    /// <summary>The first error only.</summary>
    public static SchemaValidationOptions FirstError { get; } = new() { MaxErrors = 1 };

    /// <summary>Errors to report at most; at least 1. Default 100.</summary>
    public int MaxErrors { get; init; } = 100;

    /// <summary>Limits of the instance, when it is given as text.</summary>
    public JsonParseLimits ParseLimits { get; init; } = JsonParseLimits.Default;
}
