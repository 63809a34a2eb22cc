using System.Text.RegularExpressions;
using Workflows.Abstractions.Json;

namespace Workflows.Hosting.Queries;

/// <summary>Masks the values of keys that look like secrets, wherever values are shown (prior practice: secret, token, password, api key, authorization).</summary>
internal static partial class Redactor
{
    private const int MaxDepth = 64;
    private static readonly JsonValue Mask = JsonValue.From("[REDACTED]");

    public static JsonValue Redact(JsonValue value) => Redact(value, 0);

    private static JsonValue Redact(JsonValue value, int depth)
    {
        if (depth > MaxDepth) return Mask;
        if (value.Kind == JsonKind.Array)
        {
            var items = new JsonArrayBuilder();
            foreach (var item in value.EnumerateArray()) items.Add(Redact(item, depth + 1));
            return items.Build();
        }

        if (value.Kind != JsonKind.Object) return value;
        var properties = new JsonObjectBuilder();
        foreach (var property in value.EnumerateObject())
            properties.Add(property.Name, SensitiveKey().IsMatch(property.Name) ? Mask : Redact(property.Value, depth + 1));
        return properties.Build();
    }

    [GeneratedRegex("(secret|token|password|api[_-]?key|authorization)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex SensitiveKey();
}
