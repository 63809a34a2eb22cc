using Workflows.Abstractions.Json;
using Workflows.Expressions.Evaluation;

namespace Workflows.Expressions.Operations;

/// <summary>One step of a path: what is evaluated for every item, and the predicates on its result.</summary>
internal sealed class PathStep(Operation operation, Predicate[] predicates)
{
    /// <summary>Whether the step takes the context as a whole: an array constructor that begins a path.</summary>
    public bool TakesWhole { get; init; }

    public Operation Operation => operation;

    public Selection Apply(Run run, Frame? frame, in Selection input, bool isLast)
    {
        if (operation is SortOperation sort) return Filter(run, frame, sort.Apply(run, frame, input));
        if (!input.IsList) return ApplyToOne(run, frame, input.Value, isLast);
        var list = new ListBuilder(run);
        Selection only = default;
        var results = 0;
        foreach (var item in input.Value.EnumerateArray())
        {
            run.Tick();
            var result = Filter(run, frame, Evaluate(run, frame, item));
            if (result.IsEmpty) continue;
            if (++results == 1)
            {
                only = result;
                continue;
            }

            if (results == 2) only.AddTo(ref list);
            result.AddTo(ref list);
        }

        return results == 1 ? Single(only, isLast) : Selection.From(list);
    }

    private Selection ApplyToOne(Run run, Frame? frame, in JsonValue item, bool isLast)
    {
        run.Tick();
        return Single(Filter(run, frame, Evaluate(run, frame, item)), isLast);
    }

    private Selection Evaluate(Run run, Frame? frame, in JsonValue item)
    {
        // A plain value, an array included, is one result; its items are merged afterwards.
        var value = operation.Evaluate(run, frame, item);
        return new Selection(value, Sequence.IsMergeable(value));
    }

    private Selection Filter(Run run, Frame? frame, Selection selection)
    {
        foreach (var predicate in predicates)
        {
            if (selection.Value.Reference is ConstructedArrayNode) selection = new Selection(selection.Value, true);
            selection = predicate.Apply(run, frame, selection);
        }

        return selection;
    }

    /// <summary>The only result: as the last step an array stays the array that it is, otherwise its items go
    /// on.</summary>
    private static Selection Single(in Selection result, bool isLast)
    {
        if (!result.IsList || (isLast && !Sequence.IsSequence(result.Value))) return result;
        return result.Value.Count switch
        {
            0 => default,
            1 => new Selection(result.Value[0], false),
            _ => result,
        };
    }
}
