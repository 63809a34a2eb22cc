namespace Workflows.Expressions.Syntax.Nodes;

/// <summary><c>[a, b, 1..3]</c>.</summary>
internal sealed class ArraySyntax(SourceSpan span, SyntaxNode[] items) : SyntaxNode(span, items)
{
    public SyntaxNode[] Items { get; } = items;

    public override IEnumerable<SyntaxNode> Children => Items;
}
