namespace Workflows.Schemas.Formats;

/// <summary>RFC 4122 §3 text form, any version and variant, either case.</summary>
internal static class UuidFormat
{
    private const int Length = 36;

    public static bool IsUuid(ReadOnlySpan<char> text)
    {
        if (text.Length != Length)
            return false;
        for (int i = 0; i < Length; i++)
        {
            bool isHyphen = i is 8 or 13 or 18 or 23;
            if (isHyphen ? text[i] != '-' : !char.IsAsciiHexDigit(text[i]))
                return false;
        }
        return true;
    }
}
