namespace Workflows.Expressions;

/// <summary>What an expression may look like.</summary>
public sealed record CompileOptions
{
    /// <summary>The options that are used when none are given.</summary>
    public static CompileOptions Default { get; } = new();

    /// <summary>Longest text, in UTF-16 code units.</summary>
    public int MaxLength { get; init; } = 32_768;

    /// <summary>Longest pattern of a regular expression, in UTF-16 code units.</summary>
    public int MaxRegexLength { get; init; } = 1_000;

    /// <summary>How long one match of a regular expression may take that needs backtracking.</summary>
    public TimeSpan RegexTimeout { get; init; } = TimeSpan.FromMilliseconds(50);
}
