using Microsoft.Extensions.DependencyInjection;
using Orleans.Configuration;
using Orleans.Streams;
using Workflows.Grains.Feed;
using Workflows.Grains.Members;
using Workflows.Grains.Placement;
using Workflows.Hosting;
using Workflows.Hosting.Entities;
using Workflows.Hosting.Members;

namespace Workflows.Grains;

/// <summary>Composes the cluster host.</summary>
public static class ServiceCollectionExtensions
{
    /// <summary>
    /// Has the engine's entities live in the grains of a silo and the silos that it is in a cluster with. The application registers the store
    /// and configures clustering, reminders and a default grain storage. Registering twice changes nothing.
    /// </summary>
    /// <param name="silo">The silo.</param>
    /// <param name="configure">Sets the engine's options.</param>
    public static ISiloBuilder AddWorkflowsCluster(this ISiloBuilder silo, Action<WorkflowsOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(silo);
        var services = silo.Services;
        services.AddWorkflowsEngine(configure);
        if (services.Any(service => service.ServiceType == typeof(ClusterRouter))) return silo;
        services.AddSingleton<ClusterRouter>();
        services.AddSingleton<IEntityRouter>(provider => provider.GetRequiredService<ClusterRouter>());
        services.AddSingleton<GrainCensus>();
        services.AddSingleton<SiloEngine>();
        services.AddSingleton<GrainMover>();
        services.AddSingleton<ChangeTeller>();
        services.AddSingleton<ClusterHost>();
        services.AddHostedService(provider => provider.GetRequiredService<ClusterHost>());
        services.AddSingleton<FeedAdapter>();
        services.AddSingleton<SiloTraffic>();
        services.AddHostedService(provider => provider.GetRequiredService<SiloTraffic>());
        services.AddSingleton<IMembers, ClusterMembers>();
        services.AddSingleton<SiloPeers>();
        services.AddSingleton<TableGuard>();
        services.AddHostedService(provider => provider.GetRequiredService<TableGuard>());
        silo.AddGrainService<SiloService>();
        // A worker is woken by the silo that made its task; this is for the message that was lost.
        services.PostConfigure<WorkflowsOptions>(options =>
            options.WorkerRecheck = options.WorkerRecheck == TimeSpan.Zero ? TimeSpan.FromSeconds(10) : options.WorkerRecheck);
        silo.AddPlacementDirector<KeyPlacement, KeyPlacementDirector>();
        silo.AddFeed();
        return silo;
    }

    /// <summary>Keeps the entities away from this silo, which then only serves the API. Another silo must host them.</summary>
    public static ISiloBuilder HostNoEntities(this ISiloBuilder silo)
    {
        ArgumentNullException.ThrowIfNull(silo);
        silo.Services.PostConfigure<GrainTypeOptions>(
            options => options.Classes.RemoveWhere(type => type.Assembly == typeof(ServiceCollectionExtensions).Assembly));
        return silo;
    }

    private static void AddFeed(this ISiloBuilder silo)
    {
        silo.AddPersistentStreams(
            EventFeed.Name,
            (provider, _) => provider.GetRequiredService<FeedAdapter>(),
            feed =>
            {
                feed.ConfigureStreamPubSub(StreamPubSubType.ImplicitOnly);
                feed.ConfigurePartitionBalancing((_, _) => new FeedBalancer());
                feed.ConfigurePullingAgent(agent => agent.Configure(options =>
                {
                    options.GetQueueMsgsTimerPeriod = TimeSpan.FromMilliseconds(10);
                    options.MaxEventDeliveryTime = TimeSpan.FromSeconds(5);
                }));
            });
    }
}
