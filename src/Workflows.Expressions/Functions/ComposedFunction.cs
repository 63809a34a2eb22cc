using Workflows.Abstractions.Json;
using Workflows.Expressions.Evaluation;

namespace Workflows.Expressions.Functions;

/// <summary><c>$first ~> $second</c> as a function of its own.</summary>
internal sealed class ComposedFunction(FunctionValue first, FunctionValue second) : FunctionValue
{
    public override int Arity => 1;

    public override JsonValue Invoke(Run run, ReadOnlySpan<JsonValue> arguments, in JsonValue context)
    {
        run.Enter();
        var mark = run.Mark;
        run.Push(Sequence.Collapse(first.Invoke(run, arguments, default)));
        var result = second.Invoke(run, run.Since(mark), default);
        run.Pop(mark);
        run.Leave();
        return result;
    }
}
