using Workflows.Abstractions.Json;
using Workflows.Expressions.Evaluation;
using Workflows.Expressions.Functions;

namespace Workflows.Expressions.Operations;

/// <summary>A function definition; evaluating it captures the variables and the context of the place.</summary>
internal sealed class LambdaOperation(int[] parameterSlots, int slotCount, Signature? signature, Operation body)
    : Operation
{
    /// <summary>What error messages call a function that has no name.</summary>
    public string Name => "function";

    public int ParameterCount => parameterSlots.Length;

    public int[] ParameterSlots => parameterSlots;

    public int SlotCount => slotCount;

    public Signature? Signature => signature;

    public Operation Body => body;

    public override JsonValue Evaluate(Run run, Frame? frame, in JsonValue context) =>
        new Closure(this, frame, context).AsValue();
}
