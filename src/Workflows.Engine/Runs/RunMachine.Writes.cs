using Workflows.Abstractions.Json;
using Workflows.Engine.Mapping;
using Workflows.Engine.Nodes;

namespace Workflows.Engine.Runs;

public sealed partial class RunMachine
{
    /// <summary>The largest payload that a run may have, in bytes of its JSON.</summary>
    public const int MaxPayloadBytes = 256 * 1024;

    /// <summary>The largest envelope (payload, variables, meta and error together) that a run may have, in bytes of its JSON.</summary>
    public const int MaxStateBytes = 1024 * 1024;

    private readonly SortedSet<string> changed = new(StringComparer.Ordinal);

    /// <summary>How many bytes may be written before the envelope has to be measured again; negative before the first time.</summary>
    private int room = -1;

    /// <summary>
    /// Evaluates all values first, then writes them all or none; false when that failed and the branch has reacted.
    /// </summary>
    /// <param name="branch">The branch.</param>
    /// <param name="scope">What the expressions see.</param>
    /// <param name="assignments">The writes.</param>
    /// <param name="written">What was written, by target.</param>
    private bool TryAssign(Branch branch, Scope scope, IReadOnlyList<Assignment> assignments, out JsonValue written)
    {
        var shown = new JsonObjectBuilder();
        var values = new JsonValue[assignments.Count];
        for (var i = 0; i < values.Length; i++) values[i] = assignments[i].Value.Resolve(scope);
        var before = Remember();
        for (var i = 0; i < values.Length; i++)
        {
            Write(assignments[i].Target, values[i]);
            if (!values[i].IsMissing) shown.Add(assignments[i].Target.Text, values[i]);
        }

        written = shown.Build();
        return TryKeep(branch, before);
    }

    /// <summary>Writes one value; false when it is too large and the branch has reacted.</summary>
    private bool TrySave(Branch branch, AssignTarget target, JsonValue value)
    {
        var before = Remember();
        Write(target, value);
        return TryKeep(branch, before);
    }

    private void Write(AssignTarget target, JsonValue value)
    {
        switch (target.Root)
        {
            case "payload": state.Payload = target.Write(state.Payload, value); break;
            case "vars": state.Vars = target.Write(state.Vars, value); break;
            case "meta": state.Meta = target.Write(state.Meta, value); break;
            default: state.Error = target.Write(state.Error, value); break;
        }

        changed.Add($"{target.Root}.{target.Segments[0]}");
        if (room >= 0) room -= Math.Min(value.MeasureUtf8(MaxStateBytes) + 64, room + 1);
    }

    private void SetVariable(string name, JsonValue value)
    {
        state.Vars = state.Vars.With(name, value);
        changed.Add("vars." + name);
        if (room >= 0) room -= Math.Min(value.MeasureUtf8(MaxStateBytes) + 64, room + 1);
    }

    private (JsonValue Payload, JsonValue Vars, JsonValue Meta, JsonValue Error) Remember() =>
        (state.Payload, state.Vars, state.Meta, state.Error);

    /// <summary>Keeps what was written since, or, when the envelope has become too large, takes it back and fails the step.</summary>
    private bool TryKeep(Branch branch, in (JsonValue Payload, JsonValue Vars, JsonValue Meta, JsonValue Error) before)
    {
        if (room >= 0) return true;
        var payload = state.Payload.MeasureUtf8(MaxPayloadBytes);
        var all = payload + state.Vars.MeasureUtf8(MaxStateBytes) + state.Meta.MeasureUtf8(MaxStateBytes) + state.Error.MeasureUtf8(MaxStateBytes);
        room = Math.Min(MaxPayloadBytes - payload, MaxStateBytes - all);
        if (room >= 0) return true;
        (state.Payload, state.Vars, state.Meta, state.Error) = before;
        changed.Clear();
        Fail(branch, payload > MaxPayloadBytes
            ? new Failure(
                FailureCategory.ValidationError, "PAYLOAD_TOO_LARGE", $"The run's payload would have more than {MaxPayloadBytes / 1024} KB.")
            : new Failure(
                FailureCategory.ValidationError, "STATE_TOO_LARGE", $"The run's envelope would have more than {MaxStateBytes / 1024} KB."));
        return false;
    }

    /// <summary>Begins the entry of a step that succeeded, with what it changed and, when it waited, how long it took.</summary>
    private SliceHistory Succeeded(Branch branch, Definitions.Step step, Pending? waited)
    {
        var entry = history.Entry(IdentityOf(branch), step.Type, "succeeded", branch.Attempt);
        if (waited is { Since: > 0 }) entry.Number("durationMs", context.Now.ToUnixTimeMilliseconds() - waited.Since);
        if (changed.Count == 0) return entry;
        var list = new JsonArrayBuilder();
        foreach (var path in changed) list.Add(JsonValue.From(path));
        changed.Clear();
        return entry.Value("changed", list.Build());
    }
}
