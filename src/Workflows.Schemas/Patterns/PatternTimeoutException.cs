namespace Workflows.Schemas.Patterns;

/// <summary>A match that took longer than the limit allows.</summary>
internal sealed class PatternTimeoutException(string pattern) : Exception($"Matching '{pattern}' took too long.")
{
    /// <summary>The pattern as the schema has it.</summary>
    public string Pattern { get; } = pattern;
}
