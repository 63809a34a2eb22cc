namespace Workflows.Expressions.Syntax.Nodes;

/// <summary>Predicates, a grouping or <c>[]</c> on an expression that is no path, such as <c>$f()[0]</c>.</summary>
internal sealed class PostfixSyntax(SourceSpan span, SyntaxNode inner, StageSyntax[] predicates, ObjectSyntax? group,
    bool keepArray)
    : SyntaxNode(span, [inner, .. predicates, group])
{
    public SyntaxNode Inner { get; } = inner;

    public StageSyntax[] Predicates { get; } = predicates;

    public ObjectSyntax? Group { get; } = group;

    public bool KeepArray { get; } = keepArray;

    public override IEnumerable<SyntaxNode> Children =>
        Group is null ? [Inner, .. Predicates] : [Inner, .. Predicates, Group];
}
