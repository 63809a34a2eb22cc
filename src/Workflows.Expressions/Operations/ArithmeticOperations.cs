using Workflows.Abstractions.Json;
using Workflows.Expressions.Evaluation;
using Workflows.Expressions.Functions;
using Workflows.Expressions.Syntax.Nodes;

namespace Workflows.Expressions.Operations;

/// <summary><c>+ - * / %</c> on doubles, as JSONata computes; a missing side makes the result missing.</summary>
internal sealed class ArithmeticOperation(BinaryOperator @operator, int position, Operation left, Operation right)
    : Operation
{
    public override JsonValue Evaluate(Run run, Frame? frame, in JsonValue context)
    {
        var first = left.Evaluate(run, frame, context);
        var second = right.Evaluate(run, frame, context);
        if (first.Reference is not null && first.Kind != JsonKind.Number)
            throw NotNumber(first, ErrorCode.LeftNotNumber);
        if (second.Reference is not null && second.Kind != JsonKind.Number)
            throw NotNumber(second, ErrorCode.RightNotNumber);
        if (first.Reference is null || second.Reference is null) return default;
        return OutOfRange.Or(Compute(first.GetDouble(), second.GetDouble()));
    }

    private ExpressionException NotNumber(in JsonValue operand, string code) =>
        Errors.At(operand.Reference is OutOfRange ? ErrorCode.NumberRange : code, position, @operator.Text());

    private double Compute(double first, double second) => @operator switch
    {
        BinaryOperator.Add => first + second,
        BinaryOperator.Subtract => first - second,
        BinaryOperator.Multiply => first * second,
        BinaryOperator.Divide => first / second,
        _ => first % second,
    };
}

/// <summary>The minus sign.</summary>
internal sealed class NegateOperation(int position, Operation operand) : Operation
{
    public override JsonValue Evaluate(Run run, Frame? frame, in JsonValue context)
    {
        var value = operand.Evaluate(run, frame, context);
        if (value.Reference is null) return default;
        return value.Kind == JsonKind.Number
            ? JsonValue.From(-value.GetDouble())
            : throw Errors.At(ErrorCode.NegateNotNumber, position, "-");
    }
}

/// <summary><c>first..last</c>.</summary>
internal sealed class RangeOperation(int position, Operation first, Operation last) : Operation
{
    private const double Longest = 10_000_000;

    public override JsonValue Evaluate(Run run, Frame? frame, in JsonValue context) =>
        Sequence.Collapse(EvaluateRaw(run, frame, context));

    public override JsonValue EvaluateRaw(Run run, Frame? frame, in JsonValue context)
    {
        var items = Items(run, frame, context);
        return items is null ? default : Sequence.Of(items, items.Length);
    }

    /// <summary>The numbers; null when there are none.</summary>
    public JsonValue[]? Items(Run run, Frame? frame, in JsonValue context)
    {
        var start = first.Evaluate(run, frame, context);
        var end = last.Evaluate(run, frame, context);
        if (start.Reference is not null && !IsInteger(start)) throw Errors.At(ErrorCode.RangeStart, position, "..");
        if (end.Reference is not null && !IsInteger(end)) throw Errors.At(ErrorCode.RangeEnd, position, "..");
        if (start.Reference is null || end.Reference is null) return null;
        return Numbers(run, start.GetDouble(), end.GetDouble());
    }

    private JsonValue[]? Numbers(Run run, double start, double end)
    {
        if (start > end) return null;
        var count = end - start + 1;
        if (count > Longest) throw Errors.At(ErrorCode.RangeTooLong, position, "..", count);
        run.ReserveItems((int)count);
        run.Tick((int)count);
        var items = new JsonValue[(int)count];
        for (var i = 0; i < items.Length; i++) items[i] = JsonValue.From(start + i);
        return items;
    }

    private static bool IsInteger(in JsonValue value) =>
        ValueTypes.Of(value) == ValueTypes.Number && Math.Floor(value.GetDouble()) == value.GetDouble();
}
