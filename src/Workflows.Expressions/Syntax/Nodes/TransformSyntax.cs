namespace Workflows.Expressions.Syntax.Nodes;

/// <summary><c>|location|update, delete|</c>: a function that copies its argument and changes the copy.</summary>
internal sealed class TransformSyntax(SourceSpan span, SyntaxNode location, SyntaxNode update, SyntaxNode? delete)
    : SyntaxNode(span, location, update, delete)
{
    public SyntaxNode Location { get; } = location;

    public SyntaxNode Update { get; } = update;

    public SyntaxNode? Delete { get; } = delete;

    public override IEnumerable<SyntaxNode> Children =>
        Delete is null ? [Location, Update] : [Location, Update, Delete];
}
