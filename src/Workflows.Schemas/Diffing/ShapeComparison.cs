using Workflows.Abstractions.Json;
using Workflows.Schemas.Compilation;
using Workflows.Schemas.Keywords;
using Workflows.Schemas.Shapes;

namespace Workflows.Schemas.Diffing;

/// <summary>Compares two shapes and all below them.</summary>
internal sealed class ShapeComparison
{
    private const int MaxDepth = 128;

    // Pairs that have been compared, so that recursive schemas come to an end.
    private readonly HashSet<(string, string)> _seen = [];

    private int _depth;

    public List<SchemaChange> Changes { get; } = [];

    public void Compare(SchemaShape old, SchemaShape @new, string[] steps)
    {
        bool isNew = old.Nodes.Count > 0 && @new.Nodes.Count > 0 && _seen.Add((Identity(old), Identity(@new)));
        if (!isNew || _depth >= MaxDepth)
            return;
        _depth++;
        ComparePlace(old, @new, steps);
        _depth--;
    }

    private void ComparePlace(SchemaShape old, SchemaShape @new, string[] steps)
    {
        var place = new ChangedPlace(old, @new, steps, Changes);
        TypeComparison.Compare(place);
        BoundComparison.Compare(place);
        RuleComparison.Compare(place);
        CompareAlternatives(place);
        CompareChildren(place);
    }

    // The subschemas that say something themselves: a mere reference is the same as what it leads to.
    private static string Identity(SchemaShape shape) =>
        string.Join(' ', shape.Nodes.Where(node => !node.Keywords.All(keyword => keyword is RefKeyword)).Select(node => node.Location));

    private void CompareChildren(ChangedPlace place)
    {
        var before = ShapeChild.OfAlways(place.Old);
        var after = ShapeChild.OfAlways(place.New).ToDictionary(child => child.Name, StringComparer.Ordinal);
        foreach (var old in before)
        {
            if (after.Remove(old.Name, out var @new))
                CompareChild(place, old, @new);
            else
                ReportRemoved(place, old);
        }
        foreach (var added in after.Values)
            ReportAdded(place, added);
    }

    private void CompareChild(ChangedPlace place, ShapeChild old, ShapeChild @new)
    {
        var inner = SchemaShape.Of(old.Nodes);
        var child = new ChangedPlace(inner, SchemaShape.Of(@new.Nodes), [.. place.Steps, old.Name], Changes);
        if (old.IsRequired && !@new.IsRequired)
            child.Report(SchemaChangeKind.BecameOptional, "required", "is no longer required");
        if (!old.IsRequired && @new.IsRequired)
            child.Report(SchemaChangeKind.BecameRequired, "required", "is now required");
        Compare(child.Old, child.New, child.Steps);
    }

    private void ReportRemoved(ChangedPlace place, ShapeChild child)
    {
        var removed = new ChangedPlace(SchemaShape.Of(child.Nodes), null, [.. place.Steps, child.Name], Changes);
        bool isProperty = child.Name is not (ShapeChild.ItemName or ShapeChild.AnyName);
        if (isProperty)
            removed.Report(SchemaChangeKind.PropertyRemoved, "properties", "was removed");
        else
            removed.Report(SchemaChangeKind.RuleRemoved, "items", "no longer has a schema");
    }

    private void ReportAdded(ChangedPlace place, ShapeChild child)
    {
        var added = new ChangedPlace(null, SchemaShape.Of(child.Nodes), [.. place.Steps, child.Name], Changes);
        bool isProperty = child.Name is not (ShapeChild.ItemName or ShapeChild.AnyName);
        if (isProperty)
            added.Report(SchemaChangeKind.PropertyAdded, "properties", "was added");
        else
            added.Report(SchemaChangeKind.RuleAdded, "items", "now has a schema");
    }

    private void CompareAlternatives(ChangedPlace place)
    {
        var before = place.Old.Alternatives().ToList();
        var after = place.New.Alternatives().ToList();
        foreach (var (old, @new) in before.Zip(after))
            CompareGroup(place, [.. old], [.. @new]);
        if (before.Count > after.Count)
            place.Report(SchemaChangeKind.RuleRemoved, "anyOf", "no longer has to be one of several alternatives");
        if (before.Count < after.Count)
            place.Report(SchemaChangeKind.RuleAdded, "anyOf", "now has to be one of several alternatives");
    }

    private void CompareGroup(ChangedPlace place, List<SchemaNode> before, List<SchemaNode> after)
    {
        RemovePairs(place, before, after);

        // What is left on both sides is taken for the same alternative, edited.
        foreach (var (old, @new) in before.Zip(after).ToList())
            Compare(SchemaShape.Of(old), SchemaShape.Of(@new), place.Steps);
        foreach (var removed in before.Skip(after.Count))
            place.Report(SchemaChangeKind.AlternativeRemoved, "anyOf", "lost an alternative", removed.Source, JsonValue.Missing);
        foreach (var added in after.Skip(before.Count))
            place.Report(SchemaChangeKind.AlternativeAdded, "anyOf", "has a new alternative", JsonValue.Missing, added.Source);
    }

    private void RemovePairs(ChangedPlace place, List<SchemaNode> before, List<SchemaNode> after)
    {
        foreach (var old in before.ToList())
        {
            int same = after.FindIndex(node => node.Source == old.Source);
            if (same < 0)
                continue;

            // The text may be the same and what it refers to another.
            Compare(SchemaShape.Of(old), SchemaShape.Of(after[same]), place.Steps);
            before.Remove(old);
            after.RemoveAt(same);
        }
    }
}
