using Workflows.Abstractions.Json;
using Workflows.Schemas.Numbers;

namespace Workflows.Schemas.Text;

/// <summary>Short descriptions of JSON values for error messages.</summary>
internal static class JsonExcerpt
{
    private const int MaxLength = 60;

    /// <summary>The JSON text of a value, cut to one short line.</summary>
    public static string Of(JsonValue value)
    {
        if (value.MeasureUtf8(MaxLength) <= MaxLength)
            return value.ToString();
        return value.Kind switch
        {
            JsonKind.Object => $"object with {value.Count} properties",
            JsonKind.Array => $"array with {value.Count} items",
            JsonKind.String => $"\"{Cut(value.GetString())}…\"",
            _ => Cut(value.ToString()) + "…",
        };
    }

    /// <summary>The type of a value in the words of JSON Schema.</summary>
    public static string TypeOf(JsonValue value) => value.Kind switch
    {
        JsonKind.Number => NumberRules.IsInteger(value) ? "integer" : "number",
        var kind => kind.ToString().ToLowerInvariant(),
    };

    private static string Cut(string text)
    {
        int end = char.IsHighSurrogate(text[MaxLength - 1]) ? MaxLength - 1 : MaxLength;
        return text.Length <= end ? text : text[..end];
    }
}
