using Workflows.Schemas.Patterns;

namespace Workflows.Schemas.Tests.Patterns;

public class PatternMatcherTests
{
    [Theory]
    [InlineData("b", "abc", true)]
    [InlineData("^b", "abc", false)]
    [InlineData("c$", "abc\n", false)]
    [InlineData("^.$", "😀", true)]
    [InlineData("^.{2}$", "😀", false)]
    [InlineData("^[^a]$", "😀", true)]
    [InlineData("^[😀-😎]+$", "😁😎", true)]
    [InlineData("^[😀-😎]$", "🙏", false)]
    [InlineData("^\\u{1F600}$", "😀", true)]
    [InlineData("^\\uD83D\\uDE00$", "😀", true)]
    [InlineData("^\\d$", "٣", false)]
    [InlineData("^\\w+$", "é", false)]
    [InlineData("^\\s$", "\uFEFF", true)]
    [InlineData("^\\S$", "\u2028", false)]
    [InlineData("\\bcat\\b", "a cat.", true)]
    [InlineData("\\bcat\\b", "concat", false)]
    [InlineData("a\\B", "ab", true)]
    [InlineData("^(a)(?<x>b)(c)\\3\\k<x>\\1$", "abccba", true)]
    [InlineData("^(?:(a)|b)\\1$", "b", true)]
    [InlineData("^(?=.*\\d)(?!.*\\s).{3,}$", "ab1", true)]
    [InlineData("^(?=.*\\d)(?!.*\\s).{3,}$", "a 1", false)]
    [InlineData("(?<=€)\\d+", "€12", true)]
    [InlineData("(?<!€)1", "€1", false)]
    [InlineData("^\\cJ$", "\n", true)]
    [InlineData("^\\x41\\0$", "A\0", true)]
    [InlineData("^[\\b]$", "\b", true)]
    [InlineData("^[]a]$", "a]", false)]
    [InlineData("^[^]$", "\n", true)]
    [InlineData("^\\p{Lu}\\P{Lu}$", "Éa", true)]
    [InlineData("^\\p{L}$", "𝒜", true)]
    [InlineData("^\\p{Script=Cyrillic}+$", "Привет", true)]
    [InlineData("^\\p{sc=Greek}+$", "abc", false)]
    [InlineData("^\\p{ASCII}$", "é", false)]
    [InlineData("^\\p{Uppercase}\\p{Alphabetic}\\p{White_Space}$", "Aé\u00A0", true)]
    [InlineData("^a{2}b{1,}c{0,1}d{,2}$", "aabbbd{,2}", true)]
    [InlineData("^[\\w-.]+@x$", "a-b.c@x", true)]
    [InlineData("^a]}$", "a]}", true)]
    [InlineData("^#\\-\\/ $", "#-/ ", true)]
    [InlineData("^a+?$", "aaa", true)]
    public void IsMatch_AnyPattern_FollowsEcmaScript(string pattern, string text, bool expected) =>
        PatternMatcher.Compile(pattern, TimeSpan.FromSeconds(5)).IsMatch(text).ShouldBe(expected);

    [Fact]
    public void Compile_DeepGroups_AreRefused()
    {
        string pattern = new string('(', 200) + new string(')', 200);

        Should.Throw<PatternException>(() => PatternMatcher.Compile(pattern, TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public void Compile_LargeRepeats_FallBackToTheGuardedEngine() =>
        PatternMatcher.Compile("^(?:[a-z]{900}){9}$", TimeSpan.FromSeconds(5)).IsMatch(new string('a', 8100)).ShouldBeTrue();
}
