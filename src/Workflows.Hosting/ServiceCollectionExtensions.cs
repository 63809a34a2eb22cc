using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Storage;
using Workflows.Hosting.Actions;
using Workflows.Hosting.Bundles;
using Workflows.Hosting.Calendars;
using Workflows.Hosting.Catalog;
using Workflows.Hosting.Changes;
using Workflows.Hosting.Definitions;
using Workflows.Hosting.Designing;
using Workflows.Hosting.Duties;
using Workflows.Hosting.Embedded;
using Workflows.Hosting.Entities;
using Workflows.Hosting.Gates;
using Workflows.Hosting.Impact;
using Workflows.Hosting.Ingest;
using Workflows.Hosting.Jobs;
using Workflows.Hosting.Live;
using Workflows.Hosting.Maintenance;
using Workflows.Hosting.Members;
using Workflows.Hosting.Metrics;
using Workflows.Hosting.Protection;
using Workflows.Hosting.Queries;
using Workflows.Hosting.Runs;
using Workflows.Hosting.Tasks;
using Workflows.Hosting.Simulation;
using Workflows.Hosting.Schedules;
using Workflows.Hosting.Schemas;
using Workflows.Hosting.Secrets;
using Workflows.Hosting.Tenancy;
using Workflows.Hosting.Watchdog;
using Workflows.Hosting.Workers;
using Workflows.Storage.Committing;

namespace Workflows.Hosting;

/// <summary>Composes the engine.</summary>
public static class ServiceCollectionExtensions
{
    /// <summary>
    /// Adds the engine with the embedded host over the <see cref="IStore"/> that the application registers. Registering twice changes
    /// nothing; <see cref="IAction"/> services that the application adds are callable from workflows.
    /// </summary>
    public static IServiceCollection AddWorkflows(this IServiceCollection services, Action<WorkflowsOptions>? configure = null)
    {
        services.AddWorkflowsEngine(configure);
        services.TryAddSingleton<EmbeddedHost>();
        services.TryAddSingleton<IEntityRouter>(provider => provider.GetRequiredService<EmbeddedHost>());
        services.TryAddSingleton<IMembers>(provider => provider.GetRequiredService<EmbeddedHost>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, EmbeddedHost>(
            provider => provider.GetRequiredService<EmbeddedHost>()));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, DutyRunner>());
        return services;
    }

    /// <summary>
    /// Adds the engine without a host: whoever calls this adds an <see cref="IEntityRouter"/>, and starts and stops the <see cref="IDuty"/>
    /// services in one process.
    /// </summary>
    public static IServiceCollection AddWorkflowsEngine(this IServiceCollection services, Action<WorkflowsOptions>? configure = null)
    {
        services.AddOptions<WorkflowsOptions>().Configure(options => configure?.Invoke(options)).ValidateDataAnnotations().ValidateOnStart();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(provider => new IdSource(provider.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton<ChangeFeed>();
        services.TryAddSingleton<ICommitter>(provider => new NotifyingCommitter(
            new Committer(provider.GetRequiredService<IStore>().Writer), provider.GetRequiredService<ChangeFeed>()));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IAction, LogWriteAction>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IAction, HttpRequestAction>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IAction, EmitEventAction>());
        services.TryAddSingleton<ChangeSignals>();
        services.TryAddSingleton<ActionRegistry>();
        services.TryAddSingleton(CatalogTopics.CreateCatalogs);
        services.TryAddSingleton(CatalogTopics.CreateSchemas);
        services.TryAddSingleton<EventTypeDirectory>();
        services.TryAddSingleton<SchemaRegistry>();
        services.TryAddSingleton<ISchemaRegistry>(provider => provider.GetRequiredService<SchemaRegistry>());
        services.TryAddSingleton<ICatalogService, CatalogService>();
        services.TryAddSingleton<PlanCache>();
        services.TryAddSingleton<CallGatherer>();
        services.TryAddSingleton<ContextGatherer>();
        services.TryAddSingleton<DefinitionChecker>();
        services.TryAddSingleton<TriggerHealth>();
        services.TryAddSingleton<ContractQueries>();
        services.TryAddSingleton<ExpressionDesk>();
        services.TryAddSingleton<EventReplay>();
        services.TryAddSingleton<ImpactService>();
        services.TryAddSingleton<EngineContext>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IDuty, MaintenanceService>());
        services.AddSecrets();
        services.TryAddSingleton<RemoteActions>();
        services.TryAddSingleton<TaskSignals>();
        services.TryAddSingleton<RemoteDispatcher>();
        services.TryAddSingleton<KeyedInvocations>();
        services.TryAddSingleton<WorkerService>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IDuty, TaskTimeouts>());
        services.TryAddSingleton<ScheduleStarter>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IDuty, ScheduleClock>());
        services.TryAddSingleton<IScheduleService, ScheduleService>();
        services.TryAddSingleton<ICalendarService, CalendarService>();
        services.TryAddSingleton<RunStarter>();
        services.TryAddSingleton<IRunCommands, RunCommands>();
        services.TryAddSingleton<BulkJobs>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IDuty, BulkRunner>());
        services.TryAddSingleton<DeliveryViews>();
        services.TryAddSingleton<TenantDirectory>();
        services.TryAddSingleton<PayloadCheck>();
        services.TryAddSingleton<RejectedLog>();
        services.TryAddSingleton<RedactionRules>();
        services.TryAddSingleton<RunExplainer>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IDuty, StuckWatchdog>());
        services.TryAddSingleton<IIngest, IngestService>();
        services.TryAddSingleton<IWorkflowService, WorkflowService>();
        services.TryAddSingleton<IBundleService, BundleService>();
        services.TryAddSingleton<IDeliveryService, DeliveryService>();
        services.TryAddSingleton<IQueries, QueryService>();
        services.TryAddSingleton<ITaskService, TaskService>();
        services.TryAddSingleton<EventMetrics>();
        services.TryAddSingleton<RecentEvents>();
        services.TryAddSingleton<AttachedWorkflows>();
        services.TryAddSingleton<WorkflowList>();
        services.TryAddSingleton<EventSamples>();
        services.TryAddSingleton<EventSimulator>();
        return services;
    }

    /// <summary>The master keys of the application, or ones that live as long as the process: good for tests only.</summary>
    private static void AddSecrets(this IServiceCollection services)
    {
        services.TryAddSingleton(_ => new MasterKeys(MasterKeyRing.Create));
        services.TryAddSingleton<SecretVault>();
        services.TryAddSingleton<SecretRewrap>();
        services.TryAddSingleton<ISecretService, SecretService>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<ISecretNames, SecretNames>());
        services.TryAddSingleton<ISecretResolver, SecretResolver>();
        services.TryAddSingleton<IValueProtector, ValueProtector>();
    }
}
