using Workflows.Abstractions.Json;
using Workflows.Expressions.Evaluation;

namespace Workflows.Expressions.Operations;

/// <summary>A part of a compiled expression. Immutable, so that threads can share it.</summary>
internal abstract class Operation
{
    /// <summary>The value after the rule that a gathered list of one item is that item.</summary>
    public abstract JsonValue Evaluate(Run run, Frame? frame, in JsonValue context);

    /// <summary>The value before that rule, for operations that may gather a list.</summary>
    public virtual JsonValue EvaluateRaw(Run run, Frame? frame, in JsonValue context) => Evaluate(run, frame, context);
}
