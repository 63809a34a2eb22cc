using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Workflows.Hosting.Tests.Harness;

/// <summary>Where the engine of a test lives.</summary>
public abstract class EngineHost
{
    /// <summary>Starts an engine; the services of a process that publishers and users talk to.</summary>
    /// <param name="compose">Adds what the engine works with: store, clock, actions, log.</param>
    /// <param name="configure">Sets its options.</param>
    public abstract Task<IServiceProvider> StartAsync(Action<IServiceCollection> compose, Action<WorkflowsOptions> configure);

    /// <summary>The services of every process of the started engine.</summary>
    public abstract IReadOnlyList<IServiceProvider> Processes { get; }

    /// <summary>Ends the engine.</summary>
    public abstract Task StopAsync();
}

/// <summary>The embedded host.</summary>
internal sealed class EmbeddedEngineHost : EngineHost
{
    private ServiceProvider? provider;

    public override IReadOnlyList<IServiceProvider> Processes => provider is null ? [] : [provider];

    public override async Task<IServiceProvider> StartAsync(Action<IServiceCollection> compose, Action<WorkflowsOptions> configure)
    {
        var services = new ServiceCollection();
        compose(services);
        services.AddWorkflows(configure);
        provider = services.BuildServiceProvider();
        foreach (var hosted in provider.GetServices<IHostedService>()) await hosted.StartAsync(default);
        return provider;
    }

    public override async Task StopAsync()
    {
        if (provider is null) return;
        foreach (var hosted in provider.GetServices<IHostedService>()) await hosted.StopAsync(default);
        await provider.DisposeAsync();
    }
}
