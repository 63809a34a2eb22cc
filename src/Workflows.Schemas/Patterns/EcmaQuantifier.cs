using System.Globalization;

namespace Workflows.Schemas.Patterns;

/// <summary>Quantifiers: <c>*</c>, <c>+</c>, <c>?</c> and <c>{n,m}</c>, each with an optional lazy mark.</summary>
internal static class EcmaQuantifier
{
    public static bool IsNext(EcmaReader reader) => reader.Peek() switch
    {
        '*' or '+' or '?' => true,
        '{' => BraceLength(reader) > 0,
        _ => false,
    };

    /// <summary>Reads a quantifier as it is written; null when there is none.</summary>
    public static string? Read(EcmaReader reader)
    {
        int start = reader.Position;
        return ReadBounds(reader) is null ? null : reader.TextFrom(start);
    }

    /// <summary>Reads a quantifier as its bounds; null when there is none.</summary>
    public static (int Least, int Most)? ReadBounds(EcmaReader reader)
    {
        if (!IsNext(reader))
            return null;
        var bounds = reader.Peek() == '{' ? ReadBraces(reader) : ReadSign(reader);
        reader.TryRead('?');
        return bounds;
    }

    private static (int Least, int Most) ReadSign(EcmaReader reader)
    {
        if (reader.TryRead('*'))
            return (0, int.MaxValue);
        if (reader.TryRead('+'))
            return (1, int.MaxValue);
        reader.Skip(1);
        return (0, 1);
    }

    private static (int Least, int Most) ReadBraces(EcmaReader reader)
    {
        reader.Skip(1);
        string bounds = reader.ReadUntil('}');
        int comma = bounds.IndexOf(',', StringComparison.Ordinal);
        int least = Bound(comma < 0 ? bounds : bounds[..comma], reader);
        if (comma < 0)
            return (least, least);
        int most = comma == bounds.Length - 1 ? int.MaxValue : Bound(bounds[(comma + 1)..], reader);
        return most >= least ? (least, most) : throw reader.Error("The bounds of a quantifier are out of order.");
    }

    private static int Bound(string digits, EcmaReader reader) =>
        int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out int bound)
            ? bound
            : throw reader.Error("The bound of a quantifier is too large.");

    // Length of "{n}", "{n,}" or "{n,m}" at the cursor; 0 when the brace is a literal.
    private static int BraceLength(EcmaReader reader)
    {
        int at = 1;
        int digits = Digits(reader, ref at);
        if (digits == 0)
            return 0;
        if (reader.Peek(at) == ',')
        {
            at++;
            Digits(reader, ref at);
        }
        return reader.Peek(at) == '}' ? at + 1 : 0;
    }

    private static int Digits(EcmaReader reader, ref int at)
    {
        int start = at;
        while (char.IsAsciiDigit(reader.Peek(at)))
            at++;
        return at - start;
    }
}
