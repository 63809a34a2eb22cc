using Workflows.Abstractions.Json;

namespace Workflows.Engine.Definitions;

/// <summary>What changed from one definition to another: steps are compared by their ids, wherever they stand; the rest by its place.</summary>
public static class DefinitionDiff
{
    /// <summary>Compares two definitions.</summary>
    public static IReadOnlyList<DefinitionChange> Of(JsonValue before, JsonValue after)
    {
        var changes = new List<DefinitionChange>();
        foreach (var name in NamesOf(before).Union(NamesOf(after)).Where(name => name != "steps"))
            Compare(changes, null, JsonPointer.Root.Append(name).ToString(), before[name], after[name]);

        var (old, current) = (StepsOf(before), StepsOf(after));
        foreach (var (id, step) in old)
            if (!current.ContainsKey(id))
                changes.Add(new DefinitionChange("removed", id, step.Block, step.Content, default));
        foreach (var (id, step) in current)
        {
            if (!old.TryGetValue(id, out var earlier))
            {
                changes.Add(new DefinitionChange("added", id, step.Block, default, step.Content));
                continue;
            }

            if (earlier.Block != step.Block) changes.Add(new DefinitionChange("moved", id, step.Block, JsonValue.From(earlier.Block), JsonValue.From(step.Block)));
            foreach (var name in NamesOf(earlier.Content).Union(NamesOf(step.Content)))
                Compare(changes, id, "/" + name, earlier.Content[name], step.Content[name]);
        }

        AddReordered(changes, old, current);
        return changes;
    }

    private static void Compare(List<DefinitionChange> changes, string? step, string path, JsonValue before, JsonValue after)
    {
        if (before.IsMissing && after.IsMissing) return;
        if (before.Equals(after)) return;
        if (before.Kind == JsonKind.Object && after.Kind == JsonKind.Object)
        {
            foreach (var name in NamesOf(before).Union(NamesOf(after)))
                Compare(changes, step, JsonPointer.Parse(path).Append(name).ToString(), before[name], after[name]);
            return;
        }

        changes.Add(new DefinitionChange("changed", step, path, before, after));
    }

    /// <summary>Steps that stayed in their block, in another order.</summary>
    private static void AddReordered(List<DefinitionChange> changes, Dictionary<string, PlacedStep> old, Dictionary<string, PlacedStep> current)
    {
        foreach (var block in current.GroupBy(step => step.Value.Block))
        {
            var stayed = block.Where(step => old.TryGetValue(step.Key, out var earlier) && earlier.Block == block.Key).ToList();
            var before = stayed.OrderBy(step => old[step.Key].Order).Select(step => step.Key);
            if (before.SequenceEqual(stayed.OrderBy(step => step.Value.Order).Select(step => step.Key))) continue;
            changes.Add(new DefinitionChange("reordered", null, block.Key, default, default));
        }
    }

    private static Dictionary<string, PlacedStep> StepsOf(JsonValue definition)
    {
        var steps = new Dictionary<string, PlacedStep>(StringComparer.Ordinal);
        Collect(definition["steps"], "/steps");
        return steps;

        void Collect(JsonValue list, string block)
        {
            if (list.Kind != JsonKind.Array) return;
            foreach (var step in list.EnumerateArray())
            {
                if (step["id"].Kind != JsonKind.String) continue;
                var id = step["id"].GetString();
                var content = new JsonObjectBuilder();
                foreach (var property in step.EnumerateObject())
                {
                    if (IsBlock(property.Value)) Collect(property.Value, $"{id}/{property.Name}");
                    else if (property.Name != "id") content.Add(property.Name, property.Value);
                }

                steps.TryAdd(id, new PlacedStep(block, steps.Count, content.Build()));
            }
        }
    }

    private static bool IsBlock(JsonValue value) =>
        value.Kind == JsonKind.Array && value.Count > 0 && value[0].Kind == JsonKind.Object && value[0]["id"].Kind == JsonKind.String
        && value[0]["type"].Kind == JsonKind.String;

    private static IEnumerable<string> NamesOf(JsonValue value)
    {
        if (value.Kind != JsonKind.Object) yield break;
        foreach (var property in value.EnumerateObject()) yield return property.Name;
    }

    private sealed record PlacedStep(string Block, int Order, JsonValue Content);
}

/// <summary>One change.</summary>
/// <param name="Kind"><c>added</c>, <c>removed</c>, <c>moved</c> (to another block), <c>changed</c>, or <c>reordered</c> (a block).</param>
/// <param name="Step">The step; null for the definition itself.</param>
/// <param name="Path">The JSON pointer of a changed value in the step (or the definition), or the block.</param>
/// <param name="Before">The value before; Missing when there was none.</param>
/// <param name="After">The value after; Missing when there is none.</param>
public sealed record DefinitionChange(string Kind, string? Step, string Path, JsonValue Before, JsonValue After);
