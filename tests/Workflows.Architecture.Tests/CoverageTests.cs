using System.Text.RegularExpressions;

namespace Workflows.Architecture.Tests;

/// <summary>Holds docs/coverage.md to the tests and to the numbers of the acceptance items.</summary>
public sealed partial class CoverageTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(Repository.Root, "docs/coverage.md"));

    [Fact]
    public void EveryNamedTest_Exists()
    {
        var tests = Directory.EnumerateFiles(Path.Combine(Repository.Root, "tests"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains("/obj/", StringComparison.Ordinal))
            .Select(File.ReadAllText)
            .SelectMany(source => Classes().Matches(source).Take(1)
                .SelectMany(type => Methods().Matches(source).Select(method => $"{type.Groups[1].Value}.{method.Groups[1].Value}")))
            .ToHashSet(StringComparer.Ordinal);
        var named = Named().Matches(Page).Select(match => match.Groups[1].Value).Distinct().ToList();

        named.Count.ShouldBeGreaterThan(120);
        named.Where(name => !tests.Contains(name)).ShouldBeEmpty("tests that docs/coverage.md names and nobody has");
    }

    [Theory]
    [InlineData("BT", 220)]
    [InlineData("TM", 34)]
    [InlineData("WT", 22)]
    [InlineData("CT", 46)]
    [InlineData("ES", 56)]
    [InlineData("SB", 14)]
    [InlineData("BD", 15)]
    public void EveryItem_IsThere(string section, int items)
    {
        var numbers = Rows().Matches(Page).Where(row => row.Groups[1].Value == section)
            .SelectMany(row => Enumerable.Range(
                int.Parse(row.Groups[2].Value), 1 + int.Parse(row.Groups[3].Success ? row.Groups[3].Value : row.Groups[2].Value) - int.Parse(row.Groups[2].Value)));

        numbers.ShouldBe(Enumerable.Range(1, items));
    }

    [Fact]
    public void EveryRow_HasATestOrAReason() =>
        Page.Split('\n').Where(line => line.StartsWith("| ", StringComparison.Ordinal) && !line.StartsWith("| item", StringComparison.Ordinal) && !line.StartsWith("| what", StringComparison.Ordinal))
            .Where(line => !Named().IsMatch(line) && !line.Contains("| n/a: ", StringComparison.Ordinal) && !line.Contains("| missing", StringComparison.Ordinal))
            .ShouldBeEmpty();

    [GeneratedRegex(@"^public (?:abstract |sealed |static )*(?:partial )?class (\w+)", RegexOptions.Multiline)]
    private static partial Regex Classes();

    [GeneratedRegex(@"public (?:async )?(?:Task|void) (\w+)\(")]
    private static partial Regex Methods();

    [GeneratedRegex(@"`([A-Z]\w+\.[A-Z]\w*_\w+)`")]
    private static partial Regex Named();

    [GeneratedRegex(@"^\| ([A-Z]{2})-(\d{3})(?: to [A-Z]{2}-(\d{3}))? \|", RegexOptions.Multiline)]
    private static partial Regex Rows();
}
