using Workflows.Abstractions.Json;
using Workflows.Expressions.Evaluation;
using Workflows.Expressions.Functions;

namespace Workflows.Expressions.Operations;

/// <summary>A function call.</summary>
/// <param name="function">What is called.</param>
/// <param name="arguments">The arguments, evaluated from left to right after the function.</param>
/// <param name="site">What errors say about the call.</param>
/// <param name="isTail">Whether the value of the call is the value of the function around it.</param>
internal sealed class CallOperation(Operation function, Operation[] arguments, CallSite site, bool isTail) : Operation
{
    public override JsonValue Evaluate(Run run, Frame? frame, in JsonValue context) =>
        Sequence.Collapse(EvaluateRaw(run, frame, context));

    public override JsonValue EvaluateRaw(Run run, Frame? frame, in JsonValue context)
    {
        var mark = run.Mark;
        var target = Target(run, frame, context);
        return Invoke(run, frame, context, target, mark);
    }

    /// <summary>The call with one more argument in front, which <c>~></c> makes.</summary>
    public JsonValue EvaluateWith(Run run, Frame? frame, in JsonValue context, in JsonValue first)
    {
        var mark = run.Mark;
        var target = Target(run, frame, context);
        run.Push(first);
        return Invoke(run, frame, context, target, mark);
    }

    private FunctionValue Target(Run run, Frame? frame, in JsonValue context)
    {
        if (function is VariableOperation { Builtin: { } builtin } && run.Context.Bindings is null) return builtin;
        var value = function.Evaluate(run, frame, context);
        return value.Reference as FunctionValue ?? throw site.NotAFunction(value.Reference is null);
    }

    private JsonValue Invoke(Run run, Frame? frame, in JsonValue context, FunctionValue target, int mark)
    {
        Run.GuardStack();
        foreach (var argument in arguments) run.Push(argument.Evaluate(run, frame, context));
        try
        {
            var given = run.Since(mark);
            var result = isTail && target is Closure closure
                ? run.RequestTailCall(closure, closure.Bind(run, given, context))
                : target.Invoke(run, given, context);
            run.Pop(mark);
            return result;
        }
        catch (ExpressionException exception) when (exception.Locate(site.Position, site.Name))
        {
            throw;
        }
    }
}
