using Workflows.Schemas.Formats.Idna;

namespace Workflows.Schemas.Formats;

/// <summary>RFC 1123 §2.1 host names, of which A-labels must be valid IDNA2008, and RFC 5890 international ones.</summary>
internal static class HostnameFormats
{
    private const int MaxLength = 253;
    private const int MaxLabelLength = 63;

    public static bool IsHostname(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty || text.Length > MaxLength)
            return false;
        foreach (var range in text.Split('.'))
        {
            if (!IsAsciiLabel(text[range]))
                return false;
        }
        return !HasPunycode(text) || IdnaHostname.IsValid(text);
    }

    public static bool IsInternationalHostname(ReadOnlySpan<char> text) => IdnaHostname.IsValid(text);

    /// <summary>Letters, digits and inner hyphens, at most 63 of them.</summary>
    internal static bool IsAsciiLabel(ReadOnlySpan<char> label)
    {
        if (label.Length is 0 or > MaxLabelLength || label[0] == '-' || label[^1] == '-')
            return false;
        foreach (char unit in label)
        {
            if (!char.IsAsciiLetterOrDigit(unit) && unit != '-')
                return false;
        }
        return true;
    }

    private static bool HasPunycode(ReadOnlySpan<char> text) =>
        text.Contains(Punycode.Prefix, StringComparison.OrdinalIgnoreCase);
}
