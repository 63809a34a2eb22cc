using Workflows.Abstractions.Json;
using Workflows.Expressions.Evaluation;
using Workflows.Expressions.Functions;

namespace Workflows.Expressions.Operations;

/// <summary><c>value ~> function</c>, or the composition of two functions.</summary>
internal sealed class ChainOperation(Operation left, Operation right, int position, bool keepArray) : Operation
{
    public override JsonValue Evaluate(Run run, Frame? frame, in JsonValue context)
    {
        var result = EvaluateRaw(run, frame, context);
        return keepArray ? Sequence.CollapseKeeping(result) : Sequence.Collapse(result);
    }

    public override JsonValue EvaluateRaw(Run run, Frame? frame, in JsonValue context)
    {
        var value = left.Evaluate(run, frame, context);
        if (right is CallOperation call) return call.EvaluateWith(run, frame, context, value);
        if (right is PostfixOperation postfix) return postfix.EvaluateWith(run, frame, context, value);
        if (right.Evaluate(run, frame, context).Reference is not FunctionValue function)
            throw Errors.At(ErrorCode.ChainNotFunction, position, "~>");
        if (value.Reference is FunctionValue first) return new ComposedFunction(first, function).AsValue();
        var mark = run.Mark;
        run.Push(value);
        var result = Invoke(run, function, mark);
        run.Pop(mark);
        return result;
    }

    private JsonValue Invoke(Run run, FunctionValue function, int mark)
    {
        try
        {
            return function.Invoke(run, run.Since(mark), default);
        }
        catch (ExpressionException exception) when (exception.Locate(position, null))
        {
            throw;
        }
    }
}
