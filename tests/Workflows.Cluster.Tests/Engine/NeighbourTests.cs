using Microsoft.Extensions.DependencyInjection;
using Workflows.Grains.Members;
using Workflows.Hosting.Ingest;
using Workflows.Hosting.Tests.Engine;
using Workflows.Hosting.Tests.Harness;

namespace Workflows.Cluster.Tests.Engine;

/// <summary>What works together lives on one silo.</summary>
public sealed class NeighbourTests(PostgresFixture fixture) : SiloTests(fixture)
{
    private const int Subjects = 40;

    [Fact]
    public async Task StreamAndTrigger_OfEveryLane_LiveOnOneSilo()
    {
        foreach (var type in EngineHarness.EventTypes)
            for (var subject = 0; subject < Subjects; subject++)
                (await Engine.ProcessAsync(type, $"s{subject}")).Status.ShouldBe(IngestStatus.Accepted);

        var streams = Counts("stream");
        streams.Sum().ShouldBe(EngineHarness.EventTypes.Count * 4, "every lane of every type is active once");
        streams.Count(count => count > 0).ShouldBeGreaterThan(1, "they are not all in one place");
        Counts("trigger").ShouldBe(streams);
    }

    private int[] Counts(string kind) =>
        [.. Processes.Select(process => process.GetRequiredService<GrainCensus>().Counts.GetValueOrDefault(kind))];
}
