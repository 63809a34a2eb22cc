namespace Workflows.Expressions.Syntax.Nodes;

/// <summary>One step of a path with what is attached to it.</summary>
internal sealed class StepSyntax(SourceSpan span, SyntaxNode expression, StageSyntax[] stages, string? focus,
    string? index, bool keepArray)
    : SyntaxNode(span, [expression, .. stages])
{
    public SyntaxNode Expression { get; } = expression;

    /// <summary>Predicates and index variables in the order of the text.</summary>
    public StageSyntax[] Stages { get; } = stages;

    /// <summary>The variable of <c>@$name</c>, which holds the item while the context stays where it was.</summary>
    public string? Focus { get; } = focus;

    /// <summary>The variable of <c>#$name</c>, which holds the position.</summary>
    public string? Index { get; } = index;

    public bool KeepArray { get; } = keepArray;

    public override IEnumerable<SyntaxNode> Children => [Expression, .. Stages];

    public StepSyntax With(StageSyntax stage) =>
        new(Span.To(stage.Span), Expression, [.. Stages, stage], Focus, Index, KeepArray);

    public StepSyntax WithFocus(SourceSpan span, string name) => new(span, Expression, Stages, name, Index, KeepArray);

    public StepSyntax WithIndex(SourceSpan span, string name) => new(span, Expression, Stages, Focus, name, KeepArray);

    public StepSyntax Keeping() => new(Span, Expression, Stages, Focus, Index, true);
}

/// <summary>Something that follows a step: a predicate, or an index variable after predicates.</summary>
internal sealed class StageSyntax(SourceSpan span, SyntaxNode? predicate, string? index) : SyntaxNode(span, predicate)
{
    public SyntaxNode? Predicate { get; } = predicate;

    public string? Index { get; } = index;

    public override IEnumerable<SyntaxNode> Children => Predicate is null ? [] : [Predicate];
}
