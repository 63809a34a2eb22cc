using Workflows.Abstractions.Json;
using Workflows.Expressions.Evaluation;

namespace Workflows.Expressions.Functions;

/// <summary>The body of a built-in function.</summary>
internal delegate JsonValue BuiltinBody(Arguments arguments);

/// <summary>A function of the language.</summary>
internal sealed class BuiltinFunction(string name, Signature signature, int arity, BuiltinBody body) : FunctionValue
{
    public string Name => name;

    public Signature Signature => signature;

    public override int Arity => arity;

    public override JsonValue Invoke(Run run, ReadOnlySpan<JsonValue> arguments, in JsonValue context)
    {
        run.Tick();
        return body(new Arguments(run, signature.Validate(run, arguments, context, name), name));
    }
}
