namespace Workflows.Schemas.Formats;

/// <summary>RFC 6901 JSON pointers and the relative form of draft-bhutton-relative-json-pointer-00.</summary>
internal static class JsonPointerFormats
{
    public static bool IsJsonPointer(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty)
            return true;
        if (text[0] != '/')
            return false;
        for (int tilde = text.IndexOf('~'); tilde >= 0; tilde = text.IndexOf('~'))
        {
            text = text[(tilde + 1)..];
            if (text.IsEmpty || text[0] is not ('0' or '1'))
                return false;
        }
        return true;
    }

    public static bool IsRelativeJsonPointer(ReadOnlySpan<char> text)
    {
        var rest = text.TrimStart("0123456789");
        int digits = text.Length - rest.Length;
        bool isCount = digits == 1 || (digits > 1 && text[0] != '0');
        return isCount && (rest is "#" || IsJsonPointer(rest));
    }
}
