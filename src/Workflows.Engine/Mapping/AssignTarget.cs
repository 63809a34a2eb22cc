using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Workflows.Abstractions.Json;

namespace Workflows.Engine.Mapping;

/// <summary>
/// Where an assignment writes: <c>vars.a.b</c>, <c>payload.a.b</c>, <c>meta.state</c>, <c>error.a</c>, or a JSON pointer into the payload.
/// </summary>
public sealed record AssignTarget
{
    private const int MaxSegments = 32;
    private static readonly string[] Scopes = ["payload", "vars", "meta", "error"];
    private static readonly string[] Refused = ["__proto__", "prototype", "constructor"];
    private static readonly string[] MetaKeys = ["state", "tags", "redactions", "traceId"];

    private AssignTarget(string text, string root, string[] segments) => (Text, Root, Segments) = (text, root, segments);

    /// <summary>The target as written.</summary>
    public string Text { get; }

    /// <summary><c>payload</c>, <c>vars</c>, <c>meta</c> or <c>error</c>.</summary>
    public string Root { get; }

    /// <summary>The path below the root; at least one segment.</summary>
    public IReadOnlyList<string> Segments { get; }

    /// <summary>Reads a target.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out AssignTarget? target)
    {
        target = null;
        string root;
        string[] segments;
        if (text.StartsWith('/'))
        {
            (root, segments) = ("payload", [.. text[1..].Split('/').Select(Unescape)]);
        }
        else
        {
            var parts = text.Split('.');
            (root, segments) = (parts[0], parts[1..]);
        }

        if (!Scopes.Contains(root) || segments.Length is 0 or > MaxSegments) return false;
        if (segments.Any(segment => segment.Length == 0 || Refused.Contains(segment))) return false;
        if (root == "meta" && !MetaKeys.Contains(segments[0])) return false;
        target = new AssignTarget(text, root, segments);
        return true;
    }

    /// <summary>Reads a <c>saveAs</c>: a target, or a bare name that means <c>vars.name</c>.</summary>
    public static bool TryParseSaveAs(string text, [NotNullWhen(true)] out AssignTarget? target) =>
        TryParse(text.Contains('.', StringComparison.Ordinal) || text.StartsWith('/') ? text : "vars." + text, out target);

    /// <summary>
    /// The root with the value at the target. Missing objects on the way are made, a scalar in the way is replaced, an index into a list
    /// replaces that item, and a missing value removes the target.
    /// </summary>
    public JsonValue Write(JsonValue root, JsonValue value) => Write(root, 0, value);

    private static string Unescape(string segment) =>
        segment.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);

    private JsonValue Write(JsonValue current, int depth, JsonValue value)
    {
        if (depth == Segments.Count) return value;
        var segment = Segments[depth];
        if (current.Kind == JsonKind.Array && TryIndex(segment, current.Count, out var index))
            return WriteItem(current, index, Write(current[index], depth + 1, value));

        var parent = current.Kind == JsonKind.Object ? current : JsonValue.EmptyObject;
        var written = Write(parent[segment], depth + 1, value);
        return written.IsMissing ? parent.Without(segment) : parent.With(segment, written);
    }

    private static JsonValue WriteItem(JsonValue list, int index, JsonValue item)
    {
        var result = new JsonArrayBuilder();
        for (var i = 0; i < list.Count; i++)
            result.Add(i != index ? list[i] : item.IsMissing ? JsonValue.Null : item);
        return result.Build();
    }

    private static bool TryIndex(string segment, int count, out int index) =>
        int.TryParse(segment, NumberStyles.None, CultureInfo.InvariantCulture, out index) && index < count;
}
