using Microsoft.Extensions.DependencyInjection;
using Orleans.Configuration;
using Orleans.TestingHost;
using Workflows.Grains;
using Workflows.Grains.Members;
using Workflows.Hosting;
using Workflows.Hosting.Tests.Harness;

namespace Workflows.Cluster.Tests.Engine;

/// <summary>An engine on silos in this process. They share nothing but the store, and what they say to each other is written out.</summary>
/// <param name="silos">How many.</param>
/// <param name="change">Changes what a silo, by its name, is made of.</param>
internal sealed class ClusterEngineHost(int silos = 3, Action<string, IServiceCollection>? change = null) : EngineHost
{
    private InProcessTestCluster? cluster;

    /// <summary>The silos.</summary>
    public InProcessTestCluster Cluster => cluster!;

    public override IReadOnlyList<IServiceProvider> Processes => [.. Cluster.Silos.Select(silo => silo.ServiceProvider)];

    public override async Task<IServiceProvider> StartAsync(Action<IServiceCollection> compose, Action<WorkflowsOptions> configure)
    {
        var builder = new InProcessTestClusterBuilder((short)silos);
        builder.Options.InitializeClientOnDeploy = false;
        builder.ConfigureSiloHost((silo, host) =>
        {
            compose(host.Services);
            if (change is not null) host.ConfigureContainer(new DefaultServiceProviderFactory(), services => change(silo.SiloName, services));
            // The clock of the test is the engine's; the cluster's own timers go on.
            host.Services.AddKeyedSingleton(KeyedService.AnyKey, TimeProvider.System);
        });
        builder.ConfigureSilo((_, silo) =>
        {
            silo.UseInMemoryReminderService();
            silo.AddMemoryGrainStorageAsDefault();
            silo.AddWorkflowsCluster(configure);
            silo.Configure<SiloMessagingOptions>(options => options.ResponseTimeout = TimeSpan.FromSeconds(60));
        });
        cluster = builder.Build();
        try
        {
            await cluster.DeployAsync();
            await UntilFormedAsync();
        }
        catch
        {
            await StopAsync();
            throw;
        }

        return cluster.Silos[0].ServiceProvider;
    }

    /// <summary>
    /// Silos that learn of each other later forget what they know then, wake whoever waits for something new, and place grains by what they know of each
    /// other's kinds.
    /// </summary>
    private async Task UntilFormedAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        using var turn = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        while (!Processes.All(SeesAll) || Processes.Sum(silo => silo.GetRequiredService<GrainCensus>().Counts.GetValueOrDefault("keeper")) != 1)
        {
            if (limit.IsCancellationRequested) throw new TimeoutException("The silos did not become a cluster with one keeper.");
            await turn.WaitForNextTickAsync();
        }
    }

    private bool SeesAll(IServiceProvider silo) => silo.GetRequiredService<IClusterMembershipService>().CurrentSnapshot.Members.Values
        .Count(member => member.Status == SiloStatus.Active) == silos
        && silo.GetRequiredService<IClusterManifestProvider>().Current.Silos.Count == silos;

    public override async Task StopAsync()
    {
        if (cluster is null) return;
        await cluster.StopAllSilosAsync();
        await cluster.DisposeAsync();
    }
}
