using System.Text;

namespace Workflows.Expressions.Functions;

/// <summary>Where ECMAScript's regular expressions differ from .NET's: ASCII classes, and what the dollar
/// matches.</summary>
internal static class RegexDialect
{
    public static string Translate(string pattern, bool multiline)
    {
        var translated = new StringBuilder(pattern.Length + 16);
        var inClass = false;
        for (var i = 0; i < pattern.Length; i++)
        {
            var c = pattern[i];
            if (c == '\\' && i + 1 < pattern.Length)
            {
                translated.Append(Escape(pattern[++i], inClass));
                continue;
            }

            if (c == '[' && inClass) translated.Append('\\');
            else if (c == '[') inClass = true;
            else if (c == ']') inClass = false;
            if (c == '$' && !inClass && !multiline) translated.Append("\\z");
            else translated.Append(c);
        }

        return translated.ToString();
    }

    private static string Escape(char c, bool inClass) => c switch
    {
        'd' => inClass ? "0-9" : "[0-9]",
        'D' when !inClass => "[^0-9]",
        'w' => inClass ? "a-zA-Z0-9_" : "[a-zA-Z0-9_]",
        'W' when !inClass => "[^a-zA-Z0-9_]",
        '/' => "/",
        _ => "\\" + c,
    };
}
