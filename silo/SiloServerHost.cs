using Orleans.Configuration;
using Workflows.ClientApi.Configuration;
using Workflows.ClientApi.Startup;
using Workflows.Grains;
using Workflows.Hosting;

namespace Workflows.Silo;

/// <summary>Hosts the engine in a silo, with members, grain state and reminders in the database of the engine.</summary>
internal sealed class SiloServerHost(SiloOptions silo) : IServerHost
{
    private const string Npgsql = "Npgsql";

    public bool ServesApi => silo.Role != SiloRole.Silo;

    public void AddEngine(WebApplicationBuilder builder, ServerOptions options, Action<WorkflowsOptions> configure)
    {
        if (options.Connection is not { } connection)
            throw StartupException.Options("A cluster needs PostgreSQL: give --store postgres and --connection (docs/cluster.md).");
        builder.Logging.AddFilter("Orleans", LogLevel.Warning);
        // Calls to a silo that just died; their callers log what they do about it.
        builder.Logging.AddFilter("Orleans.Messaging", LogLevel.Error);
        builder.Logging.AddFilter("Orleans.Runtime.Messaging", LogLevel.Error);
        // It tells of its share of a ring that it has no use for.
        builder.Logging.AddFilter("Workflows.Grains.Members.SiloService", LogLevel.Warning);
        builder.UseOrleans(host =>
        {
            host.UseAdoNetClustering(clustering => (clustering.Invariant, clustering.ConnectionString) = (Npgsql, connection));
            host.UseAdoNetReminderService(reminders => (reminders.Invariant, reminders.ConnectionString) = (Npgsql, connection));
            host.AddAdoNetGrainStorageAsDefault(state => (state.Invariant, state.ConnectionString) = (Npgsql, connection));
            host.Configure<ClusterOptions>(cluster => (cluster.ClusterId, cluster.ServiceId) = (silo.ClusterId, silo.ServiceId));
            // No client connects from outside: gateways are silos themselves.
            host.ConfigureEndpoints(silo.Endpoint.Address, silo.Endpoint.Port, gatewayPort: 0);
            host.AddWorkflowsCluster(configure);
            if (silo.Role == SiloRole.Gateway) host.HostNoEntities();
            TuneFailureDetection(host);
            host.Services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>, JoinPatience>();
        });
    }

    /// <summary>
    /// By default a silo that dies is declared dead after 3 s and one that hangs after 4 s (docs/cluster.md, "Failures"). Each voter probes the
    /// silo itself, and the time of a probe is fixed: by default Orleans has the last probe made by another silo, ignores what that one finds when it is short
    /// of processor, gives probes up to four times as long when answers are slow, and takes a silo that sent anything within three of the longest for alive.
    /// </summary>
    private void TuneFailureDetection(ISiloBuilder host)
    {
        host.Configure<ClusterMembershipOptions>(membership =>
        {
            membership.ProbeTimeout = membership.MinProbeTimeout = membership.MaxProbeTimeout = silo.ProbeTimeout;
            membership.NumMissedProbesLimit = 3;
            membership.NumVotesForDeathDeclaration = 2;
            membership.EnableIndirectProbes = false;
            membership.ExtendProbeTimeoutDuringDegradation = false;
            membership.TableRefreshTimeout = TimeSpan.FromSeconds(5);
            membership.IAmAliveTablePublishTimeout = TimeSpan.FromSeconds(5);
            membership.DefunctSiloCleanupPeriod = TimeSpan.FromMinutes(10);
            membership.DefunctSiloExpiration = TimeSpan.FromHours(1);
        });
        host.Configure<ConnectionOptions>(connections =>
        {
            connections.OpenConnectionTimeout = TimeSpan.FromSeconds(2);
            connections.ConnectionRetryDelay = TimeSpan.FromMilliseconds(250);
        });
        host.Configure<SiloMessagingOptions>(messaging => messaging.ResponseTimeout = TimeSpan.FromSeconds(10));
    }
}
