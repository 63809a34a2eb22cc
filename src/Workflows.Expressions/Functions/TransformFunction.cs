using Workflows.Abstractions.Json;
using Workflows.Abstractions.Json.Nodes;
using Workflows.Expressions.Evaluation;
using Workflows.Expressions.Operations;

namespace Workflows.Expressions.Functions;

/// <summary>
/// Changes a copy of its argument. The copy is made of fresh nodes first, so that a match can be recognised by
/// reference; changed nodes are then put in place from the bottom up.
/// </summary>
internal sealed class TransformFunction(TransformOperation transform, Frame? frame) : FunctionValue
{
    private static readonly Signature TakesObjectOrArray = SignatureParser.Parse("<(oa):o>");

    public override int Arity => 1;

    public override JsonValue Invoke(Run run, ReadOnlySpan<JsonValue> arguments, in JsonValue context)
    {
        arguments = TakesObjectOrArray.Validate(run, arguments, context, "transform");
        if (arguments[0].IsMissing) return default;
        run.Enter();
        var copy = Thaw(run, arguments[0]);
        var matches = transform.Location.Evaluate(run, frame, copy);
        var changed = new Dictionary<object, JsonValue>(ReferenceEqualityComparer.Instance);
        if (matches.Kind != JsonKind.Array) Change(run, matches, changed);
        else
            foreach (var match in matches.EnumerateArray()) Change(run, match, changed);
        run.Leave();
        return Rebuild(run, copy, changed);
    }

    private void Change(Run run, in JsonValue match, Dictionary<object, JsonValue> changed)
    {
        if (match.Reference is null) return;
        run.Tick();
        var original = match.Reference;
        var current = changed.TryGetValue(original, out var earlier) ? earlier : match;
        var update = transform.Update.Evaluate(run, frame, current);
        if (update.Reference is not null && update.Kind != JsonKind.Object)
            throw Errors.At(ErrorCode.UpdateNotObject, transform.Position, "|");
        var deletions = transform.Delete?.Evaluate(run, frame, current) ?? default;
        if (current.Kind != JsonKind.Object) return;
        if (update.Reference is not null)
        {
            var merged = new JsonObjectBuilder(current.Count + update.Count);
            merged.AddAll(current);
            // A copy, because the update may hold the very node that it changes.
            merged.AddAll(Thaw(run, update));
            current = merged.BuildLast();
        }

        changed[original] = Delete(current, deletions);
    }

    private JsonValue Delete(JsonValue map, in JsonValue deletions)
    {
        if (deletions.Reference is null) return map;
        if (deletions.Kind == JsonKind.String) return map.Without(deletions.GetString());
        if (deletions.Kind != JsonKind.Array) throw Errors.At(ErrorCode.DeleteNotStrings, transform.Position, "|");
        foreach (var name in deletions.EnumerateArray())
        {
            if (name.Kind != JsonKind.String) throw Errors.At(ErrorCode.DeleteNotStrings, transform.Position, "|");
            map = map.Without(name.GetString());
        }

        return map;
    }

    private static JsonValue Thaw(Run run, in JsonValue value)
    {
        run.Tick();
        Run.GuardStack();
        if (value.Kind == JsonKind.Array)
        {
            var list = new ListBuilder(run);
            foreach (var item in value.EnumerateArray()) list.Add(Thaw(run, item));
            return list.ToArray();
        }

        if (value.Kind != JsonKind.Object) return value;
        run.ReserveItems(value.Count + 2);
        var map = new JsonObjectBuilder(value.Count);
        foreach (var property in value.EnumerateObject()) map.AddUnique(property.Name, Thaw(run, property.Value));
        // Always a node of its own, because two empty objects must not be taken for one another.
        return map.Count > 0 ? map.BuildLast() : new JsonValue(new JsonObjectNode([], [], 0));
    }

    private static JsonValue Rebuild(Run run, in JsonValue value, Dictionary<object, JsonValue> changed)
    {
        run.Tick();
        Run.GuardStack();
        var current = value.Reference is not null && changed.TryGetValue(value.Reference, out var replaced)
            ? replaced : value;
        if (current.Reference is JsonArrayNode)
        {
            var list = new ListBuilder(run);
            foreach (var item in current.EnumerateArray()) list.Add(Rebuild(run, item, changed));
            return list.ToArray();
        }

        if (current.Reference is not JsonObjectNode) return current;
        var map = new JsonObjectBuilder(current.Count);
        foreach (var property in current.EnumerateObject())
            map.AddUnique(property.Name, Rebuild(run, property.Value, changed));
        return map.BuildLast();
    }
}
