using Workflows.Abstractions.Json;
using Workflows.Expressions.Evaluation;

namespace Workflows.Expressions.Operations;

/// <summary><c>[expression]</c>: a position, positions, or a condition for each item.</summary>
internal sealed class Predicate(Operation condition)
{
    private readonly double? _position =
        condition is LiteralOperation { Value.Kind: JsonKind.Number } literal
            ? Math.Floor(literal.Value.GetDouble()) : null;

    public double? ConstantPosition => _position;

    public Operation Condition => condition;

    public Selection Apply(Run run, Frame? frame, in Selection input)
    {
        if (input.IsEmpty) return default;
        if (_position is { } position) return At(input, position);
        var list = new ListBuilder(run);
        if (!input.IsList)
        {
            for (var times = Times(run, frame, input.Value, 0, 1); times > 0; times--) list.Add(input.Value);
            return Selection.From(list);
        }

        var count = input.Value.Count;
        var index = 0;
        foreach (var item in input.Value.EnumerateArray())
            for (var times = Times(run, frame, item, index++, count); times > 0; times--) list.Add(item);
        return Selection.From(list);
    }

    /// <summary>How often an item at a position is selected; more than once only by a list of positions.</summary>
    public int Times(Run run, Frame? frame, in JsonValue item, int index, int count)
    {
        run.Tick();
        var result = condition.Evaluate(run, frame, item);
        return result.Kind switch
        {
            JsonKind.Boolean => result.GetBoolean() ? 1 : 0,
            JsonKind.Number => IsAt(result.GetDouble(), index, count) ? 1 : 0,
            JsonKind.Array => TimesInArray(run, result, index, count),
            _ => Truth.Of(result) ? 1 : 0,
        };
    }

    private static Selection At(in Selection input, double position)
    {
        if (position < 0) position += input.Count;
        if (position < 0 || position >= input.Count) return default;
        if (!input.IsList) return input;
        var item = input.Value[(int)position];
        // An array at that place is taken as it is, with its items.
        return Selection.From(item);
    }

    private static int TimesInArray(Run run, in JsonValue positions, int index, int count)
    {
        var times = 0;
        run.Tick(positions.Count);
        foreach (var position in positions.EnumerateArray())
        {
            if (position.Kind != JsonKind.Number) return Truth.Of(positions) ? 1 : 0;
            if (IsAt(position.GetDouble(), index, count)) times++;
        }

        return times;
    }

    private static bool IsAt(double position, int index, int count)
    {
        position = Math.Floor(position);
        return (position < 0 ? position + count : position) == index;
    }
}
