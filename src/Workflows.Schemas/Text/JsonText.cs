using System.Text;
using Workflows.Abstractions.Json;
using Workflows.Schemas.Formats;

namespace Workflows.Schemas.Text;

/// <summary>Looks at the text of JSON strings, without allocating for short ones.</summary>
internal static class JsonText
{
    private const int StackUnits = 256;

    /// <summary>Length in code points, as JSON Schema counts.</summary>
    public static int CountCodePoints(JsonValue text)
    {
        if (text.TryGetUtf8(out var utf8))
            return Encoding.UTF8.GetCharCount(utf8) - CountAstral(utf8);
        string decoded = text.GetString();
        int count = decoded.Length;
        for (int i = 1; i < decoded.Length; i++)
        {
            if (char.IsSurrogatePair(decoded[i - 1], decoded[i]))
                count--;
        }
        return count;
    }

    public static bool Check(JsonValue text, FormatCheck check)
    {
        if (!text.TryGetUtf8(out var utf8) || utf8.Length > StackUnits)
            return check(text.GetString());
        Span<char> units = stackalloc char[StackUnits];
        return check(units[..Encoding.UTF8.GetChars(utf8, units)]);
    }

    // Four-byte sequences are two UTF-16 units and one code point.
    private static int CountAstral(ReadOnlySpan<byte> utf8)
    {
        int count = 0;
        for (int at = utf8.IndexOfAnyInRange((byte)0xF0, (byte)0xF4); at >= 0;)
        {
            count++;
            utf8 = utf8[(at + 1)..];
            at = utf8.IndexOfAnyInRange((byte)0xF0, (byte)0xF4);
        }
        return count;
    }
}
