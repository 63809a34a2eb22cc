using System.Globalization;
using System.Text;

namespace Workflows.Expressions.Functions.Pictures;

/// <summary>Writes integers by picture.</summary>
internal static class IntegerFormat
{
    private static readonly (int Value, string Letters)[] RomanParts =
    [
        (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
        (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
    ];

    public static string Write(double value, IntegerPicture picture, string function)
    {
        var magnitude = Math.Abs(Math.Floor(value));
        var text = picture.Style switch
        {
            IntegerStyle.Letters => Letters(magnitude, picture.Case),
            IntegerStyle.Roman => Roman(magnitude, picture.Case, function),
            IntegerStyle.Words => NumberWords.Write(magnitude, picture.IsOrdinal, picture.Case),
            IntegerStyle.Decimal => Digits(magnitude, picture),
            _ => throw Errors.In(function, "D3130", picture.Text),
        };
        return value < 0 ? "-" + text : text;
    }

    private static string Letters(double value, TextCase textCase)
    {
        var letters = new Stack<char>();
        var first = textCase == TextCase.Upper ? 'A' : 'a';
        for (; value > 0; value = Math.Floor((value - 1) / 26)) letters.Push((char)(first + ((value - 1) % 26)));
        return new string([.. letters]);
    }

    private static string Roman(double value, TextCase textCase, string function)
    {
        if (value > 100_000) throw Errors.In(function, "D3130", "I");
        var text = new StringBuilder();
        foreach (var (part, letters) in RomanParts)
            for (; value >= part; value -= part) text.Append(letters);
        return textCase == TextCase.Upper ? text.ToString().ToUpperInvariant() : text.ToString();
    }

    private static string Digits(double value, IntegerPicture picture)
    {
        var digits = value.ToString("F0", CultureInfo.InvariantCulture).PadLeft(picture.MandatoryDigits, '0');
        var suffix = picture.IsOrdinal ? OrdinalSuffix(digits) : "";
        if (picture.ZeroDigit != '0')
            digits = string.Concat(digits.Select(c => char.ConvertFromUtf32(c - '0' + picture.ZeroDigit)));
        return Group(digits, picture) + suffix;
    }

    private static string Group(string digits, IntegerPicture picture)
    {
        var units = char.ConvertFromUtf32(picture.ZeroDigit).Length;
        var count = digits.Length / units;
        var interval = picture.Interval;
        IEnumerable<(int Position, string Separator)> groups = interval > 0
            ? Enumerable.Range(1, count / interval).Select(n => (n * interval, picture.Groups[0].Separator))
            : picture.Groups;
        foreach (var (position, separator) in groups.OrderBy(group => group.Position))
            if (position < count && position > 0) digits = digits.Insert((count - position) * units, separator);
        return digits;
    }

    private static string OrdinalSuffix(string digits)
    {
        if (digits.Length > 1 && digits[^2] == '1') return "th";
        return digits[^1] switch { '1' => "st", '2' => "nd", '3' => "rd", _ => "th" };
    }
}
