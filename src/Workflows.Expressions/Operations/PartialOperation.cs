using Workflows.Abstractions.Json;
using Workflows.Expressions.Evaluation;
using Workflows.Expressions.Functions;

namespace Workflows.Expressions.Operations;

/// <summary><c>$f(a, ?)</c>; a null argument is a placeholder.</summary>
internal sealed class PartialOperation(Operation function, Operation?[] arguments, CallSite site) : Operation
{
    public override JsonValue Evaluate(Run run, Frame? frame, in JsonValue context)
    {
        var value = function.Evaluate(run, frame, context);
        var target = value.Reference as FunctionValue ?? throw site.NotPartial(value.Reference is null);
        var given = new JsonValue[arguments.Length];
        var open = new bool[arguments.Length];
        for (var i = 0; i < arguments.Length; i++)
        {
            open[i] = arguments[i] is null;
            given[i] = arguments[i]?.Evaluate(run, frame, context) ?? default;
        }

        return new PartialFunction(target, given, open).AsValue();
    }
}
