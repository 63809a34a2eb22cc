namespace Workflows.Expressions.Syntax.Nodes;

/// <summary>A variable without its dollar: empty is the context, <c>$</c> the root.</summary>
internal sealed class VariableSyntax(SourceSpan span, string name) : SyntaxNode(span)
{
    public string Name { get; } = name;

    public override IEnumerable<SyntaxNode> Children => [];
}
