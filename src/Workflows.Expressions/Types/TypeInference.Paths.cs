using Workflows.Expressions.Syntax;
using Workflows.Expressions.Syntax.Nodes;

namespace Workflows.Expressions.Types;

/// <content>Paths, with the rule that a list of one item is that item.</content>
internal sealed partial class TypeInference
{
    private Inferred Path(PathSyntax path, TypeFrame frame, Inferred context)
    {
        var current = context;
        var inner = new TypeFrame(frame);
        foreach (var step in path.Steps)
        {
            var before = current;
            current = Step(step, inner, current);
            if (step.Index is { } index) inner.Bind(index, ExpressionType.Number);
            if (step.Focus is { } focus)
            {
                inner.Bind(focus, new Inferred(ItemOf(current.Type), current.Path));
                current = before;
            }

            foreach (var stage in step.Stages)
                if (stage.Index is { } position) inner.Bind(position, ExpressionType.Number);
        }

        if (path.Group is not null) return Object(path.Group, inner, new Inferred(ItemOf(current.Type), current.Path));
        return path.KeepArray ? new Inferred(Kept(current.Type), current.Path) : current;
    }

    private Inferred Step(StepSyntax step, TypeFrame frame, Inferred context)
    {
        Inferred value;
        if (step.Expression is SortSyntax sort)
        {
            var item = new Inferred(ItemOf(context.Type), context.Path);
            foreach (var term in sort.Terms) Read(term.Expression, frame, item);
            value = context;
        }
        else
        {
            value = ForEach(step.Expression, frame, context);
        }

        foreach (var stage in step.Stages)
            if (stage.Predicate is { } predicate) value = Filtered(predicate, frame, value);
        return value;
    }

    /// <summary>The step applied to each item of a list, or to the value.</summary>
    private Inferred ForEach(SyntaxNode expression, TypeFrame frame, Inferred context)
    {
        var type = context.Type;
        if (!type.Has(TypeKinds.Array) || type.IsUnknown) return Visit(expression, frame, context);
        var item = Visit(expression, frame, new Inferred(ItemOf(type), context.Path));
        if (item.Type.IsUnknown) return item;
        return new Inferred(Gathered(item.Type), item.Path);
    }

    private Inferred Filtered(SyntaxNode predicate, TypeFrame frame, Inferred value)
    {
        var item = new Inferred(ItemOf(value.Type), value.Path);
        var condition = Read(predicate, frame, item).Type;
        if (value.Type.IsUnknown) return value;
        // A position selects one item; a condition selects any number of them.
        var isPosition = condition.Kinds == TypeKinds.Number;
        var result = isPosition || !value.Type.Has(TypeKinds.Array)
            ? ItemOf(value.Type).AsOptional() : Gathered(ItemOf(value.Type));
        return new Inferred(result, value.Path);
    }

    private Inferred Postfix(PostfixSyntax postfix, TypeFrame frame, Inferred context)
    {
        var value = Visit(postfix.Inner, frame, context);
        foreach (var stage in postfix.Predicates)
            if (stage.Predicate is { } predicate) value = Filtered(predicate, frame, value);
        if (postfix.Group is not null)
            return Object(postfix.Group, frame, new Inferred(ItemOf(value.Type), value.Path));
        return postfix.KeepArray ? new Inferred(Kept(value.Type), value.Path) : value;
    }

    private Inferred Field(NameSyntax node, string name, Inferred context)
    {
        var type = context.Type;
        var path = context.Below(name);
        if (type.IsUnknown) return new Inferred(ExpressionType.Unknown, path);
        if (!type.Has(TypeKinds.Object))
        {
            if (type.Kinds != TypeKinds.None) ReportField(node, context, [], isError: true);
            return new Inferred(ExpressionType.Missing, path);
        }

        if (type.Shape is not { } shape) return new Inferred(ExpressionType.Unknown, path);
        var isOptional = type.IsOptional || type.Kinds != TypeKinds.Object;
        if (shape.Find(name) is { } field) return new Inferred(isOptional ? field.AsOptional() : field, path);
        // Without known roots there is nothing to compare with.
        if (context.Path is "" && scope.Roots.Count == 0) return new Inferred(ExpressionType.Unknown, path);
        if (shape.Names.Count > 0 || shape.IsClosed) ReportField(node, context, shape.Names, shape.IsClosed);
        return new Inferred(shape.IsClosed ? ExpressionType.Missing : ExpressionType.Unknown, path);
    }

    private void ReportField(NameSyntax node, Inferred context, IEnumerable<string> known, bool isError)
    {
        var where = context.Path is { Length: > 0 } path ? $"'{path}'" : "the input";
        var near = Nearest.Find(node.Name, known);
        var hint = near is null ? "" : $" Did you mean '{near}'?";
        Findings.Add(new TypeFinding(TypeFindingCodes.UnknownPath, isError,
            $"There is no field '{node.Name}' in {where}.{hint}",
            node.Span, Actual: context.Type.AsPresent().ToString(), Suggestion: near, Path: context.Below(node.Name)));
    }

    /// <summary>What one item of the value is: of a list its items, otherwise the value itself.</summary>
    private static ExpressionType ItemOf(ExpressionType type)
    {
        if (type.IsUnknown || !type.Has(TypeKinds.Array)) return type;
        var items = (type.Items ?? ExpressionType.Unknown).AsPresent();
        var rest = type.Only(~TypeKinds.Array);
        return rest.Kinds == TypeKinds.None ? items : ExpressionType.Union(items, rest.AsPresent());
    }

    /// <summary>Any number of items: none, the one itself, or a list of them.</summary>
    private static ExpressionType Gathered(ExpressionType item)
    {
        var one = ItemOf(item);
        return ExpressionType.Union(one.AsOptional(), ExpressionType.ArrayOf(one));
    }

    private static ExpressionType Kept(ExpressionType type)
    {
        if (type.IsUnknown) return new ExpressionType(TypeKinds.Array, isOptional: true);
        var list = ExpressionType.ArrayOf(ItemOf(type));
        return type.IsOptional ? list.AsOptional() : list;
    }
}
