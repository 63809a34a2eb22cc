namespace Workflows.Schemas.Patterns;

/// <summary>A regular expression that ECMA-262 does not allow, or that goes past a limit.</summary>
internal sealed class PatternException(string message, int position) : Exception(message)
{
    /// <summary>Index of the offending UTF-16 unit in the pattern.</summary>
    public int Position { get; } = position;
}
