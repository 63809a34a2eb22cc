namespace Workflows.Expressions.Functions.Pictures;

/// <summary>The characters that have a meaning in a picture of <c>$formatNumber</c> (XPath F&amp;O 3.1
/// §4.7.1).</summary>
internal sealed record DecimalSymbols
{
    public string DecimalSeparator { get; init; } = ".";

    public string GroupingSeparator { get; init; } = ",";

    public string ExponentSeparator { get; init; } = "e";

    public string MinusSign { get; init; } = "-";

    public string Percent { get; init; } = "%";

    public string PerMille { get; init; } = "‰";

    public string ZeroDigit { get; init; } = "0";

    public string Digit { get; init; } = "#";

    public string PatternSeparator { get; init; } = ";";

    public bool IsZeroFamily(char c) => c >= ZeroDigit[0] && c <= ZeroDigit[0] + 9;

    public bool IsDigit(char c) => IsZeroFamily(c) || Is(c, Digit);

    public bool IsActive(char c) =>
        IsDigit(c) || Is(c, DecimalSeparator) || Is(c, GroupingSeparator) || Is(c, ExponentSeparator)
            || Is(c, PatternSeparator);

    public static bool Is(char c, string symbol) => symbol.Length > 0 && symbol[0] == c;
}

/// <summary>One part of a picture, taken apart.</summary>
internal sealed class DecimalPicture
{
    private readonly DecimalSymbols _symbols;

    private DecimalPicture(string text, DecimalSymbols symbols)
    {
        _symbols = symbols;
        Text = text;
        Prefix = Passive(text, symbols);
        var rest = text[Prefix.Length..];
        Suffix = new string([.. Passive(new string([.. rest.Reverse()]), symbols).Reverse()]);
        Active = rest[..(rest.Length - Suffix.Length)];
        var exponentAt = symbols.ExponentSeparator.Length == 0 ? -1 : Active.IndexOf(symbols.ExponentSeparator[0]);
        Mantissa = exponentAt < 0 ? Active : Active[..exponentAt];
        Exponent = exponentAt < 0 ? null : Active[(exponentAt + 1)..];
        var pointAt = Mantissa.IndexOf(symbols.DecimalSeparator[0]);
        Integer = pointAt < 0 ? Mantissa : Mantissa[..pointAt];
        Fraction = pointAt < 0 ? "" : Mantissa[(pointAt + 1)..];
    }

    public string Text { get; }

    public string Prefix { get; private init; }

    public string Suffix { get; }

    public string Active { get; }

    public string Mantissa { get; }

    public string? Exponent { get; }

    public string Integer { get; }

    public string Fraction { get; }

    public int MinimumInteger { get; private set; }

    public int MinimumFraction { get; private set; }

    public int MaximumFraction { get; private set; }

    public int MinimumExponent { get; private set; }

    /// <summary>Integer digits of the mantissa when there is an exponent.</summary>
    public int Scaling { get; private set; }

    public bool HasPoint => Text.Contains(_symbols.DecimalSeparator, StringComparison.Ordinal);

    /// <summary>The parts for positive and for negative numbers.</summary>
    /// <exception cref="ExpressionException">D3080 to D3093.</exception>
    public static (DecimalPicture Positive, DecimalPicture Negative) Parse(string picture, DecimalSymbols symbols,
        string function)
    {
        var parts = picture.Split(symbols.PatternSeparator[0]);
        if (parts.Length > 2) throw Errors.In(function, "D3080");
        var positive = Analyse(parts[0], symbols, function);
        var negative = parts.Length == 2 ? Analyse(parts[1], symbols, function) : positive.Negated();
        return (positive, negative);
    }

    /// <summary>Digits to the right of each grouping separator of the integer part.</summary>
    public List<int> IntegerGroups()
    {
        var groups = new List<int>();
        for (var i = 0; i < Integer.Length; i++)
            if (DecimalSymbols.Is(Integer[i], _symbols.GroupingSeparator))
                groups.Add(Integer[i..].Count(_symbols.IsDigit));
        return groups;
    }

    /// <summary>Digits to the left of each grouping separator of the fraction.</summary>
    public List<int> FractionGroups()
    {
        var groups = new List<int>();
        for (var i = 0; i < Fraction.Length; i++)
            if (DecimalSymbols.Is(Fraction[i], _symbols.GroupingSeparator))
                groups.Add(Fraction[..i].Count(_symbols.IsDigit));
        return groups;
    }

    private static DecimalPicture Analyse(string text, DecimalSymbols symbols, string function)
    {
        var picture = new DecimalPicture(text, symbols);
        if (DecimalPictureRules.Broken(picture, symbols) is { } code) throw Errors.In(function, code);
        picture.Measure();
        return picture;
    }

    private static string Passive(string text, DecimalSymbols symbols)
    {
        var i = 0;
        while (i < text.Length
            && (!symbols.IsActive(text[i]) || DecimalSymbols.Is(text[i], symbols.ExponentSeparator))) i++;
        return text[..i];
    }

    private DecimalPicture Negated()
    {
        var negated = new DecimalPicture(Text, _symbols) { Prefix = _symbols.MinusSign + Prefix };
        negated.Measure();
        return negated;
    }

    private void Measure()
    {
        MinimumInteger = Scaling = Integer.Count(_symbols.IsZeroFamily);
        MinimumFraction = Fraction.Count(_symbols.IsZeroFamily);
        MaximumFraction = Fraction.Count(_symbols.IsDigit);
        MinimumExponent = Exponent?.Count(_symbols.IsZeroFamily) ?? 0;
        if (MinimumInteger == 0 && MaximumFraction == 0)
        {
            if (Exponent is null) MinimumInteger = 1;
            else MinimumFraction = MaximumFraction = 1;
        }

        if (Exponent is not null && MinimumInteger == 0 && Integer.Contains(_symbols.Digit, StringComparison.Ordinal))
            MinimumInteger = 1;
        if (MinimumInteger == 0 && MinimumFraction == 0) MinimumFraction = 1;
    }
}

/// <summary>What a part of a picture must keep to (XPath F&amp;O 3.1 §4.7.3).</summary>
internal static class DecimalPictureRules
{
    /// <summary>The code of the first rule that is broken, or null.</summary>
    public static string? Broken(DecimalPicture picture, DecimalSymbols symbols)
    {
        var text = picture.Text;
        if (!text.Any(symbols.IsActive)) return "D3086";
        if (Count(text, symbols.DecimalSeparator) > 1) return "D3081";
        if (Count(text, symbols.Percent) > 1) return "D3082";
        if (Count(text, symbols.PerMille) > 1) return "D3083";
        var scaled = Count(text, symbols.Percent) + Count(text, symbols.PerMille) > 0;
        if (Count(text, symbols.Percent) > 0 && Count(text, symbols.PerMille) > 0) return "D3084";
        if (!picture.Mantissa.Any(symbols.IsDigit)) return "D3085";
        if (picture.Active.Any(c => !symbols.IsActive(c))) return "D3086";
        return Grouping(picture, symbols) ?? Digits(picture, symbols) ?? ExponentRule(picture, symbols, scaled);
    }

    private static string? Grouping(DecimalPicture picture, DecimalSymbols symbols)
    {
        var (group, point) = (symbols.GroupingSeparator, symbols.DecimalSeparator);
        if (picture.Text.Contains(group + point, StringComparison.Ordinal)
            || picture.Text.Contains(point + group, StringComparison.Ordinal))
            return "D3087";
        if (!picture.HasPoint && picture.Integer.EndsWith(group, StringComparison.Ordinal)) return "D3088";
        return picture.Text.Contains(group + group, StringComparison.Ordinal) ? "D3089" : null;
    }

    private static string? Digits(DecimalPicture picture, DecimalSymbols symbols)
    {
        var optional = picture.Integer.IndexOf(symbols.Digit[0]);
        if (optional >= 0 && picture.Integer[..optional].Any(symbols.IsZeroFamily)) return "D3090";
        optional = picture.Fraction.LastIndexOf(symbols.Digit[0]);
        return optional >= 0 && picture.Fraction[optional..].Any(symbols.IsZeroFamily) ? "D3091" : null;
    }

    private static string? ExponentRule(DecimalPicture picture, DecimalSymbols symbols, bool scaled)
    {
        if (picture.Exponent is not { } exponent) return null;
        if (exponent.Length > 0 && scaled) return "D3092";
        return exponent.Length == 0 || !exponent.All(symbols.IsZeroFamily) ? "D3093" : null;
    }

    private static int Count(string text, string symbol) => symbol.Length == 0 ? 0 : text.Count(c => c == symbol[0]);
}
