using Workflows.Abstractions.Json;
using Workflows.Abstractions.Json.Nodes;
using Workflows.Expressions.Evaluation;

namespace Workflows.Expressions.Operations;

/// <summary>An item together with the variables that the steps of its path bound on the way to it.</summary>
internal sealed class BoundTuple(JsonValue item, Frame frame) : JsonOpaque
{
    public JsonValue Item => item;

    public Frame Frame => frame;

    /// <summary>A tuple that goes on from this one.</summary>
    public BoundTuple Next(in JsonValue nextItem) =>
        new(nextItem, new Frame(frame.Parent, [.. frame.Slots]));

    /// <summary>The tuples of one group as one: each variable holds the list of their values.</summary>
    public static BoundTuple Merge(Run run, ReadOnlySpan<JsonValue> tuples)
    {
        var first = (BoundTuple)tuples[0].Reference!;
        if (tuples.Length == 1) return first;
        var slots = new JsonValue[first.Frame.Slots.Length];
        for (var slot = 0; slot < slots.Length; slot++)
        {
            var list = new ListBuilder(run);
            var isBound = false;
            foreach (var tuple in tuples)
            {
                if (!((BoundTuple)tuple.Reference!).Frame.TryGet(slot, out var value)) continue;
                isBound = true;
                Append(value, ref list);
            }

            if (isBound) Frame.Set(slots, slot, list.Count == 1 ? list.Items[0] : list.ToArray());
        }

        var items = new ListBuilder(run);
        foreach (var tuple in tuples) Append(((BoundTuple)tuple.Reference!).Item, ref items);
        return new BoundTuple(items.ToArray(), new Frame(first.Frame.Parent, slots));
    }

    private static void Append(in JsonValue value, ref ListBuilder list)
    {
        if (value.Kind == JsonKind.Array) list.AddItems(value);
        else if (value.Reference is not null) list.Add(value);
    }
}

/// <summary>The tuples that a path carries while it binds variables or knows parents.</summary>
internal sealed class TupleStream(List<BoundTuple> items, string[] names) : JsonOpaque
{
    public List<BoundTuple> Items => items;

    /// <summary>The variable in each slot.</summary>
    public string[] Names => names;
}
