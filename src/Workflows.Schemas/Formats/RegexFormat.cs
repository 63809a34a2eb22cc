using Workflows.Schemas.Patterns;

namespace Workflows.Schemas.Formats;

/// <summary>ECMA-262 regular expressions.</summary>
internal static class RegexFormat
{
    public static bool IsRegex(ReadOnlySpan<char> text)
    {
        try
        {
            EcmaTranslator.Translate(text.ToString());
            return true;
        }
        catch (PatternException)
        {
            return false;
        }
    }
}
