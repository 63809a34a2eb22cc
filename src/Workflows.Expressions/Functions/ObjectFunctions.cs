using Workflows.Abstractions.Json;
using Workflows.Expressions.Evaluation;
using Workflows.Expressions.Operations;

namespace Workflows.Expressions.Functions;

/// <summary>Objects.</summary>
internal static class ObjectFunctions
{
    public static readonly Builtin[] All =
    [
        new("keys", "<x-:a<s>>", "object", "The names of the fields; over a list of objects each name once.", 1, Keys),
        new("lookup", "<x-s:x>", "object, name", "The value of a field whose name is computed.", 2, Lookup),
        new("spread", "<x-:a<o>>", "object", "One object for each field.", 1, Spread),
        new("merge", "<a<o>:o>", "objects", "One object with the fields of all; later ones win.", 1, Merge),
        new("clone", "<(oa)-:o>", "value", "The value itself: values never change.", 1, a => a[0]),
    ];

    private static JsonValue Keys(Arguments arguments)
    {
        var names = new List<string>();
        Collect(arguments.Run, arguments[0], names, []);
        var list = new ListBuilder(arguments.Run);
        foreach (var name in names) list.Add(JsonValue.From(name));
        return list.ToSequence();
    }

    private static void Collect(Run run, in JsonValue value, List<string> names, HashSet<string> seen)
    {
        run.Tick();
        Run.GuardStack();
        foreach (var item in value.EnumerateArray()) Collect(run, item, names, seen);
        foreach (var property in value.EnumerateObject())
            if (seen.Add(property.Name)) names.Add(property.Name);
    }

    private static JsonValue Lookup(Arguments arguments) =>
        arguments.Has(1) ? NameOperation.Lookup(arguments.Run, arguments[0], new JsonName(arguments.Text(1))) : default;

    private static JsonValue Spread(Arguments arguments)
    {
        var value = arguments[0];
        if (value.Kind < JsonKind.Array) return value;
        var list = new ListBuilder(arguments.Run);
        SpreadInto(arguments.Run, value, ref list);
        return list.ToSequence();
    }

    private static void SpreadInto(Run run, in JsonValue value, ref ListBuilder list)
    {
        run.Tick();
        Run.GuardStack();
        if (value.Kind < JsonKind.Array) list.Add(value);
        foreach (var item in value.EnumerateArray()) SpreadInto(run, item, ref list);
        foreach (var property in value.EnumerateObject())
            list.Add(new JsonObjectBuilder(1).With(property.Name, property.Value));
    }

    private static JsonValue Merge(Arguments arguments)
    {
        if (!arguments.Has(0)) return default;
        var merged = new JsonObjectBuilder();
        foreach (var item in arguments[0].EnumerateArray())
        {
            arguments.Run.Tick(1 + item.Count);
            merged.AddAll(item);
        }

        arguments.Run.ReserveItems(merged.Count);
        return merged.BuildLast();
    }
}
