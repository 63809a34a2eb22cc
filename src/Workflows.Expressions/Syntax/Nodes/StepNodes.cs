namespace Workflows.Expressions.Syntax.Nodes;

/// <summary>A field name.</summary>
internal sealed class NameSyntax(SourceSpan span, string name) : SyntaxNode(span)
{
    public string Name { get; } = name;

    public override IEnumerable<SyntaxNode> Children => [];
}

/// <summary><c>*</c>: every field.</summary>
internal sealed class WildcardSyntax(SourceSpan span) : SyntaxNode(span)
{
    public override IEnumerable<SyntaxNode> Children => [];
}

/// <summary><c>**</c>: everything below.</summary>
internal sealed class DescendantsSyntax(SourceSpan span) : SyntaxNode(span)
{
    public override IEnumerable<SyntaxNode> Children => [];
}

/// <summary><c>%</c>: the object that holds the context.</summary>
internal sealed class ParentSyntax(SourceSpan span) : SyntaxNode(span)
{
    public override IEnumerable<SyntaxNode> Children => [];
}

/// <summary><c>?</c> in the arguments of a partial application.</summary>
internal sealed class PlaceholderSyntax(SourceSpan span) : SyntaxNode(span)
{
    public override IEnumerable<SyntaxNode> Children => [];
}
