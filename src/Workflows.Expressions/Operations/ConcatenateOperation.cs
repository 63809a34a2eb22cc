using System.Runtime.CompilerServices;
using Workflows.Abstractions.Json;
using Workflows.Expressions.Evaluation;

namespace Workflows.Expressions.Operations;

/// <summary>A whole chain of <c>a &amp; b &amp; c</c>, so that only the final string is built.</summary>
internal sealed class ConcatenateOperation(Operation[] parts) : Operation
{
    public override JsonValue Evaluate(Run run, Frame? frame, in JsonValue context)
    {
        var text = new DefaultInterpolatedStringHandler(0, parts.Length, null, stackalloc char[256]);
        var length = 0L;
        foreach (var part in parts)
        {
            var value = part.Evaluate(run, frame, context);
            if (value.IsMissing && value.Reference is null) continue;
            length += TextOf.Append(run, value, ref text);
            if (length > run.Limits.MaxStringLength) run.ReserveText(length);
        }

        run.ReserveText(length);
        return JsonValue.From(text.ToStringAndClear());
    }
}
