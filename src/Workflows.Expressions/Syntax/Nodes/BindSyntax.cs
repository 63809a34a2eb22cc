namespace Workflows.Expressions.Syntax.Nodes;

/// <summary><c>$name := value</c>.</summary>
internal sealed class BindSyntax(VariableSyntax variable, SyntaxNode value)
    : SyntaxNode(variable.Span.To(value.Span), variable, value)
{
    public VariableSyntax Variable { get; } = variable;

    public SyntaxNode Value { get; } = value;

    public override IEnumerable<SyntaxNode> Children => [Variable, Value];
}
