using System.Globalization;
using Workflows.Schemas.Text;

namespace Workflows.Schemas.Patterns;

/// <summary>Escapes that stand for one character or for a set of them (ECMA-262 §22.2.1).</summary>
internal static class EcmaCharacters
{
    public static readonly CodePointSet NotLineTerminator = CodePointSet.Parse("A D 2028-2029").Complement();

    private static readonly CodePointSet Digit = CodePointSet.Parse("30-39");
    private static readonly CodePointSet Word = CodePointSet.Parse("30-39 41-5A 5F 61-7A");
    private static readonly CodePointSet Space =
        CodePointSet.Parse("9-D 20 A0 1680 2000-200A 2028-2029 202F 205F 3000 FEFF");

    /// <summary>Reads a class escape (<c>d D w W s S p P</c>) after its backslash; null when it is something else.</summary>
    public static CodePointSet? TryReadSet(EcmaReader reader)
    {
        CodePointSet? set = char.ToLowerInvariant(reader.Peek()) switch
        {
            'd' => Digit,
            'w' => Word,
            's' => Space,
            'p' => CodePointSet.Empty,
            _ => null,
        };
        if (set is null)
            return null;
        bool negated = char.IsUpper(reader.Peek());
        bool isProperty = set == CodePointSet.Empty;
        reader.Skip(1);
        if (isProperty)
            set = ReadProperty(reader);
        return negated ? set.Complement() : set;
    }

    /// <summary>Reads an escape of one code point, after its backslash.</summary>
    public static int ReadEscaped(EcmaReader reader)
    {
        int codePoint = reader.ReadCodePoint();
        return codePoint switch
        {
            't' => '\t',
            'n' => '\n',
            'v' => '\v',
            'f' => '\f',
            'r' => '\r',
            'c' => ReadControl(reader),
            'x' => reader.ReadHex(2),
            'u' => ReadUnicode(reader),
            '0' when !char.IsAsciiDigit(reader.Peek()) => 0,
            _ when IsIdentity(codePoint) => codePoint,
            _ => throw reader.Error("Unknown escape."),
        };
    }

    private static bool IsIdentity(int codePoint) => codePoint < 128 && !char.IsAsciiLetterOrDigit((char)codePoint);

    private static int ReadControl(EcmaReader reader)
    {
        char letter = reader.Peek();
        if (!char.IsAsciiLetter(letter))
            throw reader.Error("A letter is expected after \\c.");
        reader.Skip(1);
        return letter % 32;
    }

    private static int ReadUnicode(EcmaReader reader)
    {
        if (reader.TryRead('{'))
            return ReadBracedUnicode(reader);
        int unit = reader.ReadHex(4);
        if (!char.IsHighSurrogate((char)unit) || reader.Peek() != '\\' || reader.Peek(1) != 'u' || reader.Peek(2) == '{')
            return unit;
        reader.Skip(2);
        int low = reader.ReadHex(4);
        return char.IsLowSurrogate((char)low)
            ? char.ConvertToUtf32((char)unit, (char)low)
            : throw reader.Error("A low surrogate is expected after a high one.");
    }

    private static int ReadBracedUnicode(EcmaReader reader)
    {
        string digits = reader.ReadUntil('}');
        bool isHex = int.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out int value);
        return isHex && value is >= 0 and < CodePointSet.End
            ? value
            : throw reader.Error($"'{digits}' is not a code point.");
    }

    private static CodePointSet ReadProperty(EcmaReader reader)
    {
        if (!reader.TryRead('{'))
            throw reader.Error("'{' expected after \\p.");
        string name = reader.ReadUntil('}');
        return UnicodeProperties.Find(name) ?? throw reader.Error($"Unknown Unicode property '{name}'.");
    }
}
