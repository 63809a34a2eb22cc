namespace Workflows.Expressions.Syntax.Nodes;

/// <summary>Two operands and an operator that evaluates to a value.</summary>
internal sealed class BinarySyntax(SourceSpan span, BinaryOperator @operator, SourceSpan operatorSpan, SyntaxNode left,
    SyntaxNode right)
    : SyntaxNode(span, left, right)
{
    public BinaryOperator Operator { get; } = @operator;

    public SourceSpan OperatorSpan { get; } = operatorSpan;

    public SyntaxNode Left { get; } = left;

    public SyntaxNode Right { get; } = right;

    public override IEnumerable<SyntaxNode> Children => [Left, Right];
}
