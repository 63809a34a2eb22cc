using Workflows.Abstractions.Json;

namespace Workflows.Expressions.Evaluation;

/// <summary>Which values count as true (JSONata's <c>$boolean</c>).</summary>
internal static class Truth
{
    /// <summary>A missing value and a function count as false.</summary>
    public static bool Of(in JsonValue value) => value.Kind switch
    {
        JsonKind.Boolean => value.GetBoolean(),
        JsonKind.Number => value.GetDouble() != 0,
        JsonKind.String => value.Reference is string text ? text.Length > 0 : !value.IsString(""),
        JsonKind.Object => value.Count > 0,
        JsonKind.Array => AnyItem(value),
        _ => false,
    };

    private static bool AnyItem(in JsonValue array)
    {
        Run.GuardStack();
        foreach (var item in array.EnumerateArray())
            if (Of(item)) return true;
        return false;
    }
}
