namespace Workflows.Schemas.Formats;

/// <summary>RFC 3986 URIs and references, and RFC 3987 IRIs: checked by grammar, not by what a library can open.</summary>
internal static class UriFormats
{
    public static bool IsUri(ReadOnlySpan<char> text) => IsReference(text, mustHaveScheme: true, international: false);

    public static bool IsUriReference(ReadOnlySpan<char> text) => IsReference(text, mustHaveScheme: false, international: false);

    public static bool IsIri(ReadOnlySpan<char> text) => IsReference(text, mustHaveScheme: true, international: true);

    public static bool IsIriReference(ReadOnlySpan<char> text) => IsReference(text, mustHaveScheme: false, international: true);

    private static bool IsReference(ReadOnlySpan<char> text, bool mustHaveScheme, bool international)
    {
        text = Split(text, '#', out var fragment);
        text = Split(text, '?', out var query);
        if (!UriCharacters.AreAll(fragment, UriCharacters.QueryOrFragment, international)
            || !UriCharacters.AreAll(query, UriCharacters.QueryOrFragment, international, mayBePrivate: true))
        {
            return false;
        }

        // A colon before the first slash ends a scheme: a relative path must not have one there (RFC 3986 §4.2).
        int colon = text.IndexOf(':');
        int slash = text.IndexOf('/');
        bool hasScheme = colon >= 0 && (slash < 0 || colon < slash);
        if (hasScheme)
            return IsScheme(text[..colon]) && IsHierarchy(text[(colon + 1)..], international);
        return !mustHaveScheme && IsHierarchy(text, international);
    }

    private static ReadOnlySpan<char> Split(ReadOnlySpan<char> text, char separator, out ReadOnlySpan<char> rest)
    {
        int at = text.IndexOf(separator);
        rest = at < 0 ? [] : text[(at + 1)..];
        return at < 0 ? text : text[..at];
    }

    private static bool IsScheme(ReadOnlySpan<char> scheme)
    {
        if (scheme.IsEmpty || !char.IsAsciiLetter(scheme[0]))
            return false;
        foreach (char unit in scheme)
        {
            if (!char.IsAsciiLetterOrDigit(unit) && unit is not ('+' or '-' or '.'))
                return false;
        }
        return true;
    }

    private static bool IsHierarchy(ReadOnlySpan<char> text, bool international)
    {
        if (!text.StartsWith("//"))
            return UriCharacters.AreAll(text, UriCharacters.Path, international);
        var authority = Split(text[2..], '/', out var path);
        return IsAuthority(authority, international) && UriCharacters.AreAll(path, UriCharacters.Path, international);
    }

    private static bool IsAuthority(ReadOnlySpan<char> authority, bool international)
    {
        int at = authority.IndexOf('@');
        if (at >= 0 && !UriCharacters.AreAll(authority[..at], UriCharacters.UserInfo, international))
            return false;
        var host = authority[(at + 1)..];
        if (host.StartsWith("["))
        {
            int close = host.IndexOf(']');
            return close > 0 && IsIpLiteral(host[1..close]) && IsPort(host[(close + 1)..]);
        }
        int colon = host.IndexOf(':');
        var name = colon < 0 ? host : host[..colon];
        return UriCharacters.AreAll(name, UriCharacters.RegisteredName, international)
            && (colon < 0 || IsPort(host[colon..]));
    }

    private static bool IsPort(ReadOnlySpan<char> text) =>
        text.IsEmpty || (text[0] == ':' && text[1..].TrimStart("0123456789").IsEmpty);

    private static bool IsIpLiteral(ReadOnlySpan<char> literal)
    {
        if (literal.IsEmpty || literal[0] is not ('v' or 'V'))
            return IpAddressFormats.IsIpv6(literal);
        var version = Split(literal[1..], '.', out var address);
        return !version.IsEmpty
            && version.TrimStart("0123456789abcdefABCDEF").IsEmpty
            && !address.IsEmpty
            && !address.ContainsAnyExcept(UriCharacters.UserInfo);
    }
}
