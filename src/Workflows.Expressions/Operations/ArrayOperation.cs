using Workflows.Abstractions.Json;
using Workflows.Abstractions.Json.Nodes;
using Workflows.Expressions.Evaluation;

namespace Workflows.Expressions.Operations;

/// <summary><c>[a, b]</c>: lists among the items are merged, arrays written as items are not.</summary>
internal sealed class ArrayOperation(Operation[] items, bool[] isArrayLiteral, bool isStep) : Operation
{
    public override JsonValue Evaluate(Run run, Frame? frame, in JsonValue context)
    {
        Run.GuardStack();
        if (!isStep && items.Length == 1 && items[0] is RangeOperation range)
        {
            var numbers = range.Items(run, frame, context) ?? [];
            return new JsonValue(new JsonArrayNode(numbers, numbers.Length));
        }

        var list = new ListBuilder(run);
        for (var i = 0; i < items.Length; i++)
        {
            var value = items[i].EvaluateRaw(run, frame, context);
            if (items[i] is not RangeOperation) value = Sequence.Collapse(value);
            if (value.Reference is null) continue;
            if (isArrayLiteral[i] || value.Kind != JsonKind.Array) list.Add(value);
            else list.AddItems(value);
        }

        return isStep ? list.ToConstructed() : list.ToArray();
    }
}
