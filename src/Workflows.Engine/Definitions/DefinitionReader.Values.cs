using System.Text.RegularExpressions;
using Workflows.Abstractions.Json;
using Workflows.Engine.Mapping;
using Workflows.Engine.Triggers;
using Workflows.Expressions;

namespace Workflows.Engine.Definitions;

public sealed partial class DefinitionReader
{
    private const int MaxTemplateDepth = 32;

    /// <summary>Whether the template that is read is an action's input, the only place that takes secrets.</summary>
    private bool takesSecrets;

    private ExpressionSlot? ReadOptionalExpression(JsonValue value, string pointer) =>
        value.IsMissing ? null : ReadRequiredExpression(value, pointer);

    private ExpressionSlot? ReadRequiredExpression(JsonValue value, string pointer)
    {
        var text = value["$expr"];
        if (text.Kind == JsonKind.String) return ReadExpression(text.GetString(), pointer);
        Error(
            FindingCodes.InvalidExpressionSlot, pointer, "An expression is expected here.", "{ \"$expr\": \"…\" }", Describe(value));
        return null;
    }

    private ExpressionSlot? ReadExpression(string text, string pointer)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            Error(FindingCodes.EmptyExpression, pointer, "The expression is empty.");
            return null;
        }

        if (Expression.TryCompile(text, out var expression, out var error)) return new ExpressionSlot(expression!, pointer);
        Error(
            FindingCodes.InvalidExpression, pointer, $"{error!.Code}: {error.Message}", actual: error.Token, suggestion: error.Suggestion,
            position: error.Position);
        return null;
    }

    private MappingTemplate? ReadOptionalTemplate(JsonValue value, string pointer) =>
        value.IsMissing ? null : ReadTemplate(value, pointer, 0);

    private MappingTemplate? ReadRequiredTemplate(JsonValue value, string pointer)
    {
        if (!value.IsMissing) return ReadTemplate(value, pointer, 0);
        Error(FindingCodes.InvalidConfig, pointer, "A value or an expression is required here.", "value | { \"$expr\": \"…\" }", "nothing");
        return null;
    }

    private MappingTemplate? ReadTemplate(JsonValue value, string pointer, int depth)
    {
        if (depth > MaxTemplateDepth)
        {
            Error(FindingCodes.TooLarge, pointer, $"Values are nested deeper than {MaxTemplateDepth} levels.");
            return null;
        }

        return value.Kind switch
        {
            JsonKind.Object => ReadObjectTemplate(value, pointer, depth),
            JsonKind.Array => ReadArrayTemplate(value, pointer, depth),
            _ => new MappingTemplate.Literal(value),
        };
    }

    private MappingTemplate? ReadObjectTemplate(JsonValue value, string pointer, int depth)
    {
        if (value.TryGetProperty("$expr", out _))
            return ReadRequiredExpression(value, pointer) is { } slot ? new MappingTemplate.Computed(slot) : null;
        if (value.TryGetProperty("$literal", out var literal)) return new MappingTemplate.Literal(literal);
        if (value.TryGetProperty("$secret", out var secret)) return ReadSecret(value, secret, pointer);

        var parts = new List<KeyValuePair<string, MappingTemplate>>();
        var whole = true;
        foreach (var property in value.EnumerateObject())
        {
            var at = ObjectFields.At(pointer, property.Name);
            if (property.Name.StartsWith('$'))
                Warn(FindingCodes.UnknownSpecialKey, at, $"'{property.Name}' has no special meaning.", "$expr, $literal, $secret");
            if (ReadTemplate(property.Value, at, depth + 1) is { } part) parts.Add(new(property.Name, part));
            else whole = false;
        }

        if (!whole) return null;
        return parts.TrueForAll(part => part.Value.IsConstant) && !HasEscapes(value)
            ? new MappingTemplate.Literal(value)
            : new MappingTemplate.Composite(parts);
    }

    private MappingTemplate.Secret? ReadSecret(JsonValue value, JsonValue name, string pointer)
    {
        if (!takesSecrets)
            Error(
                FindingCodes.SecretNotAllowed, pointer, "A secret may only be used in the input of an action.",
                suggestion: "{ \"$literal\": … } for an object that happens to look like this");
        else if (value.Count != 1 || name.Kind != JsonKind.String || !SecretName().IsMatch(name.GetString()))
            Error(
                FindingCodes.InvalidSecretName, pointer, "A secret is named by capital letters, digits and underscores, and stands alone.",
                "{ \"$secret\": \"NAME\" }", value.ToString());
        else
            return new MappingTemplate.Secret(name.GetString());
        return null;
    }

    [GeneratedRegex("^[A-Z][A-Z0-9_]{0,254}$", RegexOptions.CultureInvariant)]
    private static partial Regex SecretName();

    private MappingTemplate? ReadArrayTemplate(JsonValue value, string pointer, int depth)
    {
        var items = new List<MappingTemplate>();
        for (var i = 0; i < value.Count; i++)
            if (ReadTemplate(value[i], $"{pointer}/{i}", depth + 1) is { } item)
                items.Add(item);
        if (items.Count < value.Count) return null;
        return items.TrueForAll(item => item.IsConstant) && !HasEscapes(value)
            ? new MappingTemplate.Literal(value)
            : new MappingTemplate.Sequence(items);
    }

    /// <summary>Whether a constant part was written with <c>$literal</c>, so that the document is not the value.</summary>
    private static bool HasEscapes(JsonValue value)
    {
        if (value.Kind == JsonKind.Array)
        {
            foreach (var item in value.EnumerateArray())
                if (HasEscapes(item))
                    return true;
            return false;
        }

        if (value.Kind != JsonKind.Object) return false;
        foreach (var property in value.EnumerateObject())
            if (property.Name == "$literal" || HasEscapes(property.Value))
                return true;
        return false;
    }

    private JsonValue ReadFilters(JsonValue value, string pointer)
    {
        if (value.IsMissing) return JsonValue.EmptyArray;
        if (PayloadFilter.Check(value) is not { } problem) return value;
        Error(FindingCodes.InvalidConfig, pointer, problem, "[{ \"path\": \"a.b\", \"op\": \"=\", \"value\": 1 }]");
        return JsonValue.EmptyArray;
    }
}
