namespace Workflows.Engine.Definitions;

/// <summary>What validation found in a definition.</summary>
public sealed record Finding
{
    /// <summary>Whether it blocks publishing.</summary>
    public required FindingSeverity Severity { get; init; }

    /// <summary>The stable code: <c>UNKNOWN_ACTION</c>.</summary>
    public required string Code { get; init; }

    /// <summary>One sentence for a person.</summary>
    public required string Message { get; init; }

    /// <summary>Where in the definition, as a JSON pointer: <c>/steps/0/then/1/config/assign</c>.</summary>
    public required string Pointer { get; init; }

    /// <summary>The id of the step concerned, if one is.</summary>
    public string? StepId { get; init; }

    /// <summary>The position in the expression concerned, in characters; null outside expressions.</summary>
    public int? Position { get; init; }

    /// <summary>How many characters of the expression are concerned; null outside expressions.</summary>
    public int? Length { get; init; }

    /// <summary>What was expected.</summary>
    public string? Expected { get; init; }

    /// <summary>What was found.</summary>
    public string? Actual { get; init; }

    /// <summary>What to write instead.</summary>
    public string? Suggestion { get; init; }
}

/// <summary>Whether a finding blocks publishing.</summary>
public enum FindingSeverity
{
    /// <summary>It does not.</summary>
    Warning,

    /// <summary>It does.</summary>
    Error,
}
