using Workflows.Abstractions.Json;
using Workflows.Expressions.Evaluation;
using Workflows.Expressions.Syntax.Nodes;

namespace Workflows.Expressions.Operations;

/// <summary><c>=</c> and <c>!=</c>: by JSON's meaning; with a missing side neither holds.</summary>
internal sealed class EqualityOperation(bool negated, Operation left, Operation right) : Operation
{
    public override JsonValue Evaluate(Run run, Frame? frame, in JsonValue context)
    {
        var first = left.Evaluate(run, frame, context);
        var second = right.Evaluate(run, frame, context);
        if (first.Reference is null || second.Reference is null) return JsonValue.False;
        if (first.Kind >= JsonKind.Array) run.TickFor(first);
        return JsonValue.From(first.Equals(second) != negated);
    }
}

/// <summary><c>&lt;</c>, <c>&lt;=</c>, <c>&gt;</c>, <c>&gt;=</c> on two numbers or two strings.</summary>
internal sealed class CompareOperation(BinaryOperator @operator, int position, Operation left, Operation right)
    : Operation
{
    public override JsonValue Evaluate(Run run, Frame? frame, in JsonValue context)
    {
        var first = left.Evaluate(run, frame, context);
        var second = right.Evaluate(run, frame, context);
        JsonKind firstKind = first.Kind, secondKind = second.Kind;
        if (firstKind == JsonKind.Number && secondKind == JsonKind.Number)
            return JsonValue.From(Holds(first.GetDouble(), second.GetDouble()));
        if (!IsComparable(first) || !IsComparable(second))
            throw Errors.At(ErrorCode.CompareType, position, @operator.Text());
        if (firstKind == JsonKind.Missing || secondKind == JsonKind.Missing) return default;
        if (firstKind != secondKind) throw Errors.At(ErrorCode.CompareMixed, position, @operator.Text());
        return JsonValue.From(Holds(TextOrder.Compare(first, second), 0));
    }

    private bool Holds(double first, double second) => @operator switch
    {
        BinaryOperator.Less => first < second,
        BinaryOperator.LessOrEqual => first <= second,
        BinaryOperator.Greater => first > second,
        _ => first >= second,
    };

    private static bool IsComparable(in JsonValue value) =>
        value.Reference is null || value.Kind is JsonKind.Number or JsonKind.String;
}

/// <summary><c>in</c>: whether a list holds a value.</summary>
internal sealed class IncludesOperation(Operation left, Operation right) : Operation
{
    public override JsonValue Evaluate(Run run, Frame? frame, in JsonValue context)
    {
        var item = left.Evaluate(run, frame, context);
        var list = right.Evaluate(run, frame, context);
        if (item.IsMissing || list.IsMissing) return JsonValue.False;
        if (list.Kind != JsonKind.Array) return JsonValue.From(list.Equals(item));
        foreach (var one in list.EnumerateArray())
        {
            run.Tick();
            if (one.Kind >= JsonKind.Array) run.TickFor(one);
            if (one.Equals(item)) return JsonValue.True;
        }

        return JsonValue.False;
    }
}
