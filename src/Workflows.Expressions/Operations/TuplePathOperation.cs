using Workflows.Abstractions.Json;
using Workflows.Expressions.Evaluation;

namespace Workflows.Expressions.Operations;

/// <summary>A path that binds variables with <c>@</c> or <c>#</c>, or whose steps are asked for their parents with
/// <c>%</c>.</summary>
/// <param name="plainSteps">The steps before the first one that binds anything.</param>
/// <param name="steps">The steps from there on.</param>
/// <param name="names">The variable of each slot.</param>
/// <param name="shape">How the result is given.</param>
/// <param name="group">A grouping at the end.</param>
internal sealed class TuplePathOperation(
    PathOperation? plainSteps, TupleStep[] steps, string[] names, TuplePathShape shape, GroupOperation? group)
        : Operation
{
    public override JsonValue Evaluate(Run run, Frame? frame, in JsonValue context)
    {
        Run.GuardStack();
        var start = plainSteps is null ? context : plainSteps.Evaluate(run, frame, context);
        var asOne = plainSteps is null && shape.HasFlag(TuplePathShape.BeginsWithVariable);
        var tuples = Start(run, frame, start, asOne);
        foreach (var step in steps) tuples = step.Apply(run, tuples, names);
        if (group is not null) return group.Apply(run, new TupleStream(tuples, names));
        if (shape.HasFlag(TuplePathShape.GivesTuples))
            return tuples.Count == 0 ? default : new JsonValue(new TupleStream(tuples, names));
        var list = new ListBuilder(run);
        foreach (var tuple in tuples) list.Add(tuple.Item);
        var result = list.ToSequence();
        return shape.HasFlag(TuplePathShape.KeepsArray) ? Sequence.CollapseKeeping(result) : Sequence.Collapse(result);
    }

    private List<BoundTuple> Start(Run run, Frame? frame, in JsonValue context, bool asOne)
    {
        var tuples = new List<BoundTuple>();
        if (context.Kind != JsonKind.Array || asOne)
        {
            if (context.Reference is not null || asOne) tuples.Add(Tuple(run, frame, context));
            return tuples;
        }

        foreach (var item in context.EnumerateArray()) tuples.Add(Tuple(run, frame, item));
        return tuples;
    }

    private BoundTuple Tuple(Run run, Frame? frame, in JsonValue item)
    {
        run.ReserveItems(names.Length + 4);
        return new BoundTuple(item, new Frame(frame, new JsonValue[names.Length]));
    }
}

/// <summary>How a tuple path begins and what it gives.</summary>
[Flags]
internal enum TuplePathShape
{
    Plain = 0,

    /// <summary><c>[]</c> stands on one of its steps.</summary>
    KeepsArray = 1,

    /// <summary>The path is a step of another one that needs the variables.</summary>
    GivesTuples = 2,

    /// <summary>An array in the first variable is one item.</summary>
    BeginsWithVariable = 4,
}
