using Workflows.Abstractions.Json;
using Workflows.Expressions.Evaluation;

namespace Workflows.Expressions.Operations;

/// <summary>One key of a sort.</summary>
internal sealed record SortTerm(Operation Key, bool Descending, int Position);

/// <summary><c>^(keys)</c>: orders the items before it. Keys are computed once per item; items without a key come
/// last.</summary>
internal sealed class SortOperation(SortTerm[] terms) : Operation
{
    public override JsonValue Evaluate(Run run, Frame? frame, in JsonValue context) =>
        Apply(run, frame, Selection.From(context)).ToValue(keepArray: false);

    public Selection Apply(Run run, Frame? frame, in Selection input)
    {
        if (!input.IsList) return input;
        var items = new JsonValue[input.Value.Count];
        run.ReserveItems(items.Length);
        input.Value.CopyItemsTo(items);
        var order = Order(run, items.Length, (item, term) => terms[term].Key.Evaluate(run, frame, items[item]));
        return new Selection(Sequence.Of(Array.ConvertAll(order, i => items[i]), items.Length), true);
    }

    /// <summary>The key of a tuple, with its variables in scope.</summary>
    public JsonValue Key(Run run, BoundTuple tuple, int term) => terms[term].Key.Evaluate(run, tuple.Frame, tuple.Item);

    /// <summary>The order of items whose keys come from a function of item and term.</summary>
    public int[] Order(Run run, int count, Func<int, int, JsonValue> keyOf)
    {
        run.ReserveItems(count * terms.Length);
        var keys = new JsonValue[count * terms.Length];
        for (var i = 0; i < keys.Length; i++)
        {
            run.Tick();
            keys[i] = keyOf(i / terms.Length, i % terms.Length);
        }

        return Ordering.Sort(count, (left, right) =>
        {
            run.Tick();
            return ComesAfter(keys.AsSpan(left * terms.Length, terms.Length),
                keys.AsSpan(right * terms.Length, terms.Length));
        });
    }

    private bool ComesAfter(ReadOnlySpan<JsonValue> left, ReadOnlySpan<JsonValue> right)
    {
        for (var i = 0; i < terms.Length; i++)
        {
            var order = Compare(left[i], right[i], terms[i]);
            if (order != 0) return order > 0;
        }

        return false;
    }

    private static int Compare(in JsonValue left, in JsonValue right, SortTerm term)
    {
        if (left.Reference is null) return right.Reference is null ? 0 : 1;
        if (right.Reference is null) return -1;
        if (left.Kind is not (JsonKind.Number or JsonKind.String)
            || right.Kind is not (JsonKind.Number or JsonKind.String))
            throw Errors.At(ErrorCode.SortType, term.Position, "^");
        if (left.Kind != right.Kind) throw Errors.At(ErrorCode.SortMixed, term.Position, "^");
        var order = Ordering.Compare(left, right);
        return term.Descending ? -order : order;
    }
}
