using Workflows.Abstractions.Json;

namespace Workflows.Engine.Definitions;

/// <summary>Reads the fields of a closed object: every field is asked for once, and <see cref="Close"/> reports the ones left over.</summary>
internal sealed class ObjectFields(DefinitionReader reader, JsonValue value, string pointer)
{
    private readonly HashSet<string> asked = new(StringComparer.Ordinal);

    public string Pointer => pointer;

    public string At(string name) => At(pointer, name);

    /// <summary>The pointer to a property of what a pointer leads to.</summary>
    public static string At(string pointer, string name) => JsonPointer.Parse(pointer).Append(name).ToString();

    public JsonValue Take(string name)
    {
        asked.Add(name);
        return value[name];
    }

    /// <summary>Looks at a field without asking for it.</summary>
    public JsonValue Peek(string name) => value[name];

    public void Ignore(params ReadOnlySpan<string> names)
    {
        foreach (var name in names) asked.Add(name);
    }

    public string? RequiredString(string name, int maxLength)
    {
        var field = Take(name);
        if (field.IsMissing) return Refuse(name, $"'{name}' is required.", "a string", field);
        return ReadString(name, field, maxLength);
    }

    public string? OptionalString(string name, int maxLength)
    {
        var field = Take(name);
        return field.IsMissingOrNull ? null : ReadString(name, field, maxLength);
    }

    public bool OptionalBoolean(string name, bool fallback)
    {
        var field = Take(name);
        if (field.IsMissing) return fallback;
        if (field.Kind == JsonKind.Boolean) return field.GetBoolean();
        Refuse(name, $"'{name}' is true or false.", "a boolean", field);
        return fallback;
    }

    public long? OptionalInteger(string name, long min, long max)
    {
        var field = Take(name);
        if (field.IsMissing) return null;
        if (field.Kind == JsonKind.Number && field.TryGetInt64(out var number) && number >= min && number <= max) return number;
        Refuse(name, $"'{name}' is a whole number from {min} to {max}.", $"{min} to {max}", field);
        return null;
    }

    public long RequiredInteger(string name, long min, long max)
    {
        if (OptionalInteger(name, min, max) is { } number) return number;
        if (value[name].IsMissing) Refuse(name, $"'{name}' is required.", $"{min} to {max}", value[name]);
        return min;
    }

    public double? OptionalNumber(string name, double above, double max)
    {
        var field = Take(name);
        if (field.IsMissing) return null;
        if (field.Kind == JsonKind.Number && field.GetDouble() is var number && number > above && number <= max) return number;
        Refuse(name, $"'{name}' is a number above {above} and at most {max}.", $"({above}, {max}]", field);
        return null;
    }

    public string? OptionalChoice(string name, params ReadOnlySpan<string> choices)
    {
        var text = OptionalString(name, 50);
        if (text is null || choices.Contains(text)) return text;
        reader.Error(Code, At(name), $"'{text}' is not one of the values of '{name}'.", string.Join(" | ", choices), text);
        return null;
    }

    public void Close()
    {
        foreach (var property in value.EnumerateObject())
        {
            if (asked.Contains(property.Name)) continue;
            var nearest = Nearest.Of(property.Name, asked);
            reader.Error(
                Code, At(property.Name), $"'{property.Name}' is not a key of this object.",
                suggestion: nearest ?? $"one of: {string.Join(", ", asked.Order())}");
        }
    }

    /// <summary>The code of this object's findings: config objects have their own.</summary>
    public string Code { get; init; } = FindingCodes.InvalidDefinition;

    private string? ReadString(string name, JsonValue field, int maxLength)
    {
        if (field.Kind != JsonKind.String) return Refuse(name, $"'{name}' is a string.", "a string", field);
        var text = field.GetString();
        if (text.Length > 0 && text.Length <= maxLength) return text;
        return Refuse(name, $"'{name}' has 1 to {maxLength} characters.", $"1 to {maxLength} characters", field, $"{text.Length} characters");
    }

    private string? Refuse(string name, string message, string expected, JsonValue actual, string? described = null)
    {
        reader.Error(Code, At(name), message, expected, described ?? DefinitionReader.Describe(actual));
        return null;
    }
}
