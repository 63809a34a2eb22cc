using System.Text.RegularExpressions;
using Workflows.Abstractions.Json;

namespace Workflows.Hosting.Queries;

/// <summary>
/// Masks what is not to be shown, at any depth and in lists: the values of keys that look like secrets, secret references, what the tenant's
/// rules and a run's own <c>meta.redactions</c> point at, and the same texts wherever else they turn up.
/// </summary>
public sealed partial class Redactor
{
    private const int MaxDepth = 64;
    private const int MinKnownLength = 4;
    private static readonly JsonValue Mask = JsonValue.From("[REDACTED]");
    private static readonly JsonValue SecretMask = JsonValue.From("[SECRET:REDACTED]");
    private readonly IReadOnlyList<string[]> pointers;
    private readonly IReadOnlyList<Regex> keys;
    private readonly HashSet<string> known = new(StringComparer.Ordinal);

    internal Redactor(IReadOnlyList<string[]> pointers, IReadOnlyList<Regex> keys) => (this.pointers, this.keys) = (pointers, keys);

    /// <summary>Masks without rules of a tenant or a run.</summary>
    public static Redactor Default { get; } = new([], []);

    /// <summary>Masks a value that is not an envelope by the keys alone.</summary>
    public static JsonValue Redact(JsonValue value) => Default.Mention(value);

    /// <summary>The same rules with those of a run's envelope, which is to be shown in full or in parts.</summary>
    /// <param name="envelope">The envelope, not redacted.</param>
    public Redactor For(JsonValue envelope)
    {
        var all = new List<string[]>(pointers);
        foreach (var pointer in envelope["meta"]["redactions"].EnumerateArray())
            if (pointer.Kind == JsonKind.String && RedactionRules.TryReadPointer(pointer.GetString(), out var segments)) all.Add(segments);
        var redactor = new Redactor(all, keys);
        foreach (var pointer in all) redactor.Learn(envelope, pointer, 0);
        return redactor;
    }

    /// <summary>Masks an envelope: <c>payload</c>, <c>vars</c>, <c>meta</c>, <c>error</c>.</summary>
    public JsonValue Envelope(JsonValue envelope)
    {
        foreach (var pointer in pointers) envelope = Hide(envelope, pointer, 0);
        return Mention(envelope);
    }

    /// <summary>Masks a value that came from the run: an input, an output, a message.</summary>
    public JsonValue Mention(JsonValue value) => Mention(value, 0);

    private JsonValue Mention(JsonValue value, int depth)
    {
        if (depth > MaxDepth) return Mask;
        switch (value.Kind)
        {
            case JsonKind.String when known.Count > 0 && known.Contains(value.GetString()):
                return Mask;
            case JsonKind.Array:
                var items = new JsonArrayBuilder();
                foreach (var item in value.EnumerateArray()) items.Add(Mention(item, depth + 1));
                return items.Build();
            case JsonKind.Object when value.Count == 1 && !value["$secret"].IsMissing:
                return SecretMask;
            case JsonKind.Object:
                var properties = new JsonObjectBuilder();
                foreach (var property in value.EnumerateObject())
                    properties.Add(property.Name, IsSensitive(property.Name) ? Mask : Mention(property.Value, depth + 1));
                return properties.Build();
            default:
                return value;
        }
    }

    private bool IsSensitive(string name) =>
        name == "secretRef" || SensitiveKey().IsMatch(name) || keys.Any(pattern => pattern.IsMatch(name)) || PointsAt(name);

    /// <summary>Histories name what a step wrote by its path: <c>vars.card</c>.</summary>
    private bool PointsAt(string path) =>
        path.Contains('.', StringComparison.Ordinal) && pointers.Any(pointer => path == string.Join('.', pointer));

    /// <summary>Replaces what a pointer leads to; <c>*</c> stands for every item and every property.</summary>
    private static JsonValue Hide(JsonValue value, string[] pointer, int at)
    {
        if (at == pointer.Length) return value.IsMissing ? value : Mask;
        if (value.Kind == JsonKind.Object)
        {
            if (pointer[at] != "*")
                return value.TryGetProperty(pointer[at], out var property) ? value.With(pointer[at], Hide(property, pointer, at + 1)) : value;
            var properties = new JsonObjectBuilder();
            foreach (var property in value.EnumerateObject()) properties.Add(property.Name, Hide(property.Value, pointer, at + 1));
            return properties.Build();
        }

        if (value.Kind != JsonKind.Array) return value;
        var items = new JsonArrayBuilder();
        var index = 0;
        foreach (var item in value.EnumerateArray()) items.Add(IsAt(pointer[at], index++) ? Hide(item, pointer, at + 1) : item);
        return items.Build();
    }

    private void Learn(JsonValue value, string[] pointer, int at)
    {
        if (at >= pointer.Length)
        {
            LearnTexts(value, 0);
        }
        else if (value.Kind == JsonKind.Object)
        {
            foreach (var property in value.EnumerateObject())
                if (pointer[at] == "*" || pointer[at] == property.Name) Learn(property.Value, pointer, at + 1);
        }
        else if (value.Kind == JsonKind.Array)
        {
            var index = 0;
            foreach (var item in value.EnumerateArray())
                if (IsAt(pointer[at], index++)) Learn(item, pointer, at + 1);
        }
    }

    private void LearnTexts(JsonValue value, int depth)
    {
        if (depth > MaxDepth) return;
        if (value.Kind == JsonKind.String && value.GetString() is { Length: >= MinKnownLength } text) known.Add(text);
        if (value.Kind == JsonKind.Object)
            foreach (var property in value.EnumerateObject()) LearnTexts(property.Value, depth + 1);
        if (value.Kind == JsonKind.Array)
            foreach (var item in value.EnumerateArray()) LearnTexts(item, depth + 1);
    }

    private static bool IsAt(string segment, int index) =>
        segment == "*" || segment == index.ToString(System.Globalization.CultureInfo.InvariantCulture);

    [GeneratedRegex("(secret|token|password|api[_-]?key|authorization)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex SensitiveKey();
}
