namespace Workflows.Expressions.Syntax.Nodes;

/// <summary><c>condition ? then : else</c>; without an else the value may be missing.</summary>
internal sealed class ConditionalSyntax(SourceSpan span, SyntaxNode condition, SyntaxNode then, SyntaxNode? otherwise)
    : SyntaxNode(span, condition, then, otherwise)
{
    public SyntaxNode Condition { get; } = condition;

    public SyntaxNode Then { get; } = then;

    public SyntaxNode? Else { get; } = otherwise;

    public override IEnumerable<SyntaxNode> Children => Else is null ? [Condition, Then] : [Condition, Then, Else];
}
