using Workflows.Abstractions.Json;
using Workflows.Expressions.Evaluation;

namespace Workflows.Expressions.Functions;

/// <summary>Functions that call a function for each item or field.</summary>
internal static class HigherOrderFunctions
{
    public static readonly Builtin[] All =
    [
        new("map", "<af>", "list, function",
            "What the function makes of each item; it gets item, position and list.", 2, Map),
        new("filter", "<af>", "list, function", "The items for which the function is true.", 2, Filter),
        new("single", "<af?>", "list, [function]",
            "The one item for which the function is true; anything else is an error.", 2, Single),
        new("reduce", "<afj?:j>", "list, function, [start]",
            "Folds the items: the function gets what there is so far, and the next item.", 3, Reduce),
        new("each", "<o-f:a>", "object, function",
            "What the function makes of each field; it gets value and name.", 2, Each),
        new("sift", "<o-f?:o>", "object, function",
            "The fields for which the function is true; it gets value and name.", 2, Sift),
    ];

    private static JsonValue Map(Arguments arguments)
    {
        if (!arguments.Has(0)) return default;
        var (list, function, run) = (arguments[0], arguments.Callback(1), arguments.Run);
        var results = new ListBuilder(run);
        var index = 0;
        foreach (var item in list.EnumerateArray())
        {
            var result = function.InvokeWith(run, item, JsonValue.From((long)index++), list);
            if (result.Reference is not null) results.Add(result);
        }

        return results.ToSequence();
    }

    private static JsonValue Filter(Arguments arguments)
    {
        if (!arguments.Has(0)) return default;
        var (list, function, run) = (arguments[0], arguments.Callback(1), arguments.Run);
        var kept = new ListBuilder(run);
        var index = 0;
        foreach (var item in list.EnumerateArray())
            if (Truth.Of(function.InvokeWith(run, item, JsonValue.From((long)index++), list))) kept.Add(item);
        return kept.ToSequence();
    }

    private static JsonValue Single(Arguments arguments)
    {
        if (!arguments.Has(0)) return default;
        var (list, function, run) = (arguments[0], arguments.CallbackOrNull(1), arguments.Run);
        JsonValue found = default;
        var hasFound = false;
        var index = 0;
        foreach (var item in list.EnumerateArray())
        {
            run.Tick();
            if (function is not null && !Truth.Of(function.InvokeWith(run, item, JsonValue.From((long)index++), list)))
                continue;
            if (hasFound) throw arguments.Error("D3138");
            (found, hasFound) = (item, true);
        }

        return hasFound ? found : throw arguments.Error("D3139");
    }

    private static JsonValue Reduce(Arguments arguments)
    {
        if (!arguments.Has(0)) return default;
        var (list, function, run) = (arguments[0], arguments.Callback(1), arguments.Run);
        if (function.Arity < 2) throw arguments.Error("D3050");
        var result = arguments[2];
        var index = 0;
        foreach (var item in list.EnumerateArray())
        {
            if (index++ == 0 && result.Reference is null) result = item;
            else result = Step(run, function, result, item, index - 1, list);
        }

        return result;
    }

    private static JsonValue Step(Run run, FunctionValue function, in JsonValue result, in JsonValue item, int index,
        in JsonValue list)
    {
        var mark = run.Mark;
        run.Push(result);
        run.Push(item);
        if (function.Arity >= 3) run.Push(JsonValue.From((long)index));
        if (function.Arity >= 4) run.Push(list);
        var next = Sequence.Collapse(function.Invoke(run, run.Since(mark), default));
        run.Pop(mark);
        return next;
    }

    private static JsonValue Each(Arguments arguments)
    {
        var (map, function, run) = (arguments[0], arguments.Callback(1), arguments.Run);
        var results = new ListBuilder(run);
        foreach (var property in map.EnumerateObject())
        {
            var result = function.InvokeWith(run, property.Value, JsonValue.From(property.Name), map);
            if (result.Reference is not null) results.Add(result);
        }

        return results.ToSequence();
    }

    private static JsonValue Sift(Arguments arguments)
    {
        if (arguments.CallbackOrNull(1) is not { } function) return default;
        var (map, run) = (arguments[0], arguments.Run);
        var kept = new JsonObjectBuilder();
        foreach (var property in map.EnumerateObject())
            if (Truth.Of(function.InvokeWith(run, property.Value, JsonValue.From(property.Name), map)))
                kept.AddUnique(property.Name, property.Value);
        return kept.Count == 0 ? default : kept.BuildLast();
    }
}
