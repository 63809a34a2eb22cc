namespace Workflows.Expressions.Syntax.Nodes;

/// <summary><c>^(&lt;a, &gt;b)</c>, a step that orders what came before.</summary>
internal sealed class SortSyntax(SourceSpan span, SortTermSyntax[] terms) : SyntaxNode(span, terms)
{
    public SortTermSyntax[] Terms { get; } = terms;

    public override IEnumerable<SyntaxNode> Children => Terms;
}

/// <summary>One key of a sort.</summary>
internal sealed class SortTermSyntax(SyntaxNode expression, bool descending) : SyntaxNode(expression.Span, expression)
{
    public SyntaxNode Expression { get; } = expression;

    public bool Descending { get; } = descending;

    public override IEnumerable<SyntaxNode> Children => [Expression];
}
