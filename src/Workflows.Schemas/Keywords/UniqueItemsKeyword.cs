using Workflows.Abstractions.Json;
using Workflows.Schemas.Compilation;
using Workflows.Schemas.Text;
using Workflows.Schemas.Validation;

namespace Workflows.Schemas.Keywords;

/// <summary><c>uniqueItems</c> (validation §6.4.3).</summary>
internal sealed class UniqueItemsKeyword(KeywordContext context) : AssertionKeyword(context)
{
    private const int PairwiseUpTo = 8;

    /// <summary>The keyword; null when it is <c>false</c> and asks for nothing.</summary>
    public static Keyword? WhenTrue(KeywordContext context) => context.Flag() ? new UniqueItemsKeyword(context) : null;

    protected override bool Holds(JsonValue instance) => instance.Kind != JsonKind.Array || FindDouble(instance) is null;

    protected override Complaint Describe(JsonValue instance) =>
        new("an array of different items", $"one with {JsonExcerpt.Of(FindDouble(instance)!.Value)} twice");

    private static JsonValue? FindDouble(JsonValue array) =>
        array.Count <= PairwiseUpTo ? FindPairwise(array) : FindHashed(array);

    private static JsonValue? FindPairwise(JsonValue array)
    {
        int position = 0;
        foreach (var item in array.EnumerateArray())
        {
            for (int earlier = 0; earlier < position; earlier++)
            {
                if (array[earlier] == item)
                    return item;
            }
            position++;
        }
        return null;
    }

    private static JsonValue? FindHashed(JsonValue array)
    {
        var seen = new HashSet<JsonValue>(array.Count, JsonEquality.Instance);
        foreach (var item in array.EnumerateArray())
        {
            if (!seen.Add(item))
                return item;
        }
        return null;
    }
}
