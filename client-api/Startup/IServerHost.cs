using Workflows.ClientApi.Configuration;
using Workflows.Hosting;

namespace Workflows.ClientApi.Startup;

/// <summary>Where the server's engine lives.</summary>
internal interface IServerHost
{
    /// <summary>Whether the process serves the API; one that does not answers health only.</summary>
    bool ServesApi { get; }

    /// <summary>Adds the engine with its host.</summary>
    /// <exception cref="StartupException">The host cannot work with these options.</exception>
    void AddEngine(WebApplicationBuilder builder, ServerOptions options, Action<WorkflowsOptions> configure);
}

/// <summary>The embedded host.</summary>
internal sealed class EmbeddedServerHost : IServerHost
{
    public bool ServesApi => true;

    public void AddEngine(WebApplicationBuilder builder, ServerOptions options, Action<WorkflowsOptions> configure) =>
        builder.Services.AddWorkflows(configure);
}
