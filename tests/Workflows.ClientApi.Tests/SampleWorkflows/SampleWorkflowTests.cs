using Workflows.Abstractions.Json;
using Workflows.Engine.Palette;

namespace Workflows.ClientApi.Tests.SampleWorkflows;

/// <summary>Every sample does what its scenario says, and together they show every type of step.</summary>
public sealed class SampleWorkflowTests
{
    public static TheoryData<string> Scenarios =>
        [.. Directory.EnumerateFiles(Path.Combine(SampleScenario.Folder, "scenarios"), "*.json").Select(Path.GetFileName).Order().Select(name => name!)];

    public static IEnumerable<string> Keys =>
        Directory.EnumerateFiles(SampleScenario.Folder, "*.json").Select(file => Path.GetFileNameWithoutExtension(file)!).Order();

    [Theory]
    [MemberData(nameof(Scenarios))]
    public async Task Scenario_GoesAsWritten(string file) => await SampleScenario.PlayAsync(file);

    [Fact]
    public void EverySample_IsPlayed()
    {
        var played = Directory.EnumerateFiles(Path.Combine(SampleScenario.Folder, "scenarios"), "*.json")
            .SelectMany(file => WorkflowsOf(JsonValue.Parse(File.ReadAllBytes(file)))).Distinct();

        played.ShouldBe(Keys, ignoreOrder: true);
        Keys.Count().ShouldBeGreaterThanOrEqualTo(10);
    }

    [Fact]
    public void Samples_ShowEveryTypeOfStep_AndWhatGoesAroundIt()
    {
        var texts = Keys.Select(key => File.ReadAllText(Path.Combine(SampleScenario.Folder, key + ".json"))).ToList();

        foreach (var type in NodePalette.All.Select(node => node.Type))
            texts.ShouldContain(text => text.Contains($"\"{type}\"", StringComparison.Ordinal), $"no sample has a {type}");
        foreach (var part in (string[])
            [
                "concurrency", "onItemError", "results", "captureErrorAs", "retry", "maxDelayMs", "retryOn", "onError", "$secret", "$literal", "filters",
                "timeoutMs", "onTimeout", "idempotencyKey", "durationMs", "until", "formSchema", "dueInMs", "dueAt", "assignees", "detach",
                "outputMapping", "condition", "saveAs",
            ])
            texts.ShouldContain(text => text.Contains($"\"{part}\"", StringComparison.Ordinal), $"no sample has '{part}'");
    }

    private static IEnumerable<string> WorkflowsOf(JsonValue scenario)
    {
        for (var i = 0; i < scenario["workflows"].Count; i++) yield return scenario["workflows"][i].GetString();
    }
}
