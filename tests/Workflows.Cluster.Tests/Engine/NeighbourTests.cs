using Microsoft.Extensions.DependencyInjection;
using Workflows.Abstractions.Storage;
using Workflows.Grains.Operations;
using Workflows.Hosting.Ingest;
using Workflows.Hosting.Tests.Engine;
using Workflows.Hosting.Tests.Harness;

namespace Workflows.Cluster.Tests.Engine;

/// <summary>What works together lives on one silo.</summary>
public sealed class NeighbourTests(PostgresFixture fixture) : IAsyncLifetime
{
    private const int Subjects = 40;
    private readonly ClusterEngineHost host = new();
    private string database = "";
    private EngineHarness engine = null!;

    public async ValueTask InitializeAsync()
    {
        database = await fixture.CreateDatabaseAsync();
        engine = await EngineHarness.StartAsync(
            () => Task.FromResult<IStore>(PostgresFixture.Open(database, TimeProvider.System)), TimeProvider.System, host);
    }

    public async ValueTask DisposeAsync()
    {
        await engine.DisposeAsync();
        await fixture.DropDatabaseAsync(database);
    }

    [Fact]
    public async Task StreamAndTrigger_OfEveryLane_LiveOnOneSilo()
    {
        foreach (var type in EngineHarness.EventTypes)
            for (var subject = 0; subject < Subjects; subject++)
                (await engine.ProcessAsync(type, $"s{subject}")).Status.ShouldBe(IngestStatus.Accepted);

        var streams = Counts("stream");
        streams.Sum().ShouldBe(EngineHarness.EventTypes.Count * 4, "every lane of every type is active once");
        streams.Count(count => count > 0).ShouldBeGreaterThan(1, "they are not all in one place");
        Counts("trigger").ShouldBe(streams);
    }

    private int[] Counts(string kind) =>
        [.. host.Processes.Select(process => process.GetRequiredService<GrainCensus>().Counts.GetValueOrDefault(kind))];
}
