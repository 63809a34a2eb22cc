namespace Workflows.Expressions.Syntax.Nodes;

/// <summary>The minus in front of an operand that is no literal.</summary>
internal sealed class NegateSyntax(SourceSpan span, SyntaxNode operand) : SyntaxNode(span, operand)
{
    public SyntaxNode Operand { get; } = operand;

    public override IEnumerable<SyntaxNode> Children => [Operand];
}
