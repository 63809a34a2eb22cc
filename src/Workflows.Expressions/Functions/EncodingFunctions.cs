using System.Buffers;
using System.Globalization;
using System.Text;
using Workflows.Abstractions.Json;

namespace Workflows.Expressions.Functions;

/// <summary>Base 64 and percent encoding (RFC 3986 as ECMAScript applies it).</summary>
internal static class EncodingFunctions
{
    private const string Unreserved = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.!~*'()";
    private const string Reserved = ";/?:@&=+$,#";

    public static readonly Builtin[] All =
    [
        new("base64encode", "<s-:s>", "text",
            "The text's UTF-8 bytes in base 64.",
            1, a => Map(a, text => Convert.ToBase64String(Encoding.UTF8.GetBytes(text)))),
        new("base64decode", "<s-:s>", "text", "The text whose UTF-8 bytes are given in base 64.", 1, Base64Decode),
        new("encodeUrlComponent", "<s-:s>", "text", "The text as part of an address.", 1, a => Encode(a, Unreserved)),
        new("encodeUrl", "<s-:s>", "address",
            "The address with everything encoded that cannot stand in one.", 1, a => Encode(a, Unreserved + Reserved)),
        new("decodeUrlComponent", "<s-:s>", "text",
            "The text that was encoded as part of an address.", 1, a => Decode(a, "")),
        new("decodeUrl", "<s-:s>", "address",
            "The address with everything decoded but its own marks.", 1, a => Decode(a, Reserved)),
    ];

    private static JsonValue Map(Arguments arguments, Func<string, string> change) =>
        arguments.Has(0) ? arguments.Run.Text(change(arguments.Text(0))) : default;

    private static JsonValue Base64Decode(Arguments arguments)
    {
        if (!arguments.Has(0)) return default;
        var text = arguments.Text(0).Trim().TrimEnd('=').Replace('-', '+').Replace('_', '/');
        var padded = text.PadRight((text.Length + 3) / 4 * 4, '=');
        var bytes = new byte[padded.Length];
        return Convert.TryFromBase64String(padded, bytes, out var length)
            ? arguments.Run.Text(Encoding.UTF8.GetString(bytes, 0, length))
            : throw arguments.Error("D3140", arguments.Text(0));
    }

    private static JsonValue Encode(Arguments arguments, string kept)
    {
        if (!arguments.Has(0)) return default;
        var text = arguments.Text(0);
        var encoded = new StringBuilder(text.Length + 16);
        Span<byte> utf8 = stackalloc byte[4];
        for (var rest = text.AsSpan(); !rest.IsEmpty;)
        {
            if (Rune.DecodeFromUtf16(rest, out var rune, out var units) != OperationStatus.Done)
                throw arguments.Error("D3140", text);
            if (rune.IsAscii && kept.Contains((char)rune.Value)) encoded.Append((char)rune.Value);
            else
                foreach (var b in utf8[..rune.EncodeToUtf8(utf8)])
                    encoded.Append('%').Append(b.ToString("X2", CultureInfo.InvariantCulture));
            rest = rest[units..];
        }

        return arguments.Run.Text(encoded.ToString());
    }

    private static JsonValue Decode(Arguments arguments, string kept)
    {
        if (!arguments.Has(0)) return default;
        var text = arguments.Text(0);
        var decoded = new StringBuilder(text.Length);
        Span<byte> utf8 = stackalloc byte[4];
        for (var i = 0; i < text.Length;)
        {
            if (text[i] != '%') { decoded.Append(text[i++]); continue; }
            var start = i;
            var length = 0;
            OperationStatus status;
            Rune rune;
            do
            {
                if (!TryByte(text, i, out utf8[length])) throw arguments.Error("D3140", text);
                length++;
                i += 3;
                status = Rune.DecodeFromUtf8(utf8[..length], out rune, out _);
            }
            while (status == OperationStatus.NeedMoreData && length < 4);
            if (status != OperationStatus.Done) throw arguments.Error("D3140", text);
            if (rune.IsAscii && kept.Contains((char)rune.Value)) decoded.Append(text, start, i - start);
            else decoded.Append(rune.ToString());
        }

        return arguments.Run.Text(decoded.ToString());
    }

    private static bool TryByte(string text, int at, out byte value)
    {
        value = 0;
        return at + 2 < text.Length && text[at] == '%'
            && byte.TryParse(text.AsSpan(at + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture,
                out value);
    }
}
