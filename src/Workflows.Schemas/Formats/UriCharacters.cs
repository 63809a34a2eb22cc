using System.Buffers;
using System.Text;

namespace Workflows.Schemas.Formats;

/// <summary>Character classes of RFC 3986 §2 and, for IRIs, RFC 3987 §2.2.</summary>
internal static class UriCharacters
{
    private const string Unreserved = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
    private const string SubDelimiters = "!$&'()*+,;=";

    public static readonly SearchValues<char> RegisteredName = SearchValues.Create(Unreserved + SubDelimiters);
    public static readonly SearchValues<char> UserInfo = SearchValues.Create(Unreserved + SubDelimiters + ":");
    public static readonly SearchValues<char> Path = SearchValues.Create(Unreserved + SubDelimiters + ":@/");
    public static readonly SearchValues<char> QueryOrFragment = SearchValues.Create(Unreserved + SubDelimiters + ":@/?");

    /// <summary>Whether the text holds allowed characters and percent-encoded octets only.</summary>
    public static bool AreAll(
        ReadOnlySpan<char> text, SearchValues<char> allowed, bool international = false, bool mayBePrivate = false)
    {
        for (int at = text.IndexOfAnyExcept(allowed); at >= 0; at = text.IndexOfAnyExcept(allowed))
        {
            text = text[at..];
            int length = IsPercentEncoded(text) ? 3 : international ? InternationalLength(text, mayBePrivate) : 0;
            if (length == 0)
                return false;
            text = text[length..];
        }
        return true;
    }

    public static bool IsPercentEncoded(ReadOnlySpan<char> text) =>
        text.Length >= 3 && text[0] == '%' && char.IsAsciiHexDigit(text[1]) && char.IsAsciiHexDigit(text[2]);

    /// <summary>Length of the <c>ucschar</c> (or <c>iprivate</c>) at the start of the text; 0 when there is none.</summary>
    public static int InternationalLength(ReadOnlySpan<char> text, bool mayBePrivate)
    {
        Rune.DecodeFromUtf16(text, out var rune, out int length);
        bool isDecoded = rune != Rune.ReplacementChar || text[0] == '\uFFFD';
        return isDecoded && (IsUcsChar(rune.Value) || (mayBePrivate && IsPrivate(rune.Value))) ? length : 0;
    }

    private static bool IsUcsChar(int value) => value switch
    {
        <= 0xFFFF => value is >= 0xA0 and <= 0xD7FF or >= 0xF900 and <= 0xFDCF or >= 0xFDF0 and <= 0xFFEF,
        >= 0xE0000 and < 0xE1000 => false,
        < 0xF0000 => (value & 0xFFFF) <= 0xFFFD,
        _ => false,
    };

    private static bool IsPrivate(int value) =>
        value is >= 0xE000 and <= 0xF8FF || (value >= 0xF0000 && (value & 0xFFFF) <= 0xFFFD);
}
