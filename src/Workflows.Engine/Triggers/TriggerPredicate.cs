using System.Globalization;
using System.Text.RegularExpressions;
using Workflows.Abstractions.Json;

namespace Workflows.Engine.Triggers;

/// <summary>
/// One condition of a trigger's <c>predicates</c>: a path over the event, an operator, and what it compares with. All predicates of a trigger
/// must hold. Regular expressions run on the engine that never backtracks, so none can hang a trigger.
/// </summary>
public sealed class TriggerPredicate
{
    /// <summary>The operators.</summary>
    public static readonly IReadOnlyList<string> Operators =
        ["exists", "equals", "notEquals", "in", "notIn", "gt", "gte", "lt", "lte", "contains", "regex"];

    private const int MaxRegex = 512;
    private readonly double limit;
    private readonly StringComparison comparison;
    private readonly Regex? pattern;

    private TriggerPredicate(
        PredicatePath path, string operation, IReadOnlyList<JsonValue> operands, double limit, StringComparison comparison, Regex? pattern) =>
        (Path, Operation, Operands, this.limit, this.comparison, this.pattern) = (path, operation, operands, limit, comparison, pattern);

    /// <summary>Where it looks.</summary>
    internal PredicatePath Path { get; }

    /// <summary>What it asks; one of <see cref="Operators"/>.</summary>
    internal string Operation { get; }

    /// <summary>What the values found are compared with.</summary>
    internal IReadOnlyList<JsonValue> Operands { get; }

    /// <summary>Makes a predicate; null, with what is wrong and at which key, when it is not one.</summary>
    public static TriggerPredicate? Compile(JsonValue predicate, out (string Key, string Message) problem)
    {
        problem = default;
        if (Text(predicate["path"]) is not { Length: <= 512 } text || PredicatePath.Parse(text) is not { } path)
            problem = ("path", "'path' begins with '$' and goes on with .name, ['name'], [0] or [*]; at most 512 characters.");
        else if (Text(predicate["operator"]) is not { } operation || !Operators.Contains(operation))
            problem = ("operator", $"'operator' is one of {string.Join(", ", Operators)}.");
        else if (ReadOperands(predicate, operation) is not { } operands)
            problem = operation is "in" or "notIn"
                ? ("values", "'values' is a list of 1 to 100 values.")
                : ("value", $"'{operation}' needs a 'value'.");
        else return Compile(predicate, path, operation, operands, out problem);
        return null;
    }

    /// <summary>Whether the event passes.</summary>
    /// <param name="event">The event as expressions see it: id, name, source, correlationKey, occurredAt, payload, metadata.</param>
    public bool Holds(JsonValue @event)
    {
        var found = Path.Find(@event);
        return Operation switch
        {
            "exists" => found.Count > 0,
            "equals" or "in" => found.Exists(IsOperand),
            "notEquals" or "notIn" => !found.Exists(IsOperand),
            "contains" => found.Exists(Contains),
            "regex" => found.Exists(value => value.Kind == JsonKind.String && pattern!.IsMatch(value.GetString())),
            _ => found.Exists(Compares),
        };
    }

    private static TriggerPredicate? Compile(
        JsonValue predicate, PredicatePath path, string operation, IReadOnlyList<JsonValue> operands, out (string Key, string Message) problem)
    {
        problem = default;
        var limit = 0.0;
        if (operation is "gt" or "gte" or "lt" or "lte" && !TryNumber(operands[0], out limit)) problem = ("value", $"'{operation}' needs a number.");
        var caseSensitive = predicate["caseSensitive"];
        if (!caseSensitive.IsMissing && caseSensitive.Kind != JsonKind.Boolean) problem = ("caseSensitive", "'caseSensitive' is true or false.");
        var isCaseSensitive = caseSensitive.Kind == JsonKind.Boolean && caseSensitive.GetBoolean();
        Regex? pattern = null;
        if (operation == "regex" && problem == default) pattern = Pattern(predicate, operands[0], isCaseSensitive, out problem);
        return problem == default
            ? new TriggerPredicate(
                path, operation, operands, limit, isCaseSensitive ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase, pattern)
            : null;
    }

    private static IReadOnlyList<JsonValue>? ReadOperands(JsonValue predicate, string operation)
    {
        if (operation == "exists") return [];
        if (operation is not ("in" or "notIn")) return predicate["value"] is { IsMissing: false } value ? [value] : null;
        var values = predicate["values"];
        return values.Kind == JsonKind.Array && values.Count is >= 1 and <= 100 ? [.. values.EnumerateArray()] : null;
    }

    private static Regex? Pattern(JsonValue predicate, JsonValue value, bool isCaseSensitive, out (string Key, string Message) problem)
    {
        problem = ("value", $"'regex' needs a pattern of 1 to {MaxRegex} characters.");
        if (Text(value) is not { Length: > 0 and <= MaxRegex } text) return null;
        var flags = predicate["flags"].IsMissing ? string.Empty : Text(predicate["flags"]);
        problem = ("flags", "'flags' is at most 10 letters out of gimsuy.");
        if (flags is not { Length: <= 10 } || flags.Any(flag => !"gimsuy".Contains(flag, StringComparison.Ordinal))) return null;
        var options = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant;
        if (predicate["caseSensitive"].IsMissing ? flags.Contains('i', StringComparison.Ordinal) : !isCaseSensitive) options |= RegexOptions.IgnoreCase;
        if (flags.Contains('m', StringComparison.Ordinal)) options |= RegexOptions.Multiline;
        if (flags.Contains('s', StringComparison.Ordinal)) options |= RegexOptions.Singleline;
        try
        {
            problem = default;
            return new Regex(text, options);
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException)
        {
            problem = ("value", $"The pattern cannot be used: {exception.Message}");
            return null;
        }
    }

    private bool IsOperand(JsonValue value)
    {
        foreach (var operand in Operands)
            if (AreEqual(value, operand))
                return true;
        return false;
    }

    private bool AreEqual(JsonValue value, JsonValue other) =>
        value.Kind == JsonKind.String && other.Kind == JsonKind.String
            ? string.Equals(value.GetString(), other.GetString(), comparison)
            : value.Equals(other);

    private bool Contains(JsonValue value)
    {
        if (value.Kind == JsonKind.String && Operands[0].Kind == JsonKind.String)
            return value.GetString().Contains(Operands[0].GetString(), comparison);
        if (value.Kind != JsonKind.Array) return false;
        foreach (var item in value.EnumerateArray())
            if (AreEqual(item, Operands[0]) || (item.Kind == JsonKind.String && Contains(item)))
                return true;
        return false;
    }

    private bool Compares(JsonValue value)
    {
        if (value.Kind == JsonKind.Array)
        {
            foreach (var item in value.EnumerateArray())
                if (Compares(item))
                    return true;
            return false;
        }

        if (!TryNumber(value, out var number)) return false;
        return Operation switch
        {
            "gt" => number > limit,
            "gte" => number >= limit,
            "lt" => number < limit,
            _ => number <= limit,
        };
    }

    /// <summary>A number, or a text that is one.</summary>
    private static bool TryNumber(JsonValue value, out double number)
    {
        number = 0;
        if (value.Kind == JsonKind.Number) number = value.GetDouble();
        else if (value.Kind != JsonKind.String
            || !double.TryParse(value.GetString(), NumberStyles.Float, CultureInfo.InvariantCulture, out number)) return false;
        return double.IsFinite(number);
    }

    private static string? Text(JsonValue value) => value.Kind == JsonKind.String ? value.GetString() : null;
}
