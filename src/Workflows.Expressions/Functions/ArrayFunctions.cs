using Workflows.Abstractions.Json;
using Workflows.Abstractions.Json.Nodes;
using Workflows.Expressions.Evaluation;

namespace Workflows.Expressions.Functions;

/// <summary>Lists.</summary>
internal static class ArrayFunctions
{
    public static readonly Builtin[] All =
    [
        new("append", "<xx:a>", "list, more",
            "Both lists one after the other; a single value counts as a list of one.", 2, Append),
        new("sort", "<af?:a>", "list, [comesAfter]",
            "The items in order; the function says whether its first argument comes after its second.", 2, Sort),
        new("reverse", "<a:a>", "list", "The items from the last to the first.", 1, Reverse),
        new("shuffle", "<a:a>", "list", "The items in an order that depends on the seed.", 1, Shuffle),
        new("distinct", "<x:x>", "list", "Each different item once.", 1, Distinct),
        new("zip", "<a+>", "list, …", "Lists of the first items, of the second items, and so on.", 0, Zip),
    ];

    private static JsonValue Append(Arguments arguments)
    {
        JsonValue first = arguments[0], second = arguments[1];
        if (first.Reference is null) return second;
        if (second.Reference is null) return first;
        var list = new ListBuilder(arguments.Run);
        Add(first, ref list);
        Add(second, ref list);
        return list.ToArray();
    }

    private static void Add(in JsonValue value, ref ListBuilder list)
    {
        if (value.Kind == JsonKind.Array) list.AddItems(value);
        else list.Add(value);
    }

    private static JsonValue[] Copy(Arguments arguments)
    {
        var items = new JsonValue[arguments[0].Count];
        arguments.Run.ReserveItems(items.Length);
        arguments.Run.Tick(items.Length);
        arguments[0].CopyItemsTo(items);
        return items;
    }

    private static JsonValue Array(JsonValue[] items) => new(new JsonArrayNode(items, items.Length));

    private static JsonValue Sort(Arguments arguments)
    {
        if (!arguments.Has(0) || arguments[0].Count <= 1) return arguments[0];
        var items = Copy(arguments);
        var run = arguments.Run;
        Ordering.ComesAfter comesAfter;
        if (arguments.CallbackOrNull(1) is { } function)
        {
            comesAfter = (left, right) => Truth.Of(function.InvokeWith(run, items[left], items[right], default));
        }
        else
        {
            if (!AllOf(items, JsonKind.Number) && !AllOf(items, JsonKind.String)) throw arguments.Error("D3070");
            comesAfter = (left, right) =>
            {
                run.Tick();
                return Ordering.Compare(items[left], items[right]) > 0;
            };
        }

        return Array(System.Array.ConvertAll(Ordering.Sort(items.Length, comesAfter), i => items[i]));
    }

    private static bool AllOf(JsonValue[] items, JsonKind kind) =>
        System.Array.TrueForAll(items, item => item.Kind == kind);

    private static JsonValue Reverse(Arguments arguments)
    {
        if (!arguments.Has(0) || arguments[0].Count <= 1) return arguments[0];
        var items = Copy(arguments);
        System.Array.Reverse(items);
        return Array(items);
    }

    private static JsonValue Shuffle(Arguments arguments)
    {
        if (!arguments.Has(0) || arguments[0].Count <= 1) return arguments[0];
        var items = Copy(arguments);
        for (var i = items.Length - 1; i > 0; i--)
        {
            var other = arguments.Run.Random.Next(i + 1);
            (items[i], items[other]) = (items[other], items[i]);
        }

        return Array(items);
    }

    private static JsonValue Distinct(Arguments arguments)
    {
        var value = arguments[0];
        if (value.Kind != JsonKind.Array || value.Count <= 1) return value;
        var seen = new HashSet<JsonValue>();
        var list = new ListBuilder(arguments.Run);
        foreach (var item in value.EnumerateArray())
        {
            arguments.Run.Tick();
            if (seen.Add(item)) list.Add(item);
        }

        return Sequence.IsSequence(value) ? list.ToSequence() : list.ToArray();
    }

    private static JsonValue Zip(Arguments arguments)
    {
        var length = int.MaxValue;
        for (var i = 0; i < arguments.Count; i++) length = Math.Min(length, arguments[i].Count);
        if (arguments.Count == 0) length = 0;
        arguments.Run.ReserveItems(length * arguments.Count);
        var rows = new JsonValue[length];
        for (var row = 0; row < length; row++)
        {
            var cells = new JsonValue[arguments.Count];
            for (var i = 0; i < cells.Length; i++) cells[i] = arguments[i][row];
            rows[row] = Array(cells);
            arguments.Run.Tick();
        }

        return Array(rows);
    }
}
