using Workflows.Abstractions.Storage;
using Workflows.ClientApi.Configuration;
using Workflows.Hosting.Tenancy;

namespace Workflows.ClientApi.Startup;

/// <summary>
/// What a start does around the services: database, tenant, keys and catalog before them, samples and greeting after; and what a stop does before
/// them.
/// </summary>
internal sealed class ServerStart(
    StoreStart storeStart, IStore store, ServerOptions options, StartupKeys keys, ConnectionDrain drain, IServiceProvider services, TimeProvider clock)
    : IHostedLifecycleService
{
    private Caller? caller;

    /// <inheritdoc/>
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        await storeStart.RunAsync(cancellationToken);
        var tenant = await store.Tenants.GetOrAddAsync(options.Tenant, clock.GetUtcNow(), cancellationToken);
        caller = new Caller(tenant.Id, "server");
        await services.GetRequiredService<SecretsStart>().RunAsync(cancellationToken);
        await keys.EnsureAsync(tenant.Id, cancellationToken);
        await CatalogSeed.SeedAsync(store.Catalog, clock.GetUtcNow(), cancellationToken);
    }

    /// <inheritdoc/>
    public async Task StartedAsync(CancellationToken cancellationToken)
    {
        if (options.Samples) await services.GetRequiredService<Samples>().SeedAsync(caller!, cancellationToken);
        services.GetRequiredService<Greeting>().Print();
    }

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Gives whoever asks for readiness the time to send callers elsewhere, before the listener is closed; then requests have their share of the stop.</summary>
    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        await Task.Delay(options.DrainDelay, clock, cancellationToken);
        drain.Begin();
    }

    /// <inheritdoc/>
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
