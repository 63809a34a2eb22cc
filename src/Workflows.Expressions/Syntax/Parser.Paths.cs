using Workflows.Abstractions.Json;
using Workflows.Expressions.Syntax.Nodes;

namespace Workflows.Expressions.Syntax;

/// <content>Paths: steps and what is attached to them.</content>
internal sealed partial class Parser
{
    private PathSyntax Dot(SyntaxNode left)
    {
        var right = Expression(Precedence.Dot);
        var head = left as PathSyntax;
        var tail = right as PathSyntax;
        var steps = new List<StepSyntax>();
        steps.AddRange(head?.Steps ?? [HeadStep(left)]);
        steps.AddRange(tail?.Steps ?? [TailStep(right)]);
        if (steps.Count > MaxAttached) throw TooLarge("too long: a path has too many steps");
        var keep = head?.KeepArray == true || tail?.KeepArray == true || steps.Exists(step => step.KeepArray);
        return new PathSyntax(left.Span.To(right.Span), [.. steps], keep, head?.Group ?? tail?.Group);
    }

    private static StepSyntax AsStep(SyntaxNode expression) =>
        new(expression.Span, expression, [], null, null, expression is PostfixSyntax { KeepArray: true });

    /// <summary>On the right of a dot, predicates apply step by step and not to the whole.</summary>
    private static StepSyntax TailStep(SyntaxNode expression)
    {
        if (expression is not PostfixSyntax { Group: null } postfix) return AsStep(Unliteral(expression));
        return new StepSyntax(postfix.Span, Unliteral(postfix.Inner), postfix.Predicates, null, null,
            postfix.KeepArray);
    }

    /// <summary>The predicates of a block belong to its step, where they can ask for parents.</summary>
    private static StepSyntax HeadStep(SyntaxNode expression) =>
        expression is PostfixSyntax { Inner: BlockSyntax } ? TailStep(expression) : AsStep(Unliteral(expression));

    /// <summary>A string as a step is a name.</summary>
    private static SyntaxNode Unliteral(SyntaxNode node) =>
        node is LiteralSyntax { Value.Kind: JsonKind.String } literal
            ? new NameSyntax(node.Span, literal.Value.GetString()) : node;

    private SyntaxNode Predicate(SyntaxNode left, SourceSpan open)
    {
        if (_token.Is("]"))
        {
            var end = Take(operatorMayFollow: true);
            return KeepArray(left, left.Span.To(end.Span));
        }

        var predicate = Expression(0);
        var close = Expect("]", operatorMayFollow: true);
        var stage = new StageSyntax(open.To(close.Span), predicate, null);
        if (left is PathSyntax path)
        {
            if (path.Steps[^1].Stages.Length > MaxAttached) throw TooLarge("too long: a step has too many predicates");
            if (path.Group is not null) throw Errors.Syntax(ErrorCode.PredicateAfterGroup, open, "[");
            return ReplaceLast(path, path.Steps[^1].With(stage));
        }

        var postfix = left as PostfixSyntax;
        if (postfix?.Group is not null) throw Errors.Syntax(ErrorCode.PredicateAfterGroup, open, "[");
        if (postfix?.Predicates.Length > MaxAttached) throw TooLarge("too long: a step has too many predicates");
        return new PostfixSyntax(left.Span.To(close.Span), postfix?.Inner
            ?? left, [.. postfix?.Predicates ?? [], stage],
            null, postfix?.KeepArray ?? false);
    }

    private static SyntaxNode KeepArray(SyntaxNode node, SourceSpan span)
    {
        if (node is PathSyntax path)
            return new PathSyntax(span, [.. path.Steps[..^1], path.Steps[^1].Keeping()], true, path.Group);
        var postfix = node as PostfixSyntax;
        return new PostfixSyntax(span, postfix?.Inner ?? node, postfix?.Predicates ?? [], postfix?.Group, true);
    }

    private SyntaxNode Group(SyntaxNode left, SourceSpan open)
    {
        var group = Pairs(open);
        var span = left.Span.To(group.Span);
        var postfix = left as PostfixSyntax;
        if ((left as PathSyntax)?.Group is not null || postfix?.Group is not null)
            throw Errors.Syntax(ErrorCode.SecondGroup, open, "{");
        return left is PathSyntax path
            ? new PathSyntax(span, path.Steps, path.KeepArray, group)
            : new PostfixSyntax(span, postfix?.Inner ?? left, postfix?.Predicates ?? [], group, postfix?.KeepArray
                ?? false);
    }

    private PathSyntax Sort(SyntaxNode left, SourceSpan start)
    {
        Expect("(");
        var terms = new List<SortTermSyntax>();
        do
        {
            var descending = TryTake(">");
            if (!descending) TryTake("<");
            terms.Add(new SortTermSyntax(Expression(0), descending));
        }
        while (TryTake(","));
        var end = Expect(")", operatorMayFollow: true);
        var span = start.To(end.Span);
        var path = left as PathSyntax;
        var sort = new StepSyntax(span, new SortSyntax(span, [.. terms]), [], null, null, false);
        return new PathSyntax(left.Span.To(span), [.. path?.Steps ?? [AsStep(left)], sort], path?.KeepArray
            ?? false, path?.Group);
    }

    private PathSyntax Focus(SyntaxNode left, Token token)
    {
        var variable = StepVariable(token);
        var path = AsPath(left);
        var step = path.Steps[^1];
        if (step.Stages.Length > 0 || step.Expression is PostfixSyntax { Predicates.Length: > 0 })
            throw Errors.Syntax(ErrorCode.FocusAfterPredicate, token.Span, "@");
        if (step.Expression is SortSyntax) throw Errors.Syntax(ErrorCode.FocusAfterSort, token.Span, "@");
        return ReplaceLast(path, step.WithFocus(step.Span.To(variable.Span), variable.Name));
    }

    private PathSyntax Index(SyntaxNode left, Token token)
    {
        var variable = StepVariable(token);
        var path = AsPath(left);
        var step = path.Steps[^1];
        return ReplaceLast(path, step.Stages.Length == 0
            ? step.WithIndex(step.Span.To(variable.Span), variable.Name)
            : step.With(new StageSyntax(token.Span.To(variable.Span), null, variable.Name)));
    }

    private VariableSyntax StepVariable(Token token) =>
        Expression(Precedence.Call) as VariableSyntax
        ?? throw Errors.Syntax(ErrorCode.FocusNotVariable, token.Span, token.Text);

    private static PathSyntax AsPath(SyntaxNode node) =>
        node as PathSyntax
            ?? new PathSyntax(node.Span, [TailStep(node)], node is PostfixSyntax { KeepArray: true }, null);

    private static PathSyntax ReplaceLast(PathSyntax path, StepSyntax step)
    {
        StepSyntax[] steps = [.. path.Steps[..^1], step];
        return new PathSyntax(path.Span.To(step.Span), steps, path.KeepArray, path.Group);
    }
}
