namespace Workflows.Expressions.Syntax;

/// <summary>A stretch of the expression's text, in UTF-16 code units.</summary>
/// <param name="Start">Offset of the first character.</param>
/// <param name="End">Offset after the last character.</param>
public readonly record struct SourceSpan(int Start, int End)
{
    /// <summary>Number of characters.</summary>
    public int Length => End - Start;

    internal SourceSpan To(SourceSpan last) => new(Start, last.End);
}
