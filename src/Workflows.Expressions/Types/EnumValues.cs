using Workflows.Abstractions.Json;
using Workflows.Expressions.Syntax;

namespace Workflows.Expressions.Types;

/// <summary>Literals against the values that a schema lists.</summary>
internal static class EnumValues
{
    /// <summary>A value of one side that the other side can never have, when the two have nothing in common.</summary>
    public static JsonValue? Unknown(ExpressionType left, ExpressionType right)
    {
        if (left.Values is not { Count: > 0 } first || right.Values is not { Count: > 0 } second) return null;
        if (first.Any(second.Contains)) return null;
        return second.Count == 1 ? second[0] : first.Count == 1 ? first[0] : second[0];
    }

    public static TypeFinding Finding(JsonValue value, IEnumerable<JsonValue> known, bool isError, SourceSpan span)
    {
        var others = known.Where(other => other != value).ToList();
        var names = others.Where(other => other.Kind == JsonKind.String).Select(other => other.GetString());
        var near = value.Kind == JsonKind.String ? Nearest.Find(value.GetString(), names) : null;
        var hint = near is null ? "" : $" Did you mean '{near}'?";
        return new TypeFinding(TypeFindingCodes.EnumValue, isError, $"{value} is none of the values that are possible.{hint}",
            span, string.Join(" | ", others), value.ToString(), near);
    }
}
