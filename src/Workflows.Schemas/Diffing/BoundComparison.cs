using Workflows.Abstractions.Json;
using Workflows.Schemas.Keywords;
using Workflows.Schemas.Numbers;
using Workflows.Schemas.Shapes;
using Workflows.Schemas.Text;

namespace Workflows.Schemas.Diffing;

/// <summary>Compares the bounds of numbers and of sizes, each keyword with itself.</summary>
internal static class BoundComparison
{
    public static void Compare(ChangedPlace place)
    {
        var before = Bounds(place.Old);
        var after = Bounds(place.New);
        foreach (var (keyword, old) in before)
        {
            if (!after.TryGetValue(keyword, out var @new))
                place.Report(SchemaChangeKind.BoundLoosened, keyword, $"lost its {keyword} of {JsonExcerpt.Of(old.Value)}");
            else if (NumberRules.Compare(old.Value, @new.Value) is var order and not 0)
                ReportMoved(place, keyword, old, @new, isTightened: order < 0 == old.IsLower);
        }
        foreach (var (keyword, @new) in after.Where(bound => !before.ContainsKey(bound.Key)))
            place.Report(SchemaChangeKind.BoundTightened, keyword, $"has a new {keyword} of {JsonExcerpt.Of(@new.Value)}");
    }

    private static void ReportMoved(
        ChangedPlace place,
        string keyword,
        (JsonValue Value, bool IsLower) old,
        (JsonValue Value, bool IsLower) @new,
        bool isTightened) =>
        place.Report(
            isTightened ? SchemaChangeKind.BoundTightened : SchemaChangeKind.BoundLoosened,
            keyword,
            $"had a {keyword} of {JsonExcerpt.Of(old.Value)}, now {JsonExcerpt.Of(@new.Value)}",
            old.Value,
            @new.Value);

    // Of several bounds of one keyword (through allOf) the tightest counts.
    private static Dictionary<string, (JsonValue Value, bool IsLower)> Bounds(SchemaShape shape)
    {
        var bounds = new Dictionary<string, (JsonValue Value, bool IsLower)>(StringComparer.Ordinal);
        foreach (var number in shape.All<NumberBoundKeyword>())
            Add(bounds, number.Name, number.Bound, number.IsLower);
        foreach (var size in shape.All<SizeKeyword>())
            Add(bounds, size.Name, JsonValue.From(size.Bound), size.IsLower);
        return bounds;
    }

    private static void Add(
        Dictionary<string, (JsonValue Value, bool IsLower)> bounds, string keyword, JsonValue value, bool isLower)
    {
        bool isTighter = !bounds.TryGetValue(keyword, out var known)
            || NumberRules.Compare(value, known.Value) > 0 == isLower;
        if (isTighter)
            bounds[keyword] = (value, isLower);
    }
}
