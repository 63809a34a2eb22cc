namespace Workflows.Schemas.Formats;

/// <summary>RFC 3339 §5.6: <c>date-time</c>, <c>full-date</c> and <c>full-time</c>, with leap seconds.</summary>
internal static class DateTimeFormats
{
    private const int DateLength = 10;

    public static bool IsDateTime(ReadOnlySpan<char> text) =>
        text.Length > DateLength
        && text[DateLength] is 'T' or 't'
        && IsDate(text[..DateLength])
        && IsTime(text[(DateLength + 1)..]);

    public static bool IsDate(ReadOnlySpan<char> text) =>
        text.Length == DateLength
        && text[4] == '-'
        && text[7] == '-'
        && TryDigits(text[..4], out int year)
        && TryDigits(text[5..7], out int month)
        && TryDigits(text[8..], out int day)
        && month is >= 1 and <= 12
        && day >= 1
        && day <= DaysIn(year, month);

    public static bool IsTime(ReadOnlySpan<char> text)
    {
        bool isClock = text.Length > 8 && text[2] == ':' && text[5] == ':';
        if (!isClock
            || !TryDigits(text[..2], out int hour) || hour > 23
            || !TryDigits(text[3..5], out int minute) || minute > 59
            || !TryDigits(text[6..8], out int second) || second > 60)
        {
            return false;
        }
        return TryFraction(text[8..], out var zone)
            && TryOffset(zone, out int offset)
            && (second < 60 || IsLeapMinute(hour * 60 + minute - offset));
    }

    private static bool TryFraction(ReadOnlySpan<char> text, out ReadOnlySpan<char> rest)
    {
        rest = text;
        if (text[0] != '.')
            return true;
        rest = text[1..].TrimStart("0123456789");
        return rest.Length < text.Length - 1 && !rest.IsEmpty;
    }

    private static bool TryOffset(ReadOnlySpan<char> zone, out int minutes)
    {
        minutes = 0;
        if (zone is "Z" or "z")
            return true;
        if (zone.Length != 6
            || zone[0] is not ('+' or '-')
            || zone[3] != ':'
            || !TryDigits(zone[1..3], out int hour) || hour > 23
            || !TryDigits(zone[4..], out int minute) || minute > 59)
        {
            return false;
        }
        minutes = (zone[0] == '-' ? -1 : 1) * (hour * 60 + minute);
        return true;
    }

    // A leap second is the last one of a UTC day.
    private static bool IsLeapMinute(int utcMinute) => (utcMinute + 1440) % 1440 == 1439;

    private static int DaysIn(int year, int month) => month switch
    {
        2 when year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 or 6 or 9 or 11 => 30,
        _ => 31,
    };

    private static bool TryDigits(ReadOnlySpan<char> text, out int value)
    {
        value = 0;
        foreach (char unit in text)
        {
            if (!char.IsAsciiDigit(unit))
                return false;
            value = value * 10 + (unit - '0');
        }
        return true;
    }
}
