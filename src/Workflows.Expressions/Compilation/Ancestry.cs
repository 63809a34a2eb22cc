using Workflows.Expressions.Syntax;
using Workflows.Expressions.Syntax.Nodes;

namespace Workflows.Expressions.Compilation;

/// <summary>
/// Finds, for every <c>%</c>, the step whose context it means, and marks the paths that must carry that context along.
/// The tree stays as it is; what was found lies beside it.
/// </summary>
internal sealed class Ancestry
{
    private readonly Dictionary<ParentSyntax, Slot> _parents = [];
    private readonly Dictionary<StepSyntax, Slot> _bySteps = [];
    private readonly HashSet<SyntaxNode> _carriers = [];
    private int _labels;

    /// <summary>Resolves all of a tree.</summary>
    /// <exception cref="ExpressionException">S0217: there is no such parent.</exception>
    public static Ancestry Resolve(SyntaxNode root)
    {
        var ancestry = new Ancestry();
        if (ancestry.Visit(root).Count > 0) throw Errors.Syntax(ErrorCode.ParentUnknown, root.Span, "%");
        return ancestry;
    }

    /// <summary>The variable that holds what a <c>%</c> means.</summary>
    public string LabelOf(ParentSyntax parent) => _parents[parent].Label;

    /// <summary>The variable in which a step keeps its context, or null.</summary>
    public string? LabelOf(StepSyntax step) => _bySteps.TryGetValue(step, out var slot) ? slot.Label : null;

    /// <summary>Whether a path inside a step must hand its variables on.</summary>
    public bool HandsOn(PathSyntax path) => _carriers.Contains(path);

    /// <summary>Whether a step carries variables, its own or those of a path inside it.</summary>
    public bool Carries(StepSyntax step) => _carriers.Contains(step);

    /// <summary>The parents that are still looked for above the node.</summary>
    private List<Slot> Visit(SyntaxNode node)
    {
        switch (node)
        {
            case ParentSyntax parent:
                // Names of variables cannot contain this sign, so the labels are safe.
                return [_parents[parent] = new Slot($"!{_labels++}")];
            case PathSyntax path:
                return VisitPath(path);
            case PostfixSyntax postfix:
                return VisitPostfix(postfix);
            case CallSyntax call:
                // A parent is never a function; what is called fails when it is called.
                Visit(call.Function);
                return VisitAll(call.Arguments);
            default:
                return VisitAll(node.Children);
        }
    }

    private List<Slot> VisitAll(IEnumerable<SyntaxNode> nodes)
    {
        var seeking = new List<Slot>();
        foreach (var node in nodes) seeking.AddRange(Visit(node));
        return seeking;
    }

    private List<Slot> VisitPostfix(PostfixSyntax postfix)
    {
        var seeking = Visit(postfix.Inner);
        foreach (var predicate in postfix.Predicates)
        foreach (var slot in Visit(predicate))
        {
            if (slot.Level == 1) Seek(postfix.Inner, slot);
            else slot.Level--;
            if (slot.Level > 0) seeking.Add(slot);
        }

        if (postfix.Group is not null) seeking.AddRange(Visit(postfix.Group));
        return seeking;
    }

    private List<Slot> VisitPath(PathSyntax path)
    {
        var unresolved = new List<Slot>();
        for (var i = 0; i < path.Steps.Length; i++)
        foreach (var slot in VisitStep(path.Steps[i]))
        {
            SeekBefore(path, i, slot);
            if (slot.Level > 0) unresolved.Add(slot);
        }

        if (path.Group is not null) unresolved.AddRange(Visit(path.Group));
        return unresolved;
    }

    private List<Slot> VisitStep(StepSyntax step)
    {
        var seeking = Visit(step.Expression);
        foreach (var stage in step.Stages)
        foreach (var slot in Visit(stage))
        {
            if (slot.Level == 1) SeekInStep(step, slot);
            else slot.Level--;
            if (slot.Level > 0) seeking.Add(slot);
        }

        return seeking;
    }

    private void SeekBefore(PathSyntax path, int from, Slot slot)
    {
        var index = from - 1;
        while (slot.Level > 0 && index >= 0)
        {
            var step = path.Steps[index--];
            // Steps that bind a focus share one context; only the first of them leads upwards.
            while (index >= 0 && step.Focus is not null && path.Steps[index].Focus is not null)
                step = path.Steps[index--];
            SeekInStep(step, slot);
        }
    }

    private void SeekInStep(StepSyntax step, Slot slot)
    {
        switch (step.Expression)
        {
            case NameSyntax or WildcardSyntax:
                slot.Level--;
                _carriers.Add(step);
                if (slot.Level > 0) return;
                if (_bySteps.TryGetValue(step, out var known)) slot.Share(known);
                else _bySteps[step] = slot;
                return;
            case ParentSyntax:
                slot.Level++;
                return;
            case BlockSyntax:
                _carriers.Add(step);
                Seek(step.Expression, slot);
                return;
            default:
                throw Errors.Syntax(ErrorCode.ParentUnknown, step.Span, "%");
        }
    }

    private void Seek(SyntaxNode node, Slot slot)
    {
        switch (node)
        {
            case BlockSyntax block:
                if (block.Expressions is [.., var last]) Seek(last, slot);
                return;
            case PathSyntax path:
                _carriers.Add(path);
                SeekBefore(path, path.Steps.Length, slot);
                return;
            default:
                throw Errors.Syntax(ErrorCode.ParentUnknown, node.Span, "%");
        }
    }

    private sealed class Slot(string label)
    {
        private Slot? _shared;

        public int Level { get; set; } = 1;

        public string Label => _shared?.Label ?? label;

        public void Share(Slot other) => _shared = other;
    }
}
