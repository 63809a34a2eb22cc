using Workflows.Abstractions.Json;
using Workflows.Expressions.Evaluation;
using Workflows.Expressions.Functions;

namespace Workflows.Expressions.Operations;

/// <summary><c>$</c>.</summary>
internal sealed class ContextOperation : Operation
{
    public override JsonValue Evaluate(Run run, Frame? frame, in JsonValue context) =>
        context.Reference is SequenceNode sequence
            ? sequence.WrapsInput ? sequence.Items[0] : Sequence.Collapse(context)
            : context;

    public override JsonValue EvaluateRaw(Run run, Frame? frame, in JsonValue context) =>
        context.Reference is SequenceNode { WrapsInput: true } sequence ? sequence.Items[0] : context;
}

/// <summary><c>$$</c>.</summary>
internal sealed class RootOperation : Operation
{
    public override JsonValue Evaluate(Run run, Frame? frame, in JsonValue context) => run.Root;
}

/// <summary>Where the compiler found a variable: so many scopes up, in that slot.</summary>
internal readonly record struct SlotAddress(int Levels, int Slot);

/// <summary><c>$name</c>: the innermost scope in which it is bound by now, else a binding of the context, else a
/// function.</summary>
internal sealed class VariableOperation(string name, SlotAddress[] addresses, BuiltinFunction? builtin) : Operation
{
    public string Name => name;

    /// <summary>The function that the name can only mean, unless the context binds it otherwise.</summary>
    public BuiltinFunction? Builtin => addresses.Length == 0 ? builtin : null;

    public override JsonValue Evaluate(Run run, Frame? frame, in JsonValue context) =>
        Sequence.Collapse(EvaluateRaw(run, frame, context));

    public override JsonValue EvaluateRaw(Run run, Frame? frame, in JsonValue context)
    {
        foreach (var address in addresses)
            if (frame!.Up(address.Levels).TryGet(address.Slot, out var value)) return value;
        if (run.Context.Bindings is { } bindings && bindings.TryGetValue(name, out var bound)) return bound;
        return builtin?.AsValue() ?? default;
    }
}

/// <summary><c>$name := value</c>.</summary>
internal sealed class BindOperation(SlotAddress address, Operation value) : Operation
{
    public override JsonValue Evaluate(Run run, Frame? frame, in JsonValue context)
    {
        var result = value.Evaluate(run, frame, context);
        Frame.Set(frame!.Up(address.Levels).Slots, address.Slot, result);
        return result;
    }
}
