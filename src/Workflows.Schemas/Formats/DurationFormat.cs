namespace Workflows.Schemas.Formats;

/// <summary>RFC 3339 appendix A: <c>P1Y2M3DT4H5M6S</c> without gaps between the units, or weeks alone.</summary>
internal static class DurationFormat
{
    private const string DateUnits = "YMD";
    private const string TimeUnits = "HMS";

    public static bool IsDuration(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty || text[0] != 'P')
            return false;
        text = text[1..];
        if (text.EndsWith("W"))
            return IsRun(text, "W");
        int time = text.IndexOf('T');
        if (time < 0)
            return IsRun(text, DateUnits);
        return (time == 0 || IsRun(text[..time], DateUnits)) && IsRun(text[(time + 1)..], TimeUnits);
    }

    // One or more "digits unit" pairs, of which the units are neighbours in the list.
    private static bool IsRun(ReadOnlySpan<char> text, string units)
    {
        int previous = -1;
        while (!text.IsEmpty)
        {
            var rest = text.TrimStart("0123456789");
            if (rest.Length == text.Length || rest.IsEmpty)
                return false;
            int unit = units.IndexOf(rest[0], StringComparison.Ordinal);
            if (unit < 0 || (previous >= 0 && unit != previous + 1))
                return false;
            previous = unit;
            text = rest[1..];
        }
        return previous >= 0;
    }
}
