namespace Workflows.Expressions.Editing;

/// <summary>Brackets of unfinished text; strings, quoted names and comments are skipped.</summary>
internal static class BracketScanner
{
    /// <summary>What closes everything that is open.</summary>
    public static string Closers(string text)
    {
        var open = new Stack<char>();
        for (var i = 0; i < text.Length; i++)
        {
            i = SkipQuoted(text, i);
            if (i >= text.Length) break;
            switch (text[i])
            {
                case '(': open.Push(')'); break;
                case '[': open.Push(']'); break;
                case '{': open.Push('}'); break;
                case ')' or ']' or '}' when open.Count > 0: open.Pop(); break;
            }
        }

        return new string([.. open]);
    }

    /// <summary>The position itself, or that of the last character of a string, a quoted name or a comment that begins
    /// there.</summary>
    public static int SkipQuoted(string text, int position)
    {
        var c = text[position];
        if (c == '/' && position + 1 < text.Length && text[position + 1] == '*')
        {
            var close = text.IndexOf("*/", position + 2, StringComparison.Ordinal);
            return close < 0 ? text.Length : close + 1;
        }

        if (c is not ('"' or '\'' or '`')) return position;
        for (var i = position + 1; i < text.Length; i++)
        {
            if (text[i] == '\\' && c != '`') i++;
            else if (text[i] == c) return i;
        }

        return text.Length;
    }
}
