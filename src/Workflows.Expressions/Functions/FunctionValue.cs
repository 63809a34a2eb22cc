using Workflows.Abstractions.Json;
using Workflows.Abstractions.Json.Nodes;
using Workflows.Expressions.Evaluation;

namespace Workflows.Expressions.Functions;

/// <summary>A function as a value. It lives inside one evaluation only.</summary>
internal abstract class FunctionValue : JsonOpaque
{
    /// <summary>How many arguments it declares; functions that take a function give it no more than these.</summary>
    public abstract int Arity { get; }

    /// <summary>Calls it; <paramref name="context"/> stands in for an argument that the signature lets be left
    /// out.</summary>
    public abstract JsonValue Invoke(Run run, ReadOnlySpan<JsonValue> arguments, in JsonValue context);

    public JsonValue AsValue() => new(this);

    /// <summary>Calls with one argument, then with more as far as they are declared.</summary>
    public JsonValue InvokeWith(Run run, in JsonValue first, in JsonValue second, in JsonValue third)
    {
        var mark = run.Mark;
        run.Push(first);
        if (Arity >= 2) run.Push(second);
        if (Arity >= 3) run.Push(third);
        var result = Sequence.Collapse(Invoke(run, run.Since(mark), default));
        run.Pop(mark);
        return result;
    }
}
