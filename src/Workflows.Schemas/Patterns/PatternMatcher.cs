using System.Text.RegularExpressions;

namespace Workflows.Schemas.Patterns;

/// <summary>
/// A compiled ECMA-262 pattern. Matching takes time linear in the text where the pattern allows it (no look-around, no
/// back reference, no large character class), and is cut off by a timeout where it does not.
/// </summary>
internal sealed class PatternMatcher
{
    // Building an automaton over large character classes (\p{L}) takes a second; the backtracking engine takes a millisecond.
    private const int LongestForAutomaton = 3_000;

    private readonly Regex _regex;

    private PatternMatcher(string source, Regex regex)
    {
        Source = source;
        _regex = regex;
    }

    /// <summary>The pattern as the schema has it.</summary>
    public string Source { get; }

    /// <exception cref="PatternException">The pattern is not valid.</exception>
    public static PatternMatcher Compile(string pattern, TimeSpan timeout)
    {
        var translation = EcmaTranslator.Translate(pattern);
        return new PatternMatcher(pattern, Build(pattern, translation, timeout));
    }

    /// <summary>Whether the pattern matches anywhere in the text.</summary>
    /// <exception cref="PatternTimeoutException">The match took longer than the limit.</exception>
    public bool IsMatch(ReadOnlySpan<char> text)
    {
        try
        {
            return _regex.IsMatch(text);
        }
        catch (RegexMatchTimeoutException)
        {
            throw new PatternTimeoutException(Source);
        }
    }

    private static Regex Build(string pattern, EcmaTranslation translation, TimeSpan timeout)
    {
        if (translation.IsRegular && translation.Pattern.Length <= LongestForAutomaton)
        {
            try
            {
                // Linear in the text, which has a limit of its own: a timeout would only punish a busy machine.
                return new Regex(translation.Pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
            }
            catch (NotSupportedException)
            {
                // The automaton would be too large; the backtracking engine has the timeout as its guard.
            }
        }
        try
        {
            return new Regex(translation.Pattern, RegexOptions.CultureInvariant, timeout);
        }
        catch (ArgumentException error)
        {
            throw new PatternException(error.Message, pattern.Length);
        }
    }
}
