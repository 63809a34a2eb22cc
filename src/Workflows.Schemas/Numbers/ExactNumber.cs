using System.Globalization;
using System.Numerics;
using Workflows.Abstractions.Json;

namespace Workflows.Schemas.Numbers;

/// <summary>
/// A JSON number as coefficient × 10^exponent, of any size and without rounding. The coefficient has no trailing zeros, so
/// that equal numbers are equal values and the exponent tells integers from fractions.
/// </summary>
internal readonly record struct ExactNumber(BigInteger Coefficient, long Exponent)
{
    private const long MaxExponent = 1L << 60;

    /// <summary>Whether it is a whole number, however it is written (<c>1.0</c>, <c>1e3</c>).</summary>
    public bool IsInteger => Exponent >= 0;

    public static ExactNumber Of(JsonValue number)
    {
        if (number.TryGetInt64(out long integer))
            return Normalize(integer, 0);
        return Parse(number.ToString());
    }

    /// <summary>Reads JSON number text (RFC 8259 §6).</summary>
    public static ExactNumber Parse(ReadOnlySpan<char> text)
    {
        int mark = text.IndexOfAny('e', 'E');
        long exponent = mark < 0 ? 0 : ParseExponent(text[(mark + 1)..]);
        var digits = mark < 0 ? text : text[..mark];
        int point = digits.IndexOf('.');
        if (point < 0)
            return Normalize(ParseInteger(digits), exponent);

        // Long runs of zeros are cut as text: dividing them away costs the square of their length.
        var fraction = digits[(point + 1)..].TrimEnd('0');
        return Normalize(ParseInteger(string.Concat(digits[..point], fraction)), exponent - fraction.Length);
    }

    /// <summary>Whether this is a whole multiple of <paramref name="divisor"/>, which must not be zero.</summary>
    public bool IsMultipleOf(ExactNumber divisor)
    {
        if (Coefficient.IsZero)
            return true;
        long shift = Exponent - divisor.Exponent;

        // A coefficient without trailing zeros is never a multiple of a power of ten.
        if (shift < 0)
            return false;
        var unit = BigInteger.Abs(divisor.Coefficient);
        return (Coefficient % unit * BigInteger.ModPow(10, shift, unit) % unit).IsZero;
    }

    public int CompareTo(ExactNumber other)
    {
        if (Coefficient.Sign != other.Coefficient.Sign || Coefficient.IsZero)
            return Coefficient.Sign.CompareTo(other.Coefficient.Sign);

        // Magnitudes first, so that far apart exponents never have to be expanded.
        int byMagnitude = Magnitude.CompareTo(other.Magnitude);
        if (byMagnitude != 0)
            return byMagnitude * Coefficient.Sign;
        long lowest = Math.Min(Exponent, other.Exponent);
        return Expand(lowest).CompareTo(other.Expand(lowest));
    }

    private static BigInteger ParseInteger(ReadOnlySpan<char> digits) =>
        BigInteger.Parse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);

    // Exponents that no memory could write out are all alike.
    private static long ParseExponent(ReadOnlySpan<char> digits) =>
        long.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long exponent)
            ? Math.Clamp(exponent, -MaxExponent, MaxExponent)
            : digits[0] == '-' ? -MaxExponent : MaxExponent;

    // Position of the leading digit.
    private long Magnitude => Exponent + BigInteger.Abs(Coefficient).ToString(CultureInfo.InvariantCulture).Length;

    private BigInteger Expand(long exponent) => Coefficient * BigInteger.Pow(10, (int)(Exponent - exponent));

    private static ExactNumber Normalize(BigInteger coefficient, long exponent)
    {
        if (coefficient.IsZero)
            return new ExactNumber(BigInteger.Zero, 0);
        while (true)
        {
            var quotient = BigInteger.DivRem(coefficient, 10, out var digit);
            if (!digit.IsZero)
                return new ExactNumber(coefficient, exponent);
            coefficient = quotient;
            exponent++;
        }
    }
}
