namespace Workflows.Expressions.Functions.Pictures;

/// <summary>Reads integers that were written by picture.</summary>
internal static class IntegerReader
{
    private const string RomanLetters = "ivxlcdm";
    private static readonly int[] RomanValues = [1, 5, 10, 50, 100, 500, 1000];

    /// <summary>The number, or NaN when the text is none.</summary>
    public static double Read(string text, IntegerPicture picture, string function) => picture.Style switch
    {
        IntegerStyle.Letters => Letters(text),
        IntegerStyle.Roman => Roman(text),
        IntegerStyle.Words => NumberWords.Read(text),
        IntegerStyle.Decimal => Digits(text, picture),
        _ => throw Errors.In(function, "D3130", picture.Text),
    };

    private static double Letters(string text)
    {
        var value = 0.0;
        foreach (var c in text.ToLowerInvariant()) value = (value * 26) + (c - 'a' + 1);
        return value;
    }

    private static double Roman(string text)
    {
        var (value, largest) = (0, 0);
        foreach (var c in text.ToLowerInvariant().Reverse())
        {
            var index = RomanLetters.IndexOf(c, StringComparison.Ordinal);
            if (index < 0) return double.NaN;
            value += RomanValues[index] < largest ? -RomanValues[index] : RomanValues[index];
            largest = Math.Max(largest, RomanValues[index]);
        }

        return value;
    }

    private static double Digits(string text, IntegerPicture picture)
    {
        if (picture.IsOrdinal && text.Length > 2) text = text[..^2];
        var value = 0.0;
        var negative = text.StartsWith('-');
        var any = false;
        foreach (var rune in text.EnumerateRunes())
        {
            var digit = rune.Value - picture.ZeroDigit;
            if (digit is < 0 or > 9)
            {
                if ((negative && !any && rune.Value == '-')
                    || picture.Groups.Exists(group => group.Separator == rune.ToString())) continue;
                break;
            }

            any = true;
            value = (value * 10) + digit;
        }

        if (!any) return double.NaN;
        return negative ? -value : value;
    }
}
