namespace Workflows.Schemas.Formats;

/// <summary>IPv4 dotted quads (RFC 2673 §3.2) and IPv6 text (RFC 4291 §2.2).</summary>
internal static class IpAddressFormats
{
    private const int Ipv6Groups = 8;

    public static bool IsIpv4(ReadOnlySpan<char> text)
    {
        for (int part = 0; part < 4; part++)
        {
            int dot = text.IndexOf('.');
            bool isLast = part == 3;
            if (isLast != (dot < 0) || !IsOctet(isLast ? text : text[..dot]))
                return false;
            text = isLast ? [] : text[(dot + 1)..];
        }
        return true;
    }

    public static bool IsIpv6(ReadOnlySpan<char> text)
    {
        int gap = text.IndexOf("::");
        if (gap < 0)
            return CountGroups(text, mayEndInIpv4: true) == Ipv6Groups;

        var head = text[..gap];
        var tail = text[(gap + 2)..];
        int before = head.IsEmpty ? 0 : CountGroups(head, mayEndInIpv4: false);
        int after = tail.IsEmpty ? 0 : CountGroups(tail, mayEndInIpv4: true);
        return before >= 0 && after >= 0 && before + after < Ipv6Groups;
    }

    // Leading zeros are refused: some readers take them for octal.
    private static bool IsOctet(ReadOnlySpan<char> text)
    {
        if (text.Length is 0 or > 3 || (text.Length > 1 && text[0] == '0'))
            return false;
        int value = 0;
        foreach (char unit in text)
        {
            if (!char.IsAsciiDigit(unit))
                return false;
            value = value * 10 + (unit - '0');
        }
        return value <= 255;
    }

    /// <summary>Number of 16-bit groups in a run without a gap; -1 when it is malformed.</summary>
    private static int CountGroups(ReadOnlySpan<char> text, bool mayEndInIpv4)
    {
        for (int count = 1; ; count++)
        {
            int colon = text.IndexOf(':');
            var group = colon < 0 ? text : text[..colon];
            if (colon < 0 && mayEndInIpv4 && group.Contains('.'))
                return IsIpv4(group) ? count + 1 : -1;
            if (!IsHexGroup(group))
                return -1;
            if (colon < 0)
                return count;
            text = text[(colon + 1)..];
        }
    }

    private static bool IsHexGroup(ReadOnlySpan<char> group)
    {
        foreach (char unit in group)
        {
            if (!char.IsAsciiHexDigit(unit))
                return false;
        }
        return group.Length is >= 1 and <= 4;
    }
}
