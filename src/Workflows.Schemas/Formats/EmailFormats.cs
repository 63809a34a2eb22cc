namespace Workflows.Schemas.Formats;

/// <summary>RFC 5321 §4.1.2 mailboxes, and RFC 6531 for the international form.</summary>
internal static class EmailFormats
{
    private const string AtomSymbols = "!#$%&'*+-/=?^_`{|}~";

    public static bool IsEmail(ReadOnlySpan<char> text) => IsMailbox(text, international: false);

    public static bool IsInternationalEmail(ReadOnlySpan<char> text) => IsMailbox(text, international: true);

    private static bool IsMailbox(ReadOnlySpan<char> text, bool international)
    {
        int at = text.LastIndexOf('@');
        if (at <= 0)
            return false;
        var local = text[..at];
        bool isLocal = local[0] == '"' ? IsQuoted(local, international) : IsDotAtom(local, international);
        return isLocal && IsDomain(text[(at + 1)..], international);
    }

    private static bool IsDotAtom(ReadOnlySpan<char> local, bool international)
    {
        bool afterDot = true;
        foreach (char unit in local)
        {
            if (unit == '.' && afterDot)
                return false;
            afterDot = unit == '.';
            if (!afterDot && !IsAtomUnit(unit, international))
                return false;
        }
        return !afterDot;
    }

    private static bool IsAtomUnit(char unit, bool international) =>
        char.IsAsciiLetterOrDigit(unit)
        || AtomSymbols.Contains(unit, StringComparison.Ordinal)
        || (international && unit > '\u007F');

    private static bool IsQuoted(ReadOnlySpan<char> local, bool international)
    {
        if (local.Length < 2 || local[^1] != '"')
            return false;
        bool isEscaped = false;
        foreach (char unit in local[1..^1])
        {
            bool isText = unit is >= ' ' and <= '~' || (international && unit > '\u007F');
            if (!isText || (unit == '"' && !isEscaped))
                return false;
            isEscaped = unit == '\\' && !isEscaped;
        }
        return !isEscaped;
    }

    private static bool IsDomain(ReadOnlySpan<char> domain, bool international)
    {
        if (domain.Length > 2 && domain[0] == '[' && domain[^1] == ']')
            return IsAddressLiteral(domain[1..^1]);
        return international ? HostnameFormats.IsInternationalHostname(domain) : HostnameFormats.IsHostname(domain);
    }

    private static bool IsAddressLiteral(ReadOnlySpan<char> literal) =>
        literal.StartsWith("IPv6:", StringComparison.OrdinalIgnoreCase)
            ? IpAddressFormats.IsIpv6(literal["IPv6:".Length..])
            : IpAddressFormats.IsIpv4(literal);
}
