namespace Workflows.Expressions.Editing;

/// <summary>Finds the call that unfinished text ends in.</summary>
internal static class CallScanner
{
    /// <summary>The name without the dollar and the number of the argument, or null.</summary>
    public static (string Name, int Argument)? Find(string text)
    {
        var open = new Stack<(string Name, int Commas)>();
        for (var i = 0; i < text.Length; i++)
        {
            i = BracketScanner.SkipQuoted(text, i);
            if (i >= text.Length) return null;
            switch (text[i])
            {
                case '(': open.Push((NameBefore(text, i), 0)); break;
                case '[' or '{': open.Push(("", 0)); break;
                case ')' or ']' or '}' when open.Count > 0: open.Pop(); break;
                case ',' when open.Count > 0:
                    var (name, commas) = open.Pop();
                    open.Push((name, commas + 1));
                    break;
            }
        }

        foreach (var (name, commas) in open)
            if (name.Length > 0) return (name, commas);
        return null;
    }

    private static string NameBefore(string text, int end)
    {
        var start = end;
        while (start > 0 && (char.IsLetterOrDigit(text[start - 1]) || text[start - 1] == '_')) start--;
        return text[start..end];
    }
}
