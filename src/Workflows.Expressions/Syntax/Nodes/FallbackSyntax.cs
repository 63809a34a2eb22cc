namespace Workflows.Expressions.Syntax.Nodes;

/// <summary><c>a ?: b</c> (b when a is false, empty or missing) and <c>a ?? b</c> (b when a is missing).</summary>
internal sealed class FallbackSyntax(SourceSpan span, bool onlyWhenMissing, SyntaxNode left, SyntaxNode right)
    : SyntaxNode(span, left, right)
{
    public bool OnlyWhenMissing { get; } = onlyWhenMissing;

    public SyntaxNode Left { get; } = left;

    public SyntaxNode Right { get; } = right;

    public override IEnumerable<SyntaxNode> Children => [Left, Right];
}
