using Workflows.Abstractions.Json;
using Workflows.Expressions.Evaluation;

namespace Workflows.Expressions.Operations;

/// <summary>Steps joined by dots, each applied to every item that the one before it gave.</summary>
internal sealed class PathOperation(PathStep[] steps, bool keepArray, GroupOperation? group) : Operation
{
    /// <summary>Whether the first step is a variable, which takes an array as it is and not item by item.</summary>
    public bool BeginsWithVariable { get; init; }

    public override JsonValue Evaluate(Run run, Frame? frame, in JsonValue context)
    {
        Run.GuardStack();
        return EvaluateFrom(run, frame, context, 0);
    }

    /// <summary>Evaluates the steps from one on.</summary>
    public JsonValue EvaluateFrom(Run run, Frame? frame, in JsonValue context, int first)
    {
        var input = new Selection(context, context.Kind == JsonKind.Array && !(first == 0 && BeginsWithVariable));
        for (var i = first; i < steps.Length; i++)
        {
            var step = steps[i];
            if (i == 0 && step.TakesWhole) input = Selection.From(step.Operation.Evaluate(run, frame, context));
            else input = step.Apply(run, frame, input, i == steps.Length - 1);
            if (input.IsEmpty) break;
        }

        if (group is not null) return Sequence.Collapse(group.Apply(run, frame, ToList(input)));
        return input.ToValue(keepArray);
    }

    private static JsonValue ToList(in Selection input) =>
        input.IsList || input.IsEmpty ? input.Value : new JsonValue(new SequenceNode([input.Value], 1));
}
