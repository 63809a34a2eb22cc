namespace Workflows.Expressions.Syntax.Nodes;

/// <summary>Steps joined by dots, flattened; <c>[]</c> on any step keeps the result an array.</summary>
internal sealed class PathSyntax(SourceSpan span, StepSyntax[] steps, bool keepArray, ObjectSyntax? group)
    : SyntaxNode(span, [.. steps, group])
{
    public StepSyntax[] Steps { get; } = steps;

    public bool KeepArray { get; } = keepArray;

    public ObjectSyntax? Group { get; } = group;

    public override IEnumerable<SyntaxNode> Children => Group is null ? Steps : [.. Steps, Group];
}
