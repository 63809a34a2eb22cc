using System.Text.RegularExpressions;
using Workflows.Abstractions.Json;
using Workflows.ClientApi.Tests.SampleWorkflows;
using Workflows.Engine.Palette;

namespace Workflows.ClientApi.Tests.Docs;

/// <summary>Holds docs/workflows.md to the samples, which scenarios hold to the engine.</summary>
public sealed partial class WorkflowGuideTests
{
    private static readonly string Guide = File.ReadAllText(Path.Combine(Repository.Root, "docs/workflows.md"));

    [Fact]
    public void EveryExcerpt_IsWhatTheSampleSays()
    {
        var excerpts = Excerpts().Matches(Guide);
        excerpts.Count.ShouldBe(Regex.Count(Guide, "```json"), "JSON that is not marked as a part of a sample");
        excerpts.Count.ShouldBeGreaterThan(15);

        foreach (Match excerpt in excerpts)
        {
            var (key, part) = (excerpt.Groups[1].Value, excerpt.Groups[2].Value);
            var sample = JsonValue.Parse(File.ReadAllBytes(Path.Combine(SampleScenario.Folder, key + ".json")));
            var expected = part == "trigger" ? sample["trigger"] : Find(sample["steps"], part);
            JsonValue.Parse(excerpt.Groups[3].Value).ShouldBe(expected, $"{key}#{part}");
        }
    }

    [Fact]
    public void EveryTypeOfStep_HasASection()
    {
        foreach (var type in NodePalette.All.Select(node => node.Type)) Guide.ShouldContain($"\n## {type}\n");
    }

    private static JsonValue Find(JsonValue steps, string id)
    {
        foreach (var step in steps.EnumerateArray())
        {
            if (step["id"].GetString() == id) return step;
            foreach (var block in (string[])["then", "else", "body", "try", "catch"])
                if (Find(step[block], id) is { IsMissing: false } found)
                    return found;
        }

        return JsonValue.Missing;
    }

    [GeneratedRegex(@"<!-- sample: ([a-z-]+)#([a-z-]+) -->\n```json\n(.*?)\n```", RegexOptions.Singleline)]
    private static partial Regex Excerpts();
}
