namespace Workflows.Expressions.Syntax;

/// <summary>A node of the immutable syntax tree.</summary>
internal abstract class SyntaxNode(SourceSpan span, params ReadOnlySpan<SyntaxNode?> children)
{
    /// <summary>Where the node stands in the text.</summary>
    public SourceSpan Span { get; } = span;

    /// <summary>Levels of nodes below and including this one; the parser bounds it.</summary>
    public int Height { get; } = 1 + Tallest(children);

    /// <summary>The nodes directly below, in the order of the text.</summary>
    public abstract IEnumerable<SyntaxNode> Children { get; }

    private static int Tallest(ReadOnlySpan<SyntaxNode?> children)
    {
        var tallest = 0;
        foreach (var child in children) tallest = Math.Max(tallest, child?.Height ?? 0);
        return tallest;
    }
}
