namespace Workflows.Expressions.Syntax.Nodes;

/// <summary><c>(a; b)</c>: a scope whose value is that of its last expression.</summary>
internal sealed class BlockSyntax(SourceSpan span, SyntaxNode[] expressions) : SyntaxNode(span, expressions)
{
    public SyntaxNode[] Expressions { get; } = expressions;

    public override IEnumerable<SyntaxNode> Children => Expressions;
}
