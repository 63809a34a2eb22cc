using Workflows.Abstractions.Json;
using Workflows.Expressions.Evaluation;
using Workflows.Expressions.Operations;

namespace Workflows.Expressions.Functions;

/// <summary>A function that the expression defines, with the variables and the context of its place.</summary>
internal sealed class Closure(LambdaOperation lambda, Frame? frame, JsonValue context) : FunctionValue
{
    public override int Arity => lambda.ParameterCount;

    public LambdaOperation Lambda => lambda;

    public override JsonValue Invoke(Run run, ReadOnlySpan<JsonValue> arguments, in JsonValue callContext)
    {
        var slots = Bind(run, arguments, callContext);
        run.Enter();
        var target = this;
        while (true)
        {
            var result = target.Evaluate(run, slots);
            var next = run.TakeTailCall(out var tailArguments);
            if (next is null)
            {
                run.Leave();
                return result;
            }

            // A call in tail position replaces the one that made it, so that recursion of this kind needs no stack.
            run.Tick();
            target = next;
            slots = tailArguments;
        }
    }

    /// <summary>The variables of a new call.</summary>
    public JsonValue[] Bind(Run run, ReadOnlySpan<JsonValue> arguments, in JsonValue callContext)
    {
        if (lambda.Signature is { } signature)
            arguments = signature.Validate(run, arguments, callContext, lambda.Name);
        var slots = new JsonValue[lambda.SlotCount];
        for (var i = 0; i < lambda.ParameterCount; i++)
            Frame.Set(slots, lambda.ParameterSlots[i], i < arguments.Length ? arguments[i] : default);
        return slots;
    }

    private JsonValue Evaluate(Run run, JsonValue[] slots) =>
        lambda.Body.Evaluate(run, new Frame(frame, slots), context);
}
