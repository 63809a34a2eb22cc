using Workflows.Abstractions.Json;
using Workflows.Abstractions.Json.Nodes;
using Workflows.Abstractions.Json.Tape;

namespace Workflows.Expressions.Evaluation;

/// <summary>Makes a plain JSON value of what an evaluation produced: no functions, no marks on lists, within the
/// size.</summary>
internal static class Result
{
    public static JsonValue Finish(in JsonValue value, EvaluationLimits limits)
    {
        if (value.Reference is JsonTag or null) return value;
        var plain = Plain(value);
        var tooLarge = plain.Reference is JsonTape tape
            && tape.Entries[(int)plain.Bits].Length <= limits.MaxResultBytes - 2
            ? false
            : plain.MeasureUtf8(limits.MaxResultBytes) > limits.MaxResultBytes;
        return tooLarge ? throw Errors.Budget(ErrorCode.ResultTooLarge, limits.MaxResultBytes) : plain;
    }

    private static JsonValue Plain(in JsonValue value) => value.Reference switch
    {
        JsonArrayNode array => PlainArray(value, array),
        JsonObjectNode map => PlainObject(value, map),
        OutOfRange => throw Errors.Budget(ErrorCode.NumberRange),
        JsonOpaque => throw Errors.Budget(ErrorCode.ResultNotJson),
        _ => value,
    };

    private static JsonValue PlainArray(in JsonValue value, JsonArrayNode array)
    {
        var items = PlainAll(array.Items, array.Count);
        if (ReferenceEquals(items, array.Items) && array.GetType() == typeof(JsonArrayNode)) return value;
        return new JsonValue(new JsonArrayNode(items, array.Count));
    }

    private static JsonValue PlainObject(in JsonValue value, JsonObjectNode map)
    {
        var values = PlainAll(map.Values, map.Count);
        return ReferenceEquals(values, map.Values)
            ? value : new JsonValue(new JsonObjectNode(map.Names, values, map.Count));
    }

    private static JsonValue[] PlainAll(JsonValue[] values, int count)
    {
        Run.GuardStack();
        var plain = values;
        for (var i = 0; i < count; i++)
        {
            if (values[i].Reference is not JsonNode { Form: JsonForm.Array or JsonForm.Object or JsonForm.Opaque })
                continue;
            var one = Plain(values[i]);
            if (ReferenceEquals(one.Reference, values[i].Reference)) continue;
            if (ReferenceEquals(plain, values)) plain = values.AsSpan(0, count).ToArray();
            plain[i] = one;
        }

        return plain;
    }
}
