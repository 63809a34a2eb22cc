using System.Runtime.InteropServices;
using System.Text;
using Workflows.Abstractions.Json.Tape;

namespace Workflows.Abstractions.Json;

/// <content>Parsing (RFC 8259).</content>
public readonly partial struct JsonValue
{
    /// <summary>
    /// Parses UTF-8 text. The value keeps the memory alive and reads from it, so the caller must not change it
    /// afterwards.
    /// Of several properties with one name the last one wins.
    /// </summary>
    /// <exception cref="JsonParseException">The text is not JSON within the limits.</exception>
    public static JsonValue Parse(ReadOnlyMemory<byte> utf8, JsonParseLimits? limits = null) =>
        TryParse(utf8, limits, out var value, out var error) ? value : throw new JsonParseException(error!);

    /// <summary>Parses text; see <see cref="Parse(ReadOnlyMemory{byte}, JsonParseLimits?)"/>.</summary>
    /// <exception cref="JsonParseException">The text is not JSON within the limits.</exception>
    public static JsonValue Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Parse(Encoding.UTF8.GetBytes(text));
    }

    /// <summary>Parses UTF-8 text, or says why it cannot.</summary>
    public static bool TryParse(ReadOnlyMemory<byte> utf8, JsonParseLimits? limits, out JsonValue value,
        out JsonParseError? error)
    {
        limits ??= JsonParseLimits.Default;
        ArgumentOutOfRangeException.ThrowIfLessThan(limits.MaxDepth, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limits.MaxDepth, 512);
        // Memory that is not backed by an array (a native buffer) is copied once.
        if (!MemoryMarshal.TryGetArray(utf8, out var segment)) segment = new ArraySegment<byte>(utf8.ToArray());
        var tape = JsonTapeParser.Parse(segment.Array!, segment.Offset, segment.Count, limits, out error);
        value = tape?.ValueAt(0) ?? default;
        return tape is not null;
    }
}
