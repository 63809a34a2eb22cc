using Workflows.ClientApi.Audit;
using Workflows.ClientApi.Auth;
using Workflows.ClientApi.Calendars;
using Workflows.ClientApi.Cluster;
using Workflows.ClientApi.Configuration;
using Workflows.ClientApi.Definitions;
using Workflows.ClientApi.Deliveries;
using Workflows.ClientApi.Designing;
using Workflows.ClientApi.Events;
using Workflows.ClientApi.EventTypes;
using Workflows.ClientApi.Exports;
using Workflows.ClientApi.Health;
using Workflows.ClientApi.Impact;
using Workflows.ClientApi.Jobs;
using Workflows.ClientApi.Json;
using Workflows.ClientApi.Keys;
using Workflows.ClientApi.Live;
using Workflows.ClientApi.OpenApi;
using Workflows.ClientApi.Problems;
using Workflows.ClientApi.Requests;
using Workflows.ClientApi.Runs;
using Workflows.ClientApi.Schemas;
using Workflows.ClientApi.Session;
using Workflows.ClientApi.Schedules;
using Workflows.ClientApi.Secrets;
using Workflows.ClientApi.Startup;
using Workflows.ClientApi.Tasks;
using Workflows.ClientApi.WebConsole;
using Workflows.ClientApi.Tenancy;
using Workflows.ClientApi.Workers;

namespace Workflows.ClientApi;

/// <summary>The server: the engine in its host, and the HTTP gateway.</summary>
internal static class Server
{
    /// <summary>Puts the server together.</summary>
    /// <exception cref="StartupException">The options are wrong.</exception>
    public static WebApplication Build(string[] args) => Build(args, new EmbeddedServerHost());

    /// <summary>Puts the server together around a host.</summary>
    /// <exception cref="StartupException">The options are wrong.</exception>
    public static WebApplication Build(string[] args, IServerHost host)
    {
        var builder = WebApplication.CreateBuilder(args);
        var options = ServerOptionsReader.Read(builder.Configuration, args);
        builder.AddGatewayLogging();
        builder.WebHost.UseUrls([.. options.Urls]);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = RequestBody.MaxBytes;
            kestrel.ConfigureEndpointDefaults(endpoint =>
            {
                var drain = endpoint.ApplicationServices.GetRequiredService<ConnectionDrain>();
                endpoint.Use(next => connection => drain.ServeAsync(connection, next));
            });
        });
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = options.DrainDelay + options.ShutdownTimeout);
        builder.Services.AddServerStart(options);
        builder.Services.AddStore(options);
        builder.Services.AddMasterKeys(options);
        host.AddEngine(builder, options, engine => builder.Configuration.GetSection("Workflows:engine").Bind(engine));
        builder.Services.AddGatewayJson();
        builder.Services.AddSingleton<LiveStream>();
        builder.Services.AddGatewayAuth(options);
        builder.Services.AddGatewayOpenApi();
        builder.Services.AddConsole();

        var app = builder.Build();
        app.UseProblems();
        app.MapHealth();
        if (!host.ServesApi) return app;
        app.UseConsole();
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapGatewayOpenApi();
        app.MapApi();
        return app;
    }

    private static void MapApi(this WebApplication app)
    {
        var api = app.MapGroup("/v1").RefuseUnknownParameters().TellChanges()
            .MayRefuse(
                StatusCodes.Status400BadRequest, StatusCodes.Status401Unauthorized, StatusCodes.Status403Forbidden,
                StatusCodes.Status404NotFound, StatusCodes.Status503ServiceUnavailable);
        api.MapEvents();
        api.MapEventTypes();
        api.MapEventSimulation();
        api.MapEventMetrics();
        api.MapEventAttachments();
        api.MapSchemas();
        api.MapWorkflows();
        api.MapContracts();
        api.MapDesigning();
        api.MapImpact();
        api.MapRuns();
        api.MapDeliveries();
        api.MapActions();
        api.MapWorkers();
        api.MapWorkerQueues();
        api.MapSchedules();
        api.MapCalendars();
        api.MapSecrets();
        api.MapRunCommands();
        api.MapRunViews();
        api.MapTenantSettings();
        api.MapRetention();
        api.MapJobs();
        api.MapExports();
        api.MapLive();
        api.MapIngestSettings();
        api.MapTasks();
        api.MapKeys();
        api.MapAudit();
        api.MapSession();
        api.MapCluster();
    }
}
