using System.Buffers.Text;
using System.Globalization;

namespace Workflows.Abstractions.Json.Text;

/// <summary>Numbers as text: reading, the ECMAScript form (RFC 8785 §3.2.2.3), and exact comparison.</summary>
internal static class JsonNumberText
{
    private const int LongestExact = 16;
    private const double LargestExactInteger = 9007199254740992;

    private static readonly double[] PowersOfTen =
        [1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16];

    /// <summary>Whether a double holds the magnitude. Plain numbers of ordinary length always pass.</summary>
    public static bool IsInRange(ReadOnlySpan<byte> text)
    {
        if (text.Length < 300 && text.IndexOfAny((byte)'e', (byte)'E') < 0) return true;
        return double.IsFinite(ParseDouble(text));
    }

    public static double ToDouble(ReadOnlySpan<byte> text) =>
        text.Length <= LongestExact && TryShort(text, out var number) ? number : ParseDouble(text);

    public static bool TryToInt64(ReadOnlySpan<byte> text, out long value)
    {
        if (Utf8Parser.TryParse(text, out value, out var used) && used == text.Length) return true;
        value = 0;
        if (text.IndexOfAny((byte)'.', (byte)'e', (byte)'E') < 0 || !TryToInt64(ParseDouble(text), out value))
            return false;
        // Rounding to a double makes an integer of 3.00000000000000000001 and of 1e-400.
        Span<byte> integer = stackalloc byte[20];
        return Utf8Formatter.TryFormat(value, integer, out var length) && SameValue(text, integer[..length]);
    }

    public static bool TryToInt64(double number, out long value)
    {
        value = 0;
        if (number != Math.Floor(number) || Math.Abs(number) > LargestExactInteger) return false;
        value = (long)number;
        return true;
    }

    /// <summary>Writes the shortest text that reads back as the same double, laid out as ECMAScript does.</summary>
    public static int Format(double number, Span<byte> output)
    {
        if (TryToInt64(number, out var integer) && Utf8Formatter.TryFormat(integer, output, out var written))
            return written;
        Span<byte> shortest = stackalloc byte[32];
        number.TryFormat(shortest, out var length, "R", CultureInfo.InvariantCulture);
        Span<byte> digits = stackalloc byte[32];
        var count = Digits(shortest[..length], digits, out var negative, out var point);
        var start = 0;
        if (negative) output[start++] = (byte)'-';
        return start + Layout(digits[..count], point, output[start..]);
    }

    /// <summary>Whether two number texts mean the same number, exactly, whatever their length.</summary>
    public static bool SameValue(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        if (left.SequenceEqual(right)) return true;
        Span<byte> leftDigits = left.Length <= 256 ? stackalloc byte[256] : new byte[left.Length];
        Span<byte> rightDigits = right.Length <= 256 ? stackalloc byte[256] : new byte[right.Length];
        var leftCount = Digits(left, leftDigits, out var leftNegative, out var leftPoint);
        var rightCount = Digits(right, rightDigits, out var rightNegative, out var rightPoint);
        if (leftCount == 0 || rightCount == 0) return leftCount == rightCount;
        return leftNegative == rightNegative && leftPoint == rightPoint
            && leftDigits[..leftCount].SequenceEqual(rightDigits[..rightCount]);
    }

    private static double ParseDouble(ReadOnlySpan<byte> text) =>
        double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);

    // Up to 15 digits are exact as an integer, and so is a small power of ten, so one division rounds correctly.
    private static bool TryShort(ReadOnlySpan<byte> text, out double number)
    {
        var negative = text[0] == '-';
        var digits = 0L;
        var point = -1;
        number = 0;
        for (var i = negative ? 1 : 0; i < text.Length; i++)
        {
            var digit = (uint)(text[i] - '0');
            if (digit <= 9) digits = (digits * 10) + digit;
            else if (text[i] == '.') point = i;
            else return false;
        }

        number = point < 0 ? digits : digits / PowersOfTen[text.Length - point - 1];
        if (negative) number = -number;
        return true;
    }

    /// <summary>Significant digits without leading and trailing zeros, and the place of the point relative to
    /// them.</summary>
    private static int Digits(ReadOnlySpan<byte> text, Span<byte> digits, out bool negative, out int point)
    {
        negative = text[0] == '-';
        int count = 0, integerDigits = 0, exponent = 0, leadingZeros = 0;
        var fraction = false;
        for (var i = negative ? 1 : 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c is (byte)'e' or (byte)'E')
            {
                exponent = ParseExponent(text[(i + 1)..]);
                break;
            }

            if (c == '.') { fraction = true; continue; }
            if (count == 0 && c == '0') { if (fraction) leadingZeros++; continue; }
            digits[count++] = c;
            if (!fraction) integerDigits++;
        }

        while (count > 0 && digits[count - 1] == '0') count--;
        point = (integerDigits > 0 ? integerDigits : -leadingZeros) + exponent;
        return count;
    }

    private static int ParseExponent(ReadOnlySpan<byte> text) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var exponent)
            ? Math.Clamp(exponent, -1_000_000, 1_000_000)
            : (text[0] == '-' ? -1_000_000 : 1_000_000);

    private static int Layout(ReadOnlySpan<byte> digits, int point, Span<byte> output)
    {
        if (point is > 21 or <= -6) return LayoutWithExponent(digits, point, output);
        var length = 0;
        if (point <= 0)
        {
            "0."u8.CopyTo(output);
            length = 2;
            output.Slice(length, -point).Fill((byte)'0');
            length -= point;
            digits.CopyTo(output[length..]);
            return length + digits.Length;
        }

        for (var i = 0; i < Math.Max(point, digits.Length); i++)
        {
            if (i == point) output[length++] = (byte)'.';
            output[length++] = i < digits.Length ? digits[i] : (byte)'0';
        }

        return length;
    }

    private static int LayoutWithExponent(ReadOnlySpan<byte> digits, int point, Span<byte> output)
    {
        var length = 0;
        output[length++] = digits[0];
        if (digits.Length > 1)
        {
            output[length++] = (byte)'.';
            digits[1..].CopyTo(output[length..]);
            length += digits.Length - 1;
        }

        output[length++] = (byte)'e';
        output[length++] = point > 0 ? (byte)'+' : (byte)'-';
        Utf8Formatter.TryFormat(Math.Abs(point - 1), output[length..], out var written);
        return length + written;
    }
}
