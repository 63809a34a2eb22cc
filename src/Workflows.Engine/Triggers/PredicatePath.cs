using System.Globalization;
using Workflows.Abstractions.Json;

namespace Workflows.Engine.Triggers;

/// <summary>
/// The paths of predicates: <c>$</c>, then <c>.name</c>, <c>['name']</c>, <c>[0]</c>, <c>[*]</c> and <c>.*</c>. A path finds any number of values.
/// </summary>
internal sealed class PredicatePath
{
    private readonly List<Segment> segments = [];

    private PredicatePath(string text) => Text = text;

    /// <summary>The path as written.</summary>
    public string Text { get; }

    /// <summary>Its names in order; null for an index and for everything.</summary>
    public IEnumerable<string?> Names => segments.Select(segment => segment.Name);

    /// <summary>Reads a path; null when it is not one.</summary>
    public static PredicatePath? Parse(string text)
    {
        if (text.Length == 0 || text[0] != '$') return null;
        var path = new PredicatePath(text);
        for (var at = 1; at < text.Length;)
            if (!path.TryRead(text, ref at))
                return null;
        return path;
    }

    /// <summary>The values that the path finds in a document.</summary>
    public List<JsonValue> Find(JsonValue root)
    {
        var found = new List<JsonValue> { root };
        foreach (var segment in segments)
        {
            var next = new List<JsonValue>();
            foreach (var value in found) segment.AddTo(next, value);
            found = next;
        }

        return found;
    }

    private bool TryRead(string text, ref int at)
    {
        if (text[at] == '.')
        {
            var end = text.AsSpan(at + 1).IndexOfAny('.', '[') is var length and >= 0 ? at + 1 + length : text.Length;
            var name = text[(at + 1)..end];
            at = end;
            if (name.Length == 0 || name.Contains(']', StringComparison.Ordinal)) return false;
            segments.Add(name == "*" ? Segment.Every : new Segment(name, null));
            return true;
        }

        if (text[at] != '[') return false;
        var quoted = at + 1 < text.Length && text[at + 1] is '\'' or '"';
        var close = quoted ? text.IndexOf(text[at + 1] + "]", at + 2, StringComparison.Ordinal) : text.IndexOf(']', at);
        if (close < 0) return false;
        var inner = quoted ? text[(at + 2)..close] : text[(at + 1)..close];
        at = close + (quoted ? 2 : 1);
        if (quoted) segments.Add(new Segment(inner, null));
        else if (inner == "*") segments.Add(Segment.Every);
        else if (int.TryParse(inner, NumberStyles.None, CultureInfo.InvariantCulture, out var index)) segments.Add(new Segment(null, index));
        else return false;
        return true;
    }

    /// <summary>A name, an index, or everything.</summary>
    private sealed record Segment(string? Name, int? Index)
    {
        public static Segment Every { get; } = new(null, null);

        public void AddTo(List<JsonValue> found, JsonValue value)
        {
            if (Name is not null)
            {
                if (value.Kind == JsonKind.Object && value.TryGetProperty(Name, out var property)) found.Add(property);
            }
            else if (Index is { } index)
            {
                if (value.Kind == JsonKind.Array && index < value.Count) found.Add(value[index]);
            }
            else if (value.Kind == JsonKind.Array)
            {
                foreach (var item in value.EnumerateArray()) found.Add(item);
            }
            else if (value.Kind == JsonKind.Object)
            {
                foreach (var property in value.EnumerateObject()) found.Add(property.Value);
            }
        }
    }
}
