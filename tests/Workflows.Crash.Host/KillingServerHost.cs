using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Workflows.Abstractions.Storage;
using Workflows.ClientApi.Configuration;
using Workflows.ClientApi.Startup;
using Workflows.Hosting;

namespace Workflows.Crash.Host;

/// <summary>The embedded host with the store of the plan in between.</summary>
internal sealed class KillingServerHost(KillPlan plan) : IServerHost
{
    public bool ServesApi => true;

    public void AddEngine(WebApplicationBuilder builder, ServerOptions options, Action<WorkflowsOptions> configure)
    {
        var store = builder.Services.Single(service => service.ServiceType == typeof(IStore));
        builder.Services.Remove(store);
        builder.Services.AddSingleton<IStore>(services => new KillingStore((IStore)store.ImplementationFactory!(services), plan));
        new EmbeddedServerHost().AddEngine(builder, options, configure);
    }
}
