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
            if (Selects(run, frame, input.Value, 0, 1)) list.Add(input.Value);
            return Selection.From(list);
        }

        var count = input.Value.Count;
        var index = 0;
        foreach (var item in input.Value.EnumerateArray())
            if (Selects(run, frame, item, index++, count)) list.Add(item);
        return Selection.From(list);
    }

    /// <summary>Whether an item at a position passes.</summary>
    public bool Selects(Run run, Frame? frame, in JsonValue item, int index, int count)
    {
        run.Tick();
        var result = condition.Evaluate(run, frame, item);
        return result.Kind switch
        {
            JsonKind.Boolean => result.GetBoolean(),
            JsonKind.Number => IsAt(result.GetDouble(), index, count),
            JsonKind.Array => SelectsByArray(run, result, index, count),
            _ => Truth.Of(result),
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

    private static bool SelectsByArray(Run run, in JsonValue positions, int index, int count)
    {
        var hit = false;
        run.Tick(positions.Count);
        foreach (var position in positions.EnumerateArray())
        {
            if (position.Kind != JsonKind.Number) return Truth.Of(positions);
            hit |= IsAt(position.GetDouble(), index, count);
        }

        return hit;
    }

    private static bool IsAt(double position, int index, int count)
    {
        position = Math.Floor(position);
        return (position < 0 ? position + count : position) == index;
    }
}
