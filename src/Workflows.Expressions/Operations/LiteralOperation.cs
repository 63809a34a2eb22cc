using Workflows.Abstractions.Json;
using Workflows.Expressions.Evaluation;

namespace Workflows.Expressions.Operations;

/// <summary>A constant, also a regular expression.</summary>
internal sealed class LiteralOperation(JsonValue value) : Operation
{
    public JsonValue Value => value;

    public override JsonValue Evaluate(Run run, Frame? frame, in JsonValue context) => value;
}
