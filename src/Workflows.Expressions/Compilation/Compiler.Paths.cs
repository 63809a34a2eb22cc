using Workflows.Abstractions.Json;
using Workflows.Expressions.Operations;
using Workflows.Expressions.Syntax;
using Workflows.Expressions.Syntax.Nodes;

namespace Workflows.Expressions.Compilation;

/// <content>Paths in their three forms: plain names, general, and with tuples.</content>
internal sealed partial class Compiler
{
    private Operation Path(PathSyntax path)
    {
        if (path is { Steps: [{ Focus: not null, Index: null, Stages.Length: 0, Expression: not NameSyntax } only],
            Group: null })
            return Visit(only.Expression);
        var firstTuple = System.Array.FindIndex(path.Steps, BindsTuple);
        if (firstTuple >= 0) return TuplePath(path, firstTuple);
        var general = GeneralPath(path, path.Steps.Length, path.KeepArray, path.Group);
        return FieldPath(path, general) ?? (Operation)general;
    }

    /// <summary>The quick form of a path that only follows names, or null.</summary>
    private FieldPathOperation? FieldPath(PathSyntax path, PathOperation general)
    {
        if (path.KeepArray || path.Group is not null
            || System.Array.Exists(path.Steps, step => step.Stages.Length > 0)) return null;
        var variable = path.Steps[0].Expression as VariableSyntax;
        var fields = variable is null ? path.Steps : path.Steps[1..];
        if (!System.Array.TrueForAll(fields, step => step.Expression is NameSyntax)) return null;
        var names = System.Array.ConvertAll(fields, step => new JsonName(((NameSyntax)step.Expression).Name));
        return new FieldPathOperation(variable is null ? null : Variable(variable), names, general);
    }

    private bool BindsTuple(StepSyntax step) =>
        step.Focus is not null || step.Index is not null || _ancestry.Carries(step)
        || System.Array.Exists(step.Stages, stage => stage.Index is not null);

    private PathOperation GeneralPath(PathSyntax path, int count, bool keepArray, ObjectSyntax? group)
    {
        var steps = new PathStep[count];
        for (var i = 0; i < count; i++)
        {
            var step = path.Steps[i];
            var takesWhole = i == 0 && count > 1 && step.Expression is ArraySyntax;
            steps[i] = new PathStep(StepOperation(path, i), Predicates(step.Stages)) { TakesWhole = takesWhole };
        }

        var grouping = group is null ? null : Group(group);
        return new PathOperation(steps, keepArray, grouping) { BeginsWithVariable = BeginsWithVariable(path) };
    }

    private static bool BeginsWithVariable(PathSyntax path) =>
        path.Steps[0].Expression is VariableSyntax or PostfixSyntax { Inner: VariableSyntax } or ParentSyntax;

    private Operation StepOperation(PathSyntax path, int index)
    {
        var expression = path.Steps[index].Expression;
        if (expression is LiteralSyntax literal)
            throw Errors.Syntax(ErrorCode.LiteralStep, literal.Span, literal.Value.ToString());
        var isEnd = path.Steps.Length > 1 && (index == 0 || index == path.Steps.Length - 1);
        return expression is ArraySyntax array ? Array(array, isStep: isEnd) : Visit(expression);
    }

    private Predicate[] Predicates(StageSyntax[] stages) =>
        System.Array.ConvertAll(stages, stage => new Predicate(Visit(stage.Predicate!)));

    private SortOperation Sort(SortSyntax sort) =>
        new(System.Array.ConvertAll(sort.Terms,
            term => new SortTerm(Visit(term.Expression), term.Descending, term.Span.Start)));

    private PostfixOperation Postfix(PostfixSyntax postfix) =>
        new(Visit(postfix.Inner), Predicates(postfix.Predicates),
            postfix.Group is null ? null : Group(postfix.Group), postfix.KeepArray);

    private TuplePathOperation TuplePath(PathSyntax path, int firstTuple)
    {
        var plain = firstTuple == 0 ? null : GeneralPath(path, firstTuple, keepArray: false, group: null);
        var names = TupleNames(path);
        var outer = _scope;
        _scope = new Scope(outer, names);
        var steps = new TupleStep[path.Steps.Length - firstTuple];
        for (var i = 0; i < steps.Length; i++) steps[i] = TupleStep(path, firstTuple + i, names);
        var group = path.Group is null ? null : Group(path.Group);
        _scope = outer;
        var shape = (path.KeepArray ? TuplePathShape.KeepsArray : 0)
            | (_ancestry.HandsOn(path) ? TuplePathShape.GivesTuples : 0)
            | (BeginsWithVariable(path) ? TuplePathShape.BeginsWithVariable : 0);
        return new TuplePathOperation(plain, steps, names, shape, group);
    }

    private TupleStep TupleStep(PathSyntax path, int index, string[] names)
    {
        var step = path.Steps[index];
        var stages = System.Array.ConvertAll(step.Stages, stage => stage.Predicate is { } predicate
            ? new TupleStage(new Predicate(Visit(predicate)), -1)
            : new TupleStage(null, System.Array.IndexOf(names, stage.Index)));
        return new TupleStep(StepOperation(path, index), stages, System.Array.IndexOf(names, step.Focus),
            System.Array.IndexOf(names, step.Index), System.Array.IndexOf(names, _ancestry.LabelOf(step)));
    }

    /// <summary>All variables that tuples of the path carry, also those of paths inside its steps.</summary>
    private string[] TupleNames(PathSyntax path)
    {
        var names = new List<string>();
        CollectTupleNames(path, names);
        return [.. names];
    }

    private void CollectTupleNames(PathSyntax path, List<string> names)
    {
        foreach (var step in path.Steps)
        {
            Note(names, step.Focus);
            Note(names, step.Index);
            Note(names, _ancestry.LabelOf(step));
            foreach (var stage in step.Stages) Note(names, stage.Index);
            if (Innermost(step.Expression) is PathSyntax inner && _ancestry.HandsOn(inner))
                CollectTupleNames(inner, names);
        }
    }

    private static SyntaxNode Innermost(SyntaxNode node)
    {
        while (node is BlockSyntax { Expressions: [.., var last] }) node = last;
        return node;
    }

    private static void Note(List<string> names, string? name)
    {
        if (name is not null && !names.Contains(name)) names.Add(name);
    }
}
