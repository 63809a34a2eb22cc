using System.Globalization;

namespace Workflows.Expressions.Functions.Pictures;

/// <summary>How an integer is written.</summary>
internal enum IntegerStyle
{
    Decimal,
    Letters,
    Roman,
    Words,

    /// <summary>A numbering sequence that this engine does not know.</summary>
    Unknown,
}

/// <summary>A picture of <c>$formatInteger</c> (XPath F&amp;O 3.1 §4.6.1).</summary>
internal sealed record IntegerPicture
{
    public required string Text { get; init; }

    public IntegerStyle Style { get; init; }

    public TextCase Case { get; init; }

    public bool IsOrdinal { get; init; }

    public int ZeroDigit { get; init; } = '0';

    public int MandatoryDigits { get; init; }

    public int OptionalDigits { get; init; }

    /// <summary>Separators by the number of digits to their right.</summary>
    public List<(int Position, string Separator)> Groups { get; init; } = [];

    /// <summary>Digits to read when another number follows immediately; 0 for as many as there are.</summary>
    public int ParseWidth { get; init; }

    /// <summary>The interval at which one separator repeats, or 0.</summary>
    public int Interval => Groups.Count > 0 && Groups.TrueForAll(group => group.Separator == Groups[0].Separator)
        ? RegularGroups.Interval([.. Groups.Select(group => group.Position)])
        : 0;

    public static IntegerPicture Parse(string picture, string function)
    {
        var semicolon = picture.LastIndexOf(';');
        var primary = semicolon < 0 ? picture : picture[..semicolon];
        var isOrdinal = semicolon >= 0 && semicolon + 1 < picture.Length && picture[semicolon + 1] == 'o';
        var named = new IntegerPicture { Text = primary, IsOrdinal = isOrdinal };
        return primary switch
        {
            "A" => named with { Style = IntegerStyle.Letters, Case = TextCase.Upper },
            "a" => named with { Style = IntegerStyle.Letters },
            "I" => named with { Style = IntegerStyle.Roman, Case = TextCase.Upper },
            "i" => named with { Style = IntegerStyle.Roman },
            "W" => named with { Style = IntegerStyle.Words, Case = TextCase.Upper },
            "Ww" => named with { Style = IntegerStyle.Words, Case = TextCase.Title },
            "w" => named with { Style = IntegerStyle.Words },
            _ => DigitPattern(named, function),
        };
    }

    private static IntegerPicture DigitPattern(IntegerPicture picture, string function)
    {
        int mandatory = 0, optional = 0, position = 0, zero = 0;
        var groups = new List<(int, string)>();
        foreach (var rune in picture.Text.EnumerateRunes().Reverse())
        {
            if (System.Text.Rune.GetUnicodeCategory(rune) == UnicodeCategory.DecimalDigitNumber)
            {
                var family = rune.Value - (int)System.Text.Rune.GetNumericValue(rune);
                if (zero != 0 && family != zero) throw Errors.In(function, "D3131");
                zero = family;
                mandatory++;
                position++;
            }
            else if (rune.Value == '#')
            {
                optional++;
                position++;
            }
            else
            {
                groups.Add((position, rune.ToString()));
            }
        }

        if (mandatory == 0) return picture with { Style = IntegerStyle.Unknown };
        return picture with { ZeroDigit = zero, MandatoryDigits = mandatory, OptionalDigits = optional,
            Groups = groups };
    }
}

/// <summary>Small, large, or large at the beginning.</summary>
internal enum TextCase
{
    Lower,
    Upper,
    Title,
}
