using Workflows.Abstractions.Json;
using Workflows.Schemas.Shapes;
using Workflows.Schemas.Text;

namespace Workflows.Schemas.Diffing;

/// <summary>Compares <c>type</c>, <c>enum</c> and <c>const</c>.</summary>
internal static class TypeComparison
{
    public static void Compare(ChangedPlace place)
    {
        CompareTypes(place, place.Old.Types, place.New.Types);
        CompareValues(place, place.Old.Values, place.New.Values);
    }

    private static void CompareTypes(ChangedPlace place, SchemaTypes old, SchemaTypes @new)
    {
        if (old == @new)
            return;
        var common = old & @new;
        var kind = common == old ? SchemaChangeKind.TypeWidened
            : common == @new && common != SchemaTypes.None ? SchemaChangeKind.TypeNarrowed
            : SchemaChangeKind.TypeChanged;
        place.Report(kind, "type", $"was {Name(old)} and is now {Name(@new)}");
    }

    private static void CompareValues(ChangedPlace place, IReadOnlyList<JsonValue>? old, IReadOnlyList<JsonValue>? @new)
    {
        if (old is null && @new is null)
            return;
        string keyword = place.Old.Annotation("enum").IsMissing && place.New.Annotation("enum").IsMissing ? "const" : "enum";
        if (old is null || @new is null)
        {
            bool isNew = old is null;
            place.Report(
                isNew ? SchemaChangeKind.ValuesRemoved : SchemaChangeKind.ValuesAdded,
                keyword,
                isNew ? "is now limited to a list of values" : "is no longer limited to a list of values");
            return;
        }
        var added = @new.Except(old).ToList();
        var removed = old.Except(@new).ToList();
        if (added.Count > 0)
            place.Report(SchemaChangeKind.ValuesAdded, keyword, $"may now also be {List(added)}");
        if (removed.Count > 0)
            place.Report(SchemaChangeKind.ValuesRemoved, keyword, $"can no longer be {List(removed)}");
    }

    private static string Name(SchemaTypes types) => types switch
    {
        SchemaTypes.All => "of any type",
        SchemaTypes.None => "nothing at all",
        _ => string.Join(" or ", SchemaTypeNames.Format(types)),
    };

    private static string List(IEnumerable<JsonValue> values) => string.Join(", ", values.Select(JsonExcerpt.Of));
}
