using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Orleans.Configuration;
using Orleans.GrainDirectory;
using Workflows.Abstractions.Storage;
using Workflows.Testing;

namespace Workflows.Cluster.Tests.Engine;

/// <summary>A silo that can be cut off from the table of members, goes on when it is told to end itself, and counts what the store refuses it.</summary>
internal sealed class CutSilo
{
    private readonly TaskCompletionSource<string> ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private IServiceProvider services = null!;

    private CutSilo()
    {
    }

    /// <summary>Its way to the table.</summary>
    public CutTable Table => (CutTable)services.GetRequiredService<IMembershipTable>();

    /// <summary>Its way to the database.</summary>
    public RefusalStore Store => (RefusalStore)services.GetRequiredService<IStore>();

    /// <summary>Why it would have ended itself, when it would have.</summary>
    public Task<string> Ended => ended.Task;

    /// <summary>Makes a silo one that can be cut off.</summary>
    /// <param name="services">What the silo is made of.</param>
    /// <param name="refresh">How often silos read the table.</param>
    public static void Prepare(IServiceCollection services, TimeSpan refresh)
    {
        var silo = new CutSilo();
        services.AddSingleton(silo);
        services.Replace(ServiceDescriptor.Singleton<IFatalErrorHandler>(provider =>
        {
            silo.services = provider;
            return new Recorder(silo.ended);
        }));
        services.Configure<ClusterMembershipOptions>(membership => membership.TableRefreshTimeout = refresh);
        // The one of the test cluster knows of all silos, whatever they know of each other.
        foreach (var directory in services.Where(IsDirectory).ToArray()) services.Remove(directory);
        Decorate<IMembershipTable>(services, table => new CutTable(table));
        Decorate<IStore>(services, store => new RefusalStore(store));
    }

    /// <summary>Whether a service is a directory that was registered under a name, or the name.</summary>
    private static bool IsDirectory(ServiceDescriptor service) =>
        service.ServiceType == typeof(IGrainDirectory) || service.ServiceType.GenericTypeArguments.Contains(typeof(IGrainDirectory));

    private static void Decorate<T>(IServiceCollection services, Func<T, T> decorate)
        where T : class
    {
        var descriptor = services.Last(service => service.ServiceType == typeof(T) && !service.IsKeyedService);
        services.Replace(ServiceDescriptor.Singleton(
            provider => decorate((T)(descriptor.ImplementationInstance ?? descriptor.ImplementationFactory!(provider)))));
    }

    private sealed class Recorder(TaskCompletionSource<string> ended) : IFatalErrorHandler
    {
        public bool IsUnexpected(Exception exception) => true;

        public void OnFatalException(object? sender, string? context, Exception? exception) => ended.TrySetResult($"{context} {exception}");
    }
}
