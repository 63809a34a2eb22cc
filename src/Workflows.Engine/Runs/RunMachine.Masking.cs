using Workflows.Abstractions.Json;

namespace Workflows.Engine.Runs;

public sealed partial class RunMachine
{
    /// <summary>A value as history may show it: without what <c>meta.redactions</c> points to, and without markers of secrets.</summary>
    private JsonValue Mask(JsonValue value, bool hasSecrets = false)
    {
        if (hasSecrets) value = Redactions.MaskSecrets(value);
        var redacted = state.Meta["redactions"];
        return redacted.Kind == JsonKind.Array && redacted.Count > 0
            ? Redactions.MaskValues(value, redacted, state.Payload, state.Vars, state.Error)
            : value;
    }
}
