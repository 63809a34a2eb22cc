using Workflows.Abstractions.Json;
using Workflows.Expressions.Evaluation;

namespace Workflows.Expressions.Operations;

/// <summary>
/// A path of plain names from the context or from a variable on, the commonest expression of all. As long as it meets
/// no list it only follows properties and allocates nothing; at the first list it hands over to the general path.
/// </summary>
internal sealed class FieldPathOperation(Operation? variable, JsonName[] names, PathOperation general) : Operation
{
    public override JsonValue Evaluate(Run run, Frame? frame, in JsonValue context)
    {
        var value = variable is null ? context : variable.Evaluate(run, frame, context);
        for (var i = 0; i < names.Length; i++)
        {
            if (value.Kind == JsonKind.Array)
                return variable is null
                    ? general.EvaluateFrom(run, frame, value, i) : general.EvaluateFrom(run, frame, value, i + 1);
            value = value.Get(names[i]);
            if (value.Reference is null) return default;
        }

        return value.Reference is SequenceNode ? Sequence.Collapse(value) : value;
    }
}
