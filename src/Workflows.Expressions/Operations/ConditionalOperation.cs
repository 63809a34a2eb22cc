using Workflows.Abstractions.Json;
using Workflows.Expressions.Evaluation;

namespace Workflows.Expressions.Operations;

/// <summary><c>condition ? then : else</c>.</summary>
internal sealed class ConditionalOperation(Operation condition, Operation then, Operation? otherwise) : Operation
{
    public override JsonValue Evaluate(Run run, Frame? frame, in JsonValue context) =>
        Truth.Of(condition.Evaluate(run, frame, context))
            ? then.Evaluate(run, frame, context)
            : otherwise?.Evaluate(run, frame, context) ?? default;
}

/// <summary><c>a ?: b</c> and <c>a ?? b</c>.</summary>
internal sealed class FallbackOperation(bool onlyWhenMissing, Operation left, Operation right) : Operation
{
    public override JsonValue Evaluate(Run run, Frame? frame, in JsonValue context)
    {
        var value = left.Evaluate(run, frame, context);
        var isGood = onlyWhenMissing ? value.Reference is not null : Truth.Of(value);
        return isGood ? value : right.Evaluate(run, frame, context);
    }
}
