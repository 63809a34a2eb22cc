using Workflows.Abstractions.Json;
using Workflows.Expressions.Evaluation;

namespace Workflows.Expressions.Operations;

/// <summary><c>(a; b)</c>. It makes a scope only when something is bound in it.</summary>
internal sealed class BlockOperation(Operation[] operations, int slotCount) : Operation
{
    public override JsonValue Evaluate(Run run, Frame? frame, in JsonValue context)
    {
        Run.GuardStack();
        if (slotCount > 0) frame = new Frame(frame, new JsonValue[slotCount]);
        JsonValue result = default;
        foreach (var operation in operations) result = operation.Evaluate(run, frame, context);
        return result;
    }
}
