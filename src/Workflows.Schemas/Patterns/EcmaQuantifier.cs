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

    /// <summary>Reads a quantifier; null when there is none.</summary>
    public static string? Read(EcmaReader reader)
    {
        if (!IsNext(reader))
            return null;
        string quantifier = reader.Peek() == '{' ? ReadBraces(reader) : reader.Peek().ToString();
        if (quantifier.Length == 1)
            reader.Skip(1);
        return reader.TryRead('?') ? quantifier + "?" : quantifier;
    }

    private static string ReadBraces(EcmaReader reader)
    {
        reader.Skip(1);
        string bounds = reader.ReadUntil('}');
        int comma = bounds.IndexOf(',', StringComparison.Ordinal);
        int least = Bound(comma < 0 ? bounds : bounds[..comma], reader);
        if (comma >= 0 && comma < bounds.Length - 1 && Bound(bounds[(comma + 1)..], reader) < least)
            throw reader.Error("The bounds of a quantifier are out of order.");
        return "{" + bounds + "}";
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
