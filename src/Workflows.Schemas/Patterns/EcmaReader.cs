namespace Workflows.Schemas.Patterns;

/// <summary>A cursor over the code points of a pattern.</summary>
internal sealed class EcmaReader(string pattern)
{
    public int Position { get; private set; }

    public bool AtEnd => Position >= pattern.Length;

    /// <summary>The UTF-16 unit at the cursor plus <paramref name="ahead"/>, or NUL past the end.</summary>
    public char Peek(int ahead = 0) => Position + ahead < pattern.Length ? pattern[Position + ahead] : '\0';

    public bool TryRead(char expected)
    {
        if (AtEnd || pattern[Position] != expected)
            return false;
        Position++;
        return true;
    }

    public bool TryRead(string expected)
    {
        if (!pattern.AsSpan(Position).StartsWith(expected, StringComparison.Ordinal))
            return false;
        Position += expected.Length;
        return true;
    }

    /// <summary>Reads one code point; a lone surrogate is returned as it is.</summary>
    public int ReadCodePoint()
    {
        if (AtEnd)
            throw Error("The pattern ends too early.");
        char first = pattern[Position++];
        if (char.IsHighSurrogate(first) && char.IsLowSurrogate(Peek()))
            return char.ConvertToUtf32(first, pattern[Position++]);
        return first;
    }

    /// <summary>Reads exactly <paramref name="count"/> hexadecimal digits.</summary>
    public int ReadHex(int count)
    {
        int value = 0;
        for (int i = 0; i < count; i++)
        {
            if (!char.IsAsciiHexDigit(Peek()))
                throw Error("Hexadecimal digit expected.");
            value = value * 16 + Convert.ToInt32(Peek().ToString(), 16);
            Position++;
        }
        return value;
    }

    /// <summary>Reads up to, and consumes, <paramref name="end"/>.</summary>
    public string ReadUntil(char end)
    {
        int at = pattern.IndexOf(end, Position);
        if (at < 0)
            throw Error($"'{end}' expected.");
        string text = pattern[Position..at];
        Position = at + 1;
        return text;
    }

    public string TextFrom(int start) => pattern[start..Position];

    public void Skip(int count) => Position += count;

    public PatternException Error(string message) => new(message, Position);
}
