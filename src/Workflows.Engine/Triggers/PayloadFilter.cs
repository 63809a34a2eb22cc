using Workflows.Abstractions.Json;

namespace Workflows.Engine.Triggers;

/// <summary>
/// The filters of an event wait: conditions <c>{path, op, value?}</c> on the event's payload that must all hold. Comparisons are typed and
/// strict; ordering works on numbers and on ISO 8601 moments; lists are not searched except by <c>contains</c>.
/// </summary>
public static class PayloadFilter
{
    private const int MaxConditions = 25;
    private static readonly string[] Operators =
        ["=", "!=", "in", "not_in", "exists", "not_exists", ">", ">=", "<", "<=", "contains", "starts_with", "ends_with"];

    /// <summary>What is wrong with a list of filters; null when nothing is.</summary>
    public static string? Check(JsonValue filters)
    {
        if (filters.Kind != JsonKind.Array) return "'filters' is a list of conditions.";
        if (filters.Count > MaxConditions) return $"At most {MaxConditions} conditions are allowed.";
        foreach (var filter in filters.EnumerateArray())
        {
            if (filter["path"].Kind != JsonKind.String) return "Every condition has a 'path'.";
            if (filter["op"].Kind != JsonKind.String || !Operators.Contains(filter["op"].GetString()))
                return $"'op' is one of {string.Join(" ", Operators)}.";
            if (filter["op"].GetString() is "in" or "not_in" && filter["value"].Kind != JsonKind.Array)
                return "'in' and 'not_in' need a list as 'value'.";
            if (filter["op"].GetString() is not ("exists" or "not_exists") && filter["value"].IsMissing)
                return "The condition needs a 'value'.";
        }

        return null;
    }

    /// <summary>Whether a payload passes every condition.</summary>
    public static bool Passes(JsonValue filters, JsonValue payload)
    {
        if (filters.Kind != JsonKind.Array) return true;
        foreach (var filter in filters.EnumerateArray())
            if (!Holds(filter, payload))
                return false;
        return true;
    }

    private static bool Holds(JsonValue filter, JsonValue payload)
    {
        var actual = payload;
        foreach (var segment in filter["path"].GetString().Split('.')) actual = actual[segment];
        var expected = filter["value"];
        return filter["op"].GetString() switch
        {
            "=" => actual.Equals(expected),
            "!=" => !actual.Equals(expected),
            "in" => Contains(expected, actual),
            "not_in" => !Contains(expected, actual),
            "exists" => !actual.IsMissingOrNull,
            "not_exists" => actual.IsMissingOrNull,
            ">" => Compare(actual, expected) > 0,
            ">=" => Compare(actual, expected) >= 0,
            "<" => Compare(actual, expected) < 0,
            "<=" => Compare(actual, expected) <= 0,
            "contains" => actual.Kind == JsonKind.Array
                ? Contains(actual, expected)
                : Texts(actual, expected, (text, part) => text.Contains(part, StringComparison.Ordinal)),
            "starts_with" => Texts(actual, expected, (text, part) => text.StartsWith(part, StringComparison.Ordinal)),
            _ => Texts(actual, expected, (text, part) => text.EndsWith(part, StringComparison.Ordinal)),
        };
    }

    private static bool Contains(JsonValue list, JsonValue item)
    {
        foreach (var candidate in list.EnumerateArray())
            if (candidate.Equals(item))
                return true;
        return false;
    }

    private static bool Texts(JsonValue actual, JsonValue expected, Func<string, string, bool> test) =>
        actual.Kind == JsonKind.String && expected.Kind == JsonKind.String && test(actual.GetString(), expected.GetString());

    private static int? Compare(JsonValue actual, JsonValue expected)
    {
        if (actual.Kind == JsonKind.Number && expected.Kind == JsonKind.Number)
            return actual.GetDouble().CompareTo(expected.GetDouble());
        if (actual.Kind == JsonKind.String && expected.Kind == JsonKind.String
            && Timestamp.TryParse(actual.GetString(), out var left) && Timestamp.TryParse(expected.GetString(), out var right))
            return left.CompareTo(right);
        return null;
    }
}
