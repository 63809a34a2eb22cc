
namespace Workflows.Schemas.Formats.Idna;

/// <summary>IDNA2008 host names: RFC 5890 to 5893.</summary>
internal static class IdnaHostname
{
    private const int MaxLength = 253;
    private const int MaxLabelLength = 63;

    // RFC 3490 §3.1: these are read as label separators too.
    private static readonly char[] Separators = ['.', '\u3002', '\uFF0E', '\uFF61'];

    public static bool IsValid(ReadOnlySpan<char> text)
    {
        // No code point takes more than two units, or less than one in its encoded form.
        if (text.Length > 2 * MaxLength)
            return false;
        var labels = new List<IReadOnlyList<int>>();
        int encodedLength = -1;
        foreach (var range in text.SplitAny(Separators))
        {
            if (!TryReadLabel(text[range], out var label, out int length))
                return false;
            labels.Add(label);
            encodedLength += length + 1;
        }
        return encodedLength <= MaxLength && BidiRule.Holds(labels);
    }

    private static bool TryReadLabel(ReadOnlySpan<char> label, out IReadOnlyList<int> codePoints, out int encodedLength)
    {
        encodedLength = label.Length;
        codePoints = Decode(label);
        if (label.StartsWith(Punycode.Prefix, StringComparison.OrdinalIgnoreCase))
            return TryReadALabel(label, out codePoints);
        if (System.Text.Ascii.IsValid(label))
            return HostnameFormats.IsAsciiLabel(label) && !HasReservedHyphens(codePoints);

        if (codePoints.Count > MaxLabelLength)
            return false;
        encodedLength = Punycode.Prefix.Length + Punycode.Encode(codePoints).Length;
        return encodedLength <= MaxLabelLength && IsULabel(codePoints);
    }

    // An A-label must be the very encoding of a valid U-label (RFC 5891 §5.4).
    private static bool TryReadALabel(ReadOnlySpan<char> label, out IReadOnlyList<int> codePoints)
    {
        codePoints = [];
        var encoded = label[Punycode.Prefix.Length..];
        if (!HostnameFormats.IsAsciiLabel(label) || Punycode.Decode(encoded) is not { } decoded)
            return false;
        codePoints = decoded;
        return decoded.Any(codePoint => codePoint > 127)
            && encoded.Equals(Punycode.Encode(decoded), StringComparison.OrdinalIgnoreCase)
            && IsULabel(decoded);
    }

    private static bool IsULabel(IReadOnlyList<int> label)
    {
        if (label.Count == 0 || label[0] == '-' || label[^1] == '-' || HasReservedHyphens(label))
            return false;
        if (IdnaCodePoints.IsMark(label[0]))
            return false;
        for (int i = 0; i < label.Count; i++)
        {
            if (!IdnaCodePoints.IsValid(label[i]) && !ContextRules.Allow(label, i))
                return false;
        }
        return true;
    }

    private static bool HasReservedHyphens(IReadOnlyList<int> label) =>
        label.Count > 3 && label[2] == '-' && label[3] == '-';

    private static List<int> Decode(ReadOnlySpan<char> label)
    {
        var codePoints = new List<int>(label.Length);
        foreach (var rune in label.EnumerateRunes())
            codePoints.Add(rune.Value);
        return codePoints;
    }
}
