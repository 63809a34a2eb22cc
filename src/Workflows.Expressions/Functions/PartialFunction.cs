using Workflows.Abstractions.Json;
using Workflows.Expressions.Evaluation;

namespace Workflows.Expressions.Functions;

/// <summary>A function with some of its arguments given; a missing slot in <paramref name="open"/> waits for
/// one.</summary>
internal sealed class PartialFunction(FunctionValue target, JsonValue[] given, bool[] open) : FunctionValue
{
    public override int Arity => open.Count(isOpen => isOpen);

    public override JsonValue Invoke(Run run, ReadOnlySpan<JsonValue> arguments, in JsonValue context)
    {
        run.Enter();
        var mark = run.Mark;
        var next = 0;
        for (var i = 0; i < given.Length; i++)
        {
            if (!open[i]) run.Push(given[i]);
            else run.Push(next < arguments.Length ? arguments[next++] : default);
        }

        var result = target.Invoke(run, run.Since(mark), context);
        run.Pop(mark);
        run.Leave();
        return result;
    }
}
