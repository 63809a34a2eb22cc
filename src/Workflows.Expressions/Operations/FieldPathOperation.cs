using Workflows.Abstractions.Json;
using Workflows.Expressions.Evaluation;

namespace Workflows.Expressions.Operations;

/// <summary>
/// A path of plain names, the commonest expression of all. As long as it meets no list it only follows properties and
/// allocates nothing; at the first list it hands over to the general path.
/// </summary>
internal sealed class FieldPathOperation(JsonName[] names, PathOperation general) : Operation
{
    public override JsonValue Evaluate(Run run, Frame? frame, in JsonValue context)
    {
        var value = context;
        for (var i = 0; i < names.Length; i++)
        {
            if (value.Kind == JsonKind.Array) return general.EvaluateFrom(run, frame, value, i);
            value = value.Get(names[i]);
            if (value.Reference is null) return default;
        }

        return value.Reference is SequenceNode ? Sequence.Collapse(value) : value;
    }
}
