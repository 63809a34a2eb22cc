using System.Text.RegularExpressions;
using Workflows.Catalog.SystemEvents;
using Workflows.ClientApi.Configuration;

namespace Workflows.ClientApi.Tests.Docs;

/// <summary>Holds the documentation to the code.</summary>
public sealed partial class DocumentationTests
{
    [Fact]
    public void EverySetting_IsInTheTable_WithItsDefault()
    {
        var lines = File.ReadAllLines(Path.Combine(Repository.Root, "docs/configuration.md"));

        foreach (var setting in Setting.All)
        {
            var row = lines.SingleOrDefault(line => line.StartsWith($"| `--{setting.Name}`", StringComparison.Ordinal))
                .ShouldNotBeNull($"--{setting.Name} is not in docs/configuration.md");
            row.ShouldContain($"`{setting.Environment}`");
            if (setting.Default.Length > 0) row.ShouldContain($"`{setting.Default}`");
        }
    }

    [Fact]
    public void EveryCode_IsInTheListOfErrors()
    {
        var listed = Codes().Matches(File.ReadAllText(Path.Combine(Repository.Root, "docs/errors.md"))).Select(match => match.Groups[1].Value).ToHashSet();

        var source = Source("src/Workflows.Engine", "src/Workflows.Hosting", "client-api");
        var used = ProblemCodes().Matches(source).Concat(CodeLiterals().Matches(source)).Select(match => match.Groups[1].Value)
            .Where(code => !code.StartsWith(Setting.EnvironmentPrefix, StringComparison.Ordinal))
            .Except(DomainEvents.All.Select(known => known.EventType));

        used.Except(listed).ShouldBeEmpty("codes that docs/errors.md does not list");
    }

    [Fact]
    public void EveryListedCode_IsInTheSource()
    {
        var source = Source("src", "client-api");

        Codes().Matches(File.ReadAllText(Path.Combine(Repository.Root, "docs/errors.md"))).Select(match => match.Groups[1].Value)
            .Where(code => !source.Contains($"\"{code}\"", StringComparison.Ordinal))
            .ShouldBeEmpty("codes of docs/errors.md that nothing raises");
    }

    [Fact]
    public void EveryLink_LeadsToAFile()
    {
        var pages = Directory.EnumerateFiles(Path.Combine(Repository.Root, "docs"), "*.md", SearchOption.AllDirectories)
            .Append(Path.Combine(Repository.Root, "README.md"));

        pages.SelectMany(page => Links().Matches(File.ReadAllText(page))
                .Select(match => Path.Combine(Path.GetDirectoryName(page)!, match.Groups[1].Value)))
            .Where(target => !File.Exists(target))
            .ShouldBeEmpty();
    }

    [Fact]
    public void EveryDecision_IsListed()
    {
        var folder = Path.Combine(Repository.Root, "docs/adr");
        var list = File.ReadAllText(Path.Combine(folder, "README.md"));

        Directory.EnumerateFiles(folder, "0*.md").Select(Path.GetFileName).Where(name => !list.Contains($"({name})", StringComparison.Ordinal))
            .ShouldBeEmpty();
    }

    private static string Source(params string[] folders) => string.Concat(folders
        .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), "*.cs", SearchOption.AllDirectories))
        .Where(file => !file.Contains("/obj/", StringComparison.Ordinal))
        .Select(File.ReadAllText));

    /// <summary>A link to a page of the repository.</summary>
    [GeneratedRegex(@"\]\(((?!https?:|#)[^)#\s]+)")]
    private static partial Regex Links();

    /// <summary>A row of the table: its code in the first column.</summary>
    [GeneratedRegex(@"^\| `([A-Z][A-Z0-9_]+)`", RegexOptions.Multiline)]
    private static partial Regex Codes();

    /// <summary>The code in the making of a problem.</summary>
    [GeneratedRegex(@"ProblemKind\.\w+,\s*""([A-Z][A-Z0-9_]+)""")]
    private static partial Regex ProblemCodes();

    /// <summary>A literal of two or more words, as all other codes are.</summary>
    [GeneratedRegex(@"""([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)""")]
    private static partial Regex CodeLiterals();
}
