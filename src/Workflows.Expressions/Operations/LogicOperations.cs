using Workflows.Abstractions.Json;
using Workflows.Expressions.Evaluation;

namespace Workflows.Expressions.Operations;

/// <summary><c>and</c>, which looks right only when the left side is true.</summary>
internal sealed class AndOperation(Operation left, Operation right) : Operation
{
    public override JsonValue Evaluate(Run run, Frame? frame, in JsonValue context) =>
        JsonValue.From(Truth.Of(left.Evaluate(run, frame, context)) && Truth.Of(right.Evaluate(run, frame, context)));
}

/// <summary><c>or</c>, which looks right only when the left side is false.</summary>
internal sealed class OrOperation(Operation left, Operation right) : Operation
{
    public override JsonValue Evaluate(Run run, Frame? frame, in JsonValue context) =>
        JsonValue.From(Truth.Of(left.Evaluate(run, frame, context)) || Truth.Of(right.Evaluate(run, frame, context)));
}
