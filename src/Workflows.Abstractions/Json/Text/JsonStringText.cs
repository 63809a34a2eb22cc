using System.Buffers;
using System.Globalization;
using System.Text;

namespace Workflows.Abstractions.Json.Text;

/// <summary>Reading of string text: decoding, unescaping and comparing without making strings.</summary>
internal static class JsonStringText
{
    public static string Decode(ReadOnlySpan<byte> utf8) => Encoding.UTF8.GetString(utf8);

    /// <summary>Unlike the reader of the framework this keeps lone surrogates, which JSON's escapes can
    /// express.</summary>
    public static string Unescape(ReadOnlySpan<byte> raw)
    {
        var buffer = ArrayPool<char>.Shared.Rent(raw.Length);
        try
        {
            var length = Unescape(raw, buffer);
            return new string(buffer, 0, length);
        }
        finally
        {
            ArrayPool<char>.Shared.Return(buffer);
        }
    }

    public static byte[] UnescapeToUtf8(ReadOnlySpan<byte> raw) => Encoding.UTF8.GetBytes(Unescape(raw));

    /// <summary>Whether UTF-8 text and a string hold the same characters.</summary>
    public static bool EqualsUtf16(ReadOnlySpan<byte> utf8, ReadOnlySpan<char> text)
    {
        if (utf8.Length < text.Length || utf8.Length > text.Length * 3) return false;
        if (utf8.Length == text.Length && Ascii.Equals(utf8, text)) return true;
        while (!utf8.IsEmpty && !text.IsEmpty)
        {
            if (utf8[0] < 0x80)
            {
                if (utf8[0] != text[0]) return false;
                utf8 = utf8[1..];
                text = text[1..];
                continue;
            }

            if (Rune.DecodeFromUtf8(utf8, out var left, out var bytes) != OperationStatus.Done
                || Rune.DecodeFromUtf16(text, out var right, out var chars) != OperationStatus.Done
                || left != right) return false;
            utf8 = utf8[bytes..];
            text = text[chars..];
        }

        return utf8.IsEmpty && text.IsEmpty;
    }

    private static int Unescape(ReadOnlySpan<byte> raw, Span<char> output)
    {
        var length = 0;
        while (true)
        {
            var escape = raw.IndexOf((byte)'\\');
            if (escape < 0) return length + Encoding.UTF8.GetChars(raw, output[length..]);
            length += Encoding.UTF8.GetChars(raw[..escape], output[length..]);
            var kind = raw[escape + 1];
            raw = raw[(escape + 2)..];
            if (kind != 'u')
            {
                output[length++] = Simple(kind);
                continue;
            }

            output[length++] = (char)ushort.Parse(raw[..4], NumberStyles.AllowHexSpecifier,
                CultureInfo.InvariantCulture);
            raw = raw[4..];
        }
    }

    private static char Simple(byte kind) => kind switch
    {
        (byte)'b' => '\b',
        (byte)'f' => '\f',
        (byte)'n' => '\n',
        (byte)'r' => '\r',
        (byte)'t' => '\t',
        _ => (char)kind,
    };
}
