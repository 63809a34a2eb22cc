using System.Xml.Linq;

namespace Workflows.Architecture.Tests;

/// <summary>Reads every project file and fails on an arrow that docs/architecture.md does not allow.</summary>
public sealed class DependencyArrowTests
{
    private const string A = "Workflows.Abstractions";

    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        [A] = [],
        ["Workflows.Expressions"] = [A],
        ["Workflows.Schemas"] = [A],
        ["Workflows.Engine"] = [A, "Workflows.Expressions", "Workflows.Schemas"],
        ["Workflows.Catalog"] = ["Workflows.Engine"],
        ["Workflows.Storage"] = [A],
        ["Workflows.Storage.Postgres"] = ["Workflows.Storage"],
        ["Workflows.Storage.Sqlite"] = ["Workflows.Storage"],
        ["Workflows.Hosting"] = ["Workflows.Engine", "Workflows.Catalog", "Workflows.Storage"],
        ["Workflows.Client"] = [A],
        ["Workflows.Grains"] = ["Workflows.Hosting"],
        ["Workflows.ClientApi"] =
            ["Workflows.Hosting", "Workflows.Catalog", "Workflows.Storage.Postgres", "Workflows.Storage.Sqlite"],
        ["Workflows.Silo"] =
            ["Workflows.Grains", "Workflows.ClientApi", "Workflows.Storage.Postgres", "Workflows.Storage.Sqlite"],
    };

    private static readonly string[] PurePackages = ["Microsoft.CodeAnalysis.BannedApiAnalyzers"];

    public static TheoryData<string> Projects()
    {
        var data = new TheoryData<string>();
        foreach (var folder in new[] { "src", "grains", "silo", "client-api" })
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), "*.csproj", SearchOption.AllDirectories))
            data.Add(Path.GetRelativePath(Repository.Root, file));
        return data;
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void Project_References_OnlyWhatTheArchitectureAllows(string project)
    {
        var name = Path.GetFileNameWithoutExtension(project);
        Allowed.ShouldContainKey(name, $"{project} is not in the table of allowed arrows");

        References(project, "ProjectReference").Select(path => Path.GetFileNameWithoutExtension(path)!)
            .ShouldBeSubsetOf(Allowed[name], $"{project} has an arrow that docs/architecture.md does not allow");
    }

    [Theory]
    [InlineData(A)]
    [InlineData("Workflows.Expressions")]
    [InlineData("Workflows.Schemas")]
    [InlineData("Workflows.Engine")]
    public void PureProject_References_NoPackageAndNoFramework(string name)
    {
        var project = Path.Combine("src", name, name + ".csproj");
        References(project, "PackageReference").ShouldBeSubsetOf(PurePackages);
        References(project, "FrameworkReference").ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void Orleans_IsReferenced_OnlyByTheClusterProjects(string project)
    {
        if (Path.GetFileNameWithoutExtension(project) is "Workflows.Grains" or "Workflows.Silo") return;
        References(project, "PackageReference")
            .ShouldNotContain(package => package.StartsWith("Microsoft.Orleans", StringComparison.Ordinal));
    }

    private static List<string> References(string project, string element) =>
        [.. XDocument.Load(Path.Combine(Repository.Root, project)).Descendants(element)
            .Select(reference => (string?)reference.Attribute("Include")).OfType<string>()];
}
