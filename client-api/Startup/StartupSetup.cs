using Workflows.Abstractions.Ids;
using Workflows.ClientApi.Audit;
using Workflows.ClientApi.Configuration;

namespace Workflows.ClientApi.Startup;

/// <summary>Registers what a start needs.</summary>
internal static class StartupSetup
{
    /// <summary>Registers the start and the services that the gateway needs beside the engine's.</summary>
    public static IServiceCollection AddServerStart(this IServiceCollection services, ServerOptions options)
    {
        services.AddSingleton(options);
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(provider => new IdSource(provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<AuditTrail>();
        services.AddSingleton<EventTypes.EntryAnswer>();
        services.AddSingleton<StoreStart>();
        services.AddSingleton<StartupKeys>();
        services.AddSingleton<Samples>();
        services.AddSingleton<Greeting>();
        services.AddSingleton<ConnectionDrain>();
        return services.AddHostedService<ServerStart>();
    }
}
