using System.Text.RegularExpressions;

namespace Workflows.Architecture.Tests;

/// <summary>
/// Reads the sources of the grains, which are not compiled where Orleans is missing, and fails on what would only show between two silos.
/// </summary>
public sealed partial class WireFormTests
{
    /// <summary>A command crosses as a call of its own, which brings the answer back; the state of a new run crosses as the advice to read it.</summary>
    private static readonly string[] Special = ["Command", "Adopt"];

    /// <summary>Who waits for a turn makes a call of its own, which comes back after it.</summary>
    private const string Awaited = "Turn";

    [Fact]
    public void RunMessages_AllHaveAWireForm()
    {
        var wire = Read("grains/Wire/RunWire.cs");
        var messages = MessagesOf("src/Workflows.Hosting/Runs/RunMessage.cs");
        messages.ShouldBeSubsetOf([.. messages.Where(message => Special.Contains(message) || IsRead(wire, "RunMessage", message))],
            "a new message needs a wire form in grains/Wire/RunWire.cs");
    }

    [Fact]
    public void WorkflowMessages_AllHaveAWireForm()
    {
        var wire = Read("grains/Workflows/IWorkflowGrain.cs");
        var messages = MessagesOf("src/Workflows.Hosting/Gates/WorkflowMessage.cs");
        messages.ShouldBeSubsetOf([.. messages.Where(message => message == Awaited || IsRead(wire, "WorkflowMessage", message))],
            "a new message needs a wire form in grains/Workflows/IWorkflowGrain.cs");
    }

    [Fact]
    public void WireTypes_HaveAnAlias()
    {
        var attributes = Sources().SelectMany(file => SerializerAttribute().Matches(File.ReadAllText(file)).Select(match => (file, match.Value))).ToArray();
        attributes.ShouldNotBeEmpty();
        attributes.Where(found => !found.Value.Contains("Alias(", StringComparison.Ordinal)).ShouldBeEmpty("a type that is renamed must stay readable");
    }

    [Fact]
    public void GrainMethods_HaveAnAlias()
    {
        foreach (var file in Sources().Where(file => Path.GetFileName(file) is ['I', .. var rest] && rest.EndsWith("Grain.cs", StringComparison.Ordinal)))
        {
            var text = File.ReadAllText(file);
            AliasOfMember().Count(text).ShouldBe(Method().Count(text), $"each method in {file} needs an alias: silos of two versions call each other");
            text.ShouldContain("[Alias(\"workflows.");
        }
    }

    private static bool IsRead(string wire, string union, string message) =>
        wire.Contains($"=> new {union}.{message}(", StringComparison.Ordinal) || wire.Contains($"=> {union}.{message}.Instance", StringComparison.Ordinal);

    private static string[] MessagesOf(string path)
    {
        string[] names = [.. Message().Matches(Read(path)).Select(match => match.Groups[1].Value)];
        names.ShouldNotBeEmpty();
        return names;
    }

    private static string Read(string path) => File.ReadAllText(Path.Combine(Repository.Root, path));

    private static IEnumerable<string> Sources() =>
        Directory.EnumerateFiles(Path.Combine(Repository.Root, "grains"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal));

    [GeneratedRegex(@"public sealed record (\w+)")]
    private static partial Regex Message();

    [GeneratedRegex(@"^\[.*GenerateSerializer.*$", RegexOptions.Multiline)]
    private static partial Regex SerializerAttribute();

    [GeneratedRegex(@"^    \[Alias\(""", RegexOptions.Multiline)]
    private static partial Regex AliasOfMember();

    [GeneratedRegex(@"^    (Value)?Task(<.+>)? \w+\(", RegexOptions.Multiline)]
    private static partial Regex Method();
}
