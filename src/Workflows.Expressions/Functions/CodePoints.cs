namespace Workflows.Expressions.Functions;

/// <summary>Strings count by Unicode code point, not by UTF-16 unit.</summary>
internal static class CodePoints
{
    public static int Count(string text)
    {
        var count = text.Length;
        for (var i = text.AsSpan().IndexOfAnyInRange('\ud800', '\udbff'); i >= 0 && i + 1 < text.Length; i++)
            if (char.IsSurrogatePair(text[i], text[i + 1])) count--;
        return count;
    }

    /// <summary>The part from one position up to another, both within bounds after clamping.</summary>
    public static string Slice(string text, double start, double end)
    {
        var count = Count(text);
        var from = Clamp(start < 0 ? start + count : start, count);
        var to = Clamp(end, count);
        if (from >= to) return "";
        if (count == text.Length) return text[from..to];
        return text[Offset(text, from)..Offset(text, to)];
    }

    private static int Clamp(double position, int count) => (int)Math.Clamp(Math.Truncate(position), 0, count);

    private static int Offset(string text, int codePoints)
    {
        var offset = 0;
        for (; codePoints > 0 && offset < text.Length; codePoints--)
            offset += offset + 1 < text.Length && char.IsSurrogatePair(text[offset], text[offset + 1]) ? 2 : 1;
        return offset;
    }
}
