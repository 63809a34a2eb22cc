namespace Workflows.Schemas;

/// <summary>What a schema, and a validation against it, may cost.</summary>
public sealed record SchemaLimits
{
    /// <summary>The limits that are used when none are given.</summary>
    public static SchemaLimits Default { get; } = new();

    /// <summary>UTF-8 bytes of one schema document. Default 512 KB.</summary>
    public int MaxDocumentBytes { get; init; } = 512 * 1024;

    /// <summary>Levels of subschemas inside each other in one document. Default 64.</summary>
    public int MaxSchemaDepth { get; init; } = 64;

    /// <summary>Subschemas of all documents together. Default 20,000.</summary>
    public int MaxSubschemas { get; init; } = 20_000;

    /// <summary>References of all documents together. Default 5,000.</summary>
    public int MaxReferences { get; init; } = 5_000;

    /// <summary>Documents that may be loaded through references. Default 100.</summary>
    public int MaxDocuments { get; init; } = 100;

    /// <summary>UTF-16 units of one regular expression. Default 1,024.</summary>
    public int MaxPatternLength { get; init; } = 1024;

    /// <summary>
    /// Time for one match of a regular expression with look-around, back references or large classes (<c>\p{L}</c>). Default
    /// 250 ms. All others take time in proportion to the text.
    /// </summary>
    public TimeSpan PatternTimeout { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>Subschemas that one validation may be inside of at a time; ends recursion that does not end itself. Default 512.</summary>
    public int MaxEvaluationDepth { get; init; } = 512;

    /// <summary>Subschemas that one validation may apply in all. Default 1,000,000.</summary>
    public int MaxEvaluations { get; init; } = 1_000_000;
}
