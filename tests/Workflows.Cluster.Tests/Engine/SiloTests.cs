using Orleans.TestingHost;
using Workflows.Abstractions.Storage;
using Workflows.Hosting.Tests.Engine;
using Workflows.Hosting.Tests.Harness;

namespace Workflows.Cluster.Tests.Engine;

/// <summary>Tests of an engine on three silos that share a PostgreSQL, with the time of the day.</summary>
public abstract class SiloTests(PostgresFixture fixture) : IAsyncLifetime
{
    private readonly ClusterEngineHost host = new();
    private string database = "";

    private protected EngineHarness Engine { get; private set; } = null!;

    private protected InProcessTestCluster Cluster => host.Cluster;

    private protected IReadOnlyList<IServiceProvider> Processes => host.Processes;

    public async ValueTask InitializeAsync()
    {
        database = await fixture.CreateDatabaseAsync();
        Engine = await EngineHarness.StartAsync(
            () => Task.FromResult<IStore>(PostgresFixture.Open(database, TimeProvider.System)), TimeProvider.System, host);
    }

    public async ValueTask DisposeAsync()
    {
        await Engine.DisposeAsync();
        await fixture.DropDatabaseAsync(database);
        GC.SuppressFinalize(this);
    }
}
