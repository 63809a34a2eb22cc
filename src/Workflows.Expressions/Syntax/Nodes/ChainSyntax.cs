namespace Workflows.Expressions.Syntax.Nodes;

/// <summary><c>value ~> function</c>.</summary>
internal sealed class ChainSyntax(SourceSpan span, SyntaxNode left, SyntaxNode right) : SyntaxNode(span, left, right)
{
    public SyntaxNode Left { get; } = left;

    public SyntaxNode Right { get; } = right;

    public override IEnumerable<SyntaxNode> Children => [Left, Right];
}
