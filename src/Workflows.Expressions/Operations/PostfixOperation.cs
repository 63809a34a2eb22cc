using Workflows.Abstractions.Json;
using Workflows.Expressions.Evaluation;

namespace Workflows.Expressions.Operations;

/// <summary>Predicates, a grouping or <c>[]</c> on an expression that is no path.</summary>
internal sealed class PostfixOperation(Operation inner, Predicate[] predicates, GroupOperation? group, bool keepArray)
    : Operation
{
    public override JsonValue Evaluate(Run run, Frame? frame, in JsonValue context) =>
        Finish(run, frame, inner.EvaluateRaw(run, frame, context));

    /// <summary>With <c>~></c> in front: the call first, then what follows it.</summary>
    public JsonValue EvaluateWith(Run run, Frame? frame, in JsonValue context, in JsonValue first)
    {
        if (inner is CallOperation call) return Finish(run, frame, call.EvaluateWith(run, frame, context, first));
        throw Errors.Budget(ErrorCode.ChainNotFunction);
    }

    private JsonValue Finish(Run run, Frame? frame, JsonValue value)
    {
        if (predicates.Length > 0)
        {
            var selection = Selection.From(value);
            foreach (var predicate in predicates) selection = predicate.Apply(run, frame, selection);
            value = selection.ToValue(keepArray);
        }

        if (group is not null) value = group.Apply(run, frame, value);
        return keepArray ? Sequence.CollapseKeeping(value) : Sequence.Collapse(value);
    }
}
