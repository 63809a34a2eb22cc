using System.Text.RegularExpressions;

namespace Workflows.Architecture.Tests;

/// <summary>Reads the log messages of all sources, those of the silo too, which are not compiled where Orleans is missing.</summary>
public sealed partial class EventIdTests
{
    private static readonly string[] Folders = ["src", "grains", "silo", "client-api"];

    [Fact]
    public void LogMessages_EachHaveANumberOfTheirOwn()
    {
        var messages = Folders.SelectMany(MessagesIn).ToArray();
        foreach (var folder in new[] { "src", "grains", "client-api" }) messages.ShouldContain(message => message.File.StartsWith(folder, StringComparison.Ordinal));

        messages.Where(message => message.Id.Length == 0).ShouldBeEmpty("operators look for messages by their event id");
        messages.GroupBy(message => message.Id).Where(same => same.Count() > 1)
            .Select(same => $"{same.Key}: {string.Join(", ", same.Select(message => message.File))}")
            .ShouldBeEmpty("an event id is one message in the whole solution");
    }

    private static IEnumerable<(string File, string Id)> MessagesIn(string folder) =>
        Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("/node_modules/", StringComparison.Ordinal))
            .SelectMany(file => Message().Matches(File.ReadAllText(file))
                .Select(match => (Path.GetRelativePath(Repository.Root, file), match.Groups["id"].Value)));

    [GeneratedRegex(@"\[LoggerMessage\(\s*(EventId = )?(?<id>\d+)?")]
    private static partial Regex Message();
}
