using Workflows.Abstractions.Json;
using Workflows.Expressions.Evaluation;
using Workflows.Expressions.Functions;

namespace Workflows.Expressions.Operations;

/// <summary><c>|location|update, delete|</c>.</summary>
internal sealed class TransformOperation(Operation location, Operation update, Operation? delete, int position)
    : Operation
{
    public Operation Location => location;

    public Operation Update => update;

    public Operation? Delete => delete;

    public int Position => position;

    public override JsonValue Evaluate(Run run, Frame? frame, in JsonValue context) =>
        new TransformFunction(this, frame).AsValue();
}
