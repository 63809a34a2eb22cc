using Workflows.Abstractions.Json;
using Workflows.Expressions.Evaluation;

namespace Workflows.Expressions.Operations;

/// <summary>A predicate, or an index variable after predicates; one of the two is given.</summary>
internal sealed record TupleStage(Predicate? Predicate, int IndexSlot);

/// <summary>A step of a path that carries tuples. Slots are -1 where nothing is bound.</summary>
internal sealed class TupleStep(Operation operation, TupleStage[] stages, int focusSlot, int indexSlot, int parentSlot)
{
    public Operation Operation => operation;

    public List<BoundTuple> Apply(Run run, List<BoundTuple> tuples, string[] names)
    {
        var result = operation is SortOperation sort ? Sort(run, sort, tuples) : Step(run, tuples, names);
        foreach (var stage in stages)
            result = stage.Predicate is { } predicate
                ? Filter(run, predicate, result) : Number(result, stage.IndexSlot);
        return result;
    }

    private List<BoundTuple> Step(Run run, List<BoundTuple> tuples, string[] names)
    {
        var result = new List<BoundTuple>();
        foreach (var tuple in tuples)
        {
            run.Tick();
            var value = operation.Evaluate(run, tuple.Frame, tuple.Item);
            if (value.Reference is TupleStream inner)
            {
                for (var i = 0; i < inner.Items.Count; i++) Add(run, result, Absorb(tuple, inner, i, names), tuple, i);
                continue;
            }

            if (value.Reference is null) continue;
            if (value.Kind != JsonKind.Array)
            {
                Bind(run, result, tuple, value, 0);
                continue;
            }

            var position = 0;
            foreach (var item in value.EnumerateArray()) Bind(run, result, tuple, item, position++);
        }

        return result;
    }

    private void Bind(Run run, List<BoundTuple> result, BoundTuple from, in JsonValue item, int position)
    {
        var next = from.Next(focusSlot >= 0 ? from.Item : item);
        if (focusSlot >= 0) Frame.Set(next.Frame.Slots, focusSlot, item);
        Add(run, result, next, from, position);
    }

    private void Add(Run run, List<BoundTuple> result, BoundTuple next, BoundTuple from, int position)
    {
        run.ReserveItems(next.Frame.Slots.Length + 4);
        if (result.Count >= run.Limits.MaxSequenceLength) run.ReserveItems(result.Count + 1);
        if (indexSlot >= 0) Frame.Set(next.Frame.Slots, indexSlot, JsonValue.From(position));
        if (parentSlot >= 0) Frame.Set(next.Frame.Slots, parentSlot, from.Item);
        result.Add(next);
    }

    /// <summary>A tuple of a path inside this step, with its variables carried over by name.</summary>
    private static BoundTuple Absorb(BoundTuple outer, TupleStream inner, int position, string[] names)
    {
        var from = inner.Items[position];
        var next = outer.Next(from.Item);
        for (var slot = 0; slot < inner.Names.Length; slot++)
        {
            var target = Array.IndexOf(names, inner.Names[slot]);
            if (target >= 0 && from.Frame.TryGet(slot, out var value)) Frame.Set(next.Frame.Slots, target, value);
        }

        return next;
    }

    private List<BoundTuple> Sort(Run run, SortOperation sort, List<BoundTuple> tuples)
    {
        var order = sort.Order(run, tuples.Count, (item, term) => sort.Key(run, tuples[item], term));
        var sorted = new List<BoundTuple>(order.Length);
        for (var i = 0; i < order.Length; i++)
        {
            var tuple = tuples[order[i]];
            if (indexSlot >= 0)
            {
                tuple = tuple.Next(tuple.Item);
                Frame.Set(tuple.Frame.Slots, indexSlot, JsonValue.From(i));
            }

            sorted.Add(tuple);
        }

        return sorted;
    }

    private static List<BoundTuple> Filter(Run run, Predicate predicate, List<BoundTuple> tuples)
    {
        if (predicate.ConstantPosition is { } position)
        {
            if (position < 0) position += tuples.Count;
            return position < 0 || position >= tuples.Count ? [] : [tuples[(int)position]];
        }

        var kept = new List<BoundTuple>();
        for (var i = 0; i < tuples.Count; i++)
        {
            var times = predicate.Times(run, tuples[i].Frame, tuples[i].Item, i, tuples.Count);
            for (; times > 0; times--) kept.Add(tuples[i]);
        }

        return kept;
    }

    private static List<BoundTuple> Number(List<BoundTuple> tuples, int slot)
    {
        for (var i = 0; i < tuples.Count; i++) Frame.Set(tuples[i].Frame.Slots, slot, JsonValue.From(i));
        return tuples;
    }
}
