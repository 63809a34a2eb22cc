namespace Workflows.Expressions.Syntax.Nodes;

/// <summary><c>{"name": value}</c>, both for constructing an object and for grouping.</summary>
internal sealed class ObjectSyntax(SourceSpan span, PairSyntax[] pairs) : SyntaxNode(span, pairs)
{
    public PairSyntax[] Pairs { get; } = pairs;

    public override IEnumerable<SyntaxNode> Children => Pairs;
}

/// <summary>One <c>name: value</c>.</summary>
internal sealed class PairSyntax(SyntaxNode key, SyntaxNode value) : SyntaxNode(key.Span.To(value.Span), key, value)
{
    public SyntaxNode Key { get; } = key;

    public SyntaxNode Value { get; } = value;

    public override IEnumerable<SyntaxNode> Children => [Key, Value];
}
