using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Workflows.Abstractions.Json;

/// <summary>A JSON pointer (RFC 6901). The default is the whole document.</summary>
public readonly struct JsonPointer : IEquatable<JsonPointer>
{
    private readonly string? _text;

    private JsonPointer(string text) => _text = text;

    /// <summary>The whole document.</summary>
    public static JsonPointer Root => default;

    /// <summary>Whether both have the same text.</summary>
    public static bool operator ==(JsonPointer left, JsonPointer right) => left.Equals(right);

    /// <summary>The opposite of <c>==</c>.</summary>
    public static bool operator !=(JsonPointer left, JsonPointer right) => !left.Equals(right);

    /// <summary>Reads a pointer.</summary>
    /// <exception cref="FormatException">The text is not a pointer.</exception>
    public static JsonPointer Parse(string text) =>
        TryParse(text, out var pointer)
            ? pointer : throw new FormatException($"'{text}' is not a JSON pointer (RFC 6901).");

    /// <summary>Reads a pointer: empty, or segments that each begin with <c>/</c>, with <c>~0</c> and <c>~1</c> as
    /// only escapes.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out JsonPointer pointer)
    {
        pointer = default;
        if (text is null || (text.Length > 0 && text[0] != '/')) return false;
        for (var i = text.IndexOf('~'); i >= 0; i = text.IndexOf('~', i + 1))
            if (i + 1 == text.Length || text[i + 1] is not ('0' or '1')) return false;
        pointer = new JsonPointer(text);
        return true;
    }

    /// <summary>The pointer to a property of what this points to.</summary>
    public JsonPointer Append(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var escaped = name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);
        return new JsonPointer($"{_text}/{escaped}");
    }

    /// <summary>The pointer to an item of what this points to.</summary>
    public JsonPointer Append(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        return new JsonPointer(string.Create(CultureInfo.InvariantCulture, $"{_text}/{index}"));
    }

    /// <summary>The value that this points to; <see cref="JsonValue.Missing"/> when there is none.</summary>
    public JsonValue Resolve(JsonValue document)
    {
        var rest = _text.AsSpan();
        while (!rest.IsEmpty && !document.IsMissing)
        {
            rest = rest[1..];
            var slash = rest.IndexOf('/');
            var segment = slash < 0 ? rest : rest[..slash];
            document = Step(document, segment);
            rest = slash < 0 ? default : rest[slash..];
        }

        return document;
    }

    /// <inheritdoc/>
    public override string ToString() => _text ?? "";

    /// <inheritdoc/>
    public bool Equals(JsonPointer other) => ToString() == other.ToString();

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is JsonPointer other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => ToString().GetHashCode(StringComparison.Ordinal);

    private static JsonValue Step(in JsonValue value, ReadOnlySpan<char> segment)
    {
        if (value.Kind == JsonKind.Array) return TryIndex(segment, out var index) ? value[index] : default;
        var name = segment.ToString();
        if (name.Contains('~'))
            name = name.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
        return value[name];
    }

    // RFC 6901 §4: digits without a leading zero.
    private static bool TryIndex(ReadOnlySpan<char> segment, out int index)
    {
        index = 0;
        if (segment.Length > 1 && segment[0] == '0') return false;
        return int.TryParse(segment, NumberStyles.None, CultureInfo.InvariantCulture, out index);
    }
}
