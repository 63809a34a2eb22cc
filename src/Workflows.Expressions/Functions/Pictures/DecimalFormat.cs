using System.Globalization;
using System.Text;

namespace Workflows.Expressions.Functions.Pictures;

/// <summary>Writes a number by picture (XPath F&amp;O 3.1 §4.7.5).</summary>
internal static class DecimalFormat
{
    public static string Write(double value, string picture, DecimalSymbols symbols, string function)
    {
        var (positive, negative) = DecimalPicture.Parse(picture, symbols, function);
        var part = value >= 0 ? positive : negative;
        if (part.Text.Contains(symbols.Percent, StringComparison.Ordinal)) value *= 100;
        else if (part.Text.Contains(symbols.PerMille, StringComparison.Ordinal)) value *= 1000;
        if (!double.IsFinite(value)) throw Errors.In(function, ErrorCode.NumberRange);
        var (mantissa, exponent) = Split(Math.Abs(value), part);
        var (integer, fraction) = Digits(mantissa, part);
        var text = new StringBuilder(part.Prefix);
        text.Append(Group(integer, part.IntegerGroups(), symbols));
        if (part.HasPoint && fraction.Length > 0)
            text.Append(symbols.DecimalSeparator).Append(GroupFraction(fraction, part, symbols));
        if (exponent is { } power)
        {
            text.Append(symbols.ExponentSeparator).Append(power < 0 ? symbols.MinusSign : "");
            text.Append(Math.Abs(power).ToString(CultureInfo.InvariantCulture).PadLeft(part.MinimumExponent, '0'));
        }

        return Localise(text, part.Prefix.Length, symbols).Append(part.Suffix).ToString();
    }

    private static (double Mantissa, int? Exponent) Split(double value, DecimalPicture part)
    {
        if (part.MinimumExponent == 0) return (value, null);
        var exponent = 0;
        if (value == 0) return (value, exponent);
        var largest = Math.Pow(10, part.Scaling);
        var smallest = Math.Pow(10, part.Scaling - 1);
        for (; value < smallest; exponent--) value *= 10;
        for (; value > largest; exponent++) value /= 10;
        return (value, exponent);
    }

    private static (string Integer, string Fraction) Digits(double mantissa, DecimalPicture part)
    {
        var rounded = NumberFunctions.Round(mantissa, part.MaximumFraction);
        var text = rounded.ToString("F" + part.MaximumFraction.ToString(CultureInfo.InvariantCulture),
            CultureInfo.InvariantCulture);
        var point = text.IndexOf('.', StringComparison.Ordinal);
        var integer = (point < 0 ? text : text[..point]).TrimStart('0').PadLeft(part.MinimumInteger, '0');
        var fraction = (point < 0 ? "" : text[(point + 1)..].TrimEnd('0')).PadRight(part.MinimumFraction, '0');
        return (integer, fraction);
    }

    private static string Group(string digits, List<int> groups, DecimalSymbols symbols)
    {
        var regular = RegularGroups.Interval(groups);
        if (regular > 0) groups = [.. Enumerable.Range(1, digits.Length / regular).Select(n => n * regular)];
        foreach (var position in groups.OrderDescending())
            if (position < digits.Length) digits = digits.Insert(digits.Length - position, "\u0001");
        return digits.Replace("\u0001", symbols.GroupingSeparator, StringComparison.Ordinal);
    }

    private static string GroupFraction(string digits, DecimalPicture part, DecimalSymbols symbols)
    {
        foreach (var position in part.FractionGroups().OrderDescending())
            if (position < digits.Length) digits = digits.Insert(position, symbols.GroupingSeparator);
        return digits;
    }

    private static StringBuilder Localise(StringBuilder text, int from, DecimalSymbols symbols)
    {
        if (symbols.ZeroDigit == "0") return text;
        for (var i = from; i < text.Length; i++)
            if (char.IsAsciiDigit(text[i])) text[i] = (char)(text[i] - '0' + symbols.ZeroDigit[0]);
        return text;
    }
}
