using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Workflows.Abstractions.Catalog;
using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Json;
using Workflows.Abstractions.Storage;
using Workflows.Catalog.Entries;
using Workflows.Catalog.Schemas;
using Workflows.Engine.Definitions;
using Workflows.Hosting.Actions;
using Workflows.Hosting.Bundles;
using Workflows.Hosting.Calendars;
using Workflows.Hosting.Changes;
using Workflows.Hosting.Definitions;
using Workflows.Hosting.Entities;
using Workflows.Hosting.Gates;
using Workflows.Hosting.Impact;
using Workflows.Hosting.Ingest;
using Workflows.Hosting.Metrics;
using Workflows.Hosting.Jobs;
using Workflows.Hosting.Queries;
using Workflows.Hosting.Schedules;
using Workflows.Hosting.Runs;
using Workflows.Hosting.Secrets;
using Workflows.Hosting.Tasks;
using Workflows.Hosting.Tenancy;
using Workflows.Hosting.Workers;

namespace Workflows.Hosting.Tests.Harness;

/// <summary>The engine over a store, as an application composes it, with a tenant and a few event types.</summary>
internal sealed class EngineHarness : IAsyncDisposable
{
    public static readonly IReadOnlyList<string> EventTypes = ["ORDER_PLACED", "ORDER_PAID", "ORDER_SHIPPED"];

    /// <summary>The ref of the schema of all events: anything goes.</summary>
    public const string AnySchema = "payload.Anything.v1";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly Func<Task<IStore>> open;
    private readonly TimeProvider clock;
    private readonly EngineHost host;
    private readonly MasterKeys keys = new(MasterKeyRing.Create);
    private IServiceProvider? provider;
    private ObservedStore? store;

    private EngineHarness(Func<Task<IStore>> open, TimeProvider clock, EngineHost host) =>
        (this.open, this.clock, this.host) = (open, clock, host);

    public EffectAction Effects { get; } = new();

    public Caller Caller { get; private set; } = null!;

    public IStore Store => store!;

    public IIngest Ingest => provider!.GetRequiredService<IIngest>();

    public IWorkflowService Workflows => provider!.GetRequiredService<IWorkflowService>();

    public IBundleService Bundles => provider!.GetRequiredService<IBundleService>();

    public IDeliveryService Deliveries => provider!.GetRequiredService<IDeliveryService>();

    public ImpactService Impact => provider!.GetRequiredService<ImpactService>();

    public IScheduleService Schedules => provider!.GetRequiredService<IScheduleService>();

    public ICalendarService Calendars => provider!.GetRequiredService<ICalendarService>();

    public BulkJobs Jobs => provider!.GetRequiredService<BulkJobs>();

    public IRunCommands Commands => provider!.GetRequiredService<IRunCommands>();

    public ITaskService Tasks => provider!.GetRequiredService<ITaskService>();

    public ISecretService Secrets => provider!.GetRequiredService<ISecretService>();

    public WorkerService Workers => provider!.GetRequiredService<WorkerService>();

    /// <summary>Completes when the next task for workers has been made.</summary>
    public Task NextTask => provider!.GetRequiredService<TaskSignals>().Next(Caller.Tenant);

    public WorkflowsOptions Options => provider!.GetRequiredService<IOptions<WorkflowsOptions>>().Value;

    public IQueries Queries => provider!.GetRequiredService<IQueries>();

    public RunExplainer Explainer => provider!.GetRequiredService<RunExplainer>();

    public EngineContext Context => provider!.GetRequiredService<EngineContext>();

    public EventMetrics Metrics => provider!.GetRequiredService<EventMetrics>();

    /// <summary>Opens the store, seeds it, and starts the engine.</summary>
    /// <param name="open">Opens the store; called again by <see cref="RestartAsync"/>.</param>
    /// <param name="clock">The engine's clock.</param>
    /// <param name="host">Where the engine lives; embedded by default.</param>
    public static async Task<EngineHarness> StartAsync(Func<Task<IStore>> open, TimeProvider clock, EngineHost? host = null)
    {
        var harness = new EngineHarness(open, clock, host ?? new EmbeddedEngineHost());
        await harness.ComposeAsync();
        return harness;
    }

    /// <summary>Ends the engine and starts another one on the same store.</summary>
    /// <param name="between">What is done to the store in between: the last thing that a process did before it crashed.</param>
    public async Task RestartAsync(Func<IStore, Task>? between = null)
    {
        await EndAsync();
        if (between is not null)
        {
            await using var bare = await open();
            await between(bare);
        }

        await ComposeAsync();
    }

    /// <summary>Ends the engine, lets something happen, and starts another one on the same store.</summary>
    public async Task PauseProcessAsync(Action meanwhile)
    {
        await EndAsync();
        meanwhile();
        await ComposeAsync();
    }

    /// <summary>Creates and publishes a workflow.</summary>
    public async Task PublishAsync(string key, string definition)
    {
        (await Workflows.CreateAsync(Caller, key, JsonValue.Parse(definition), default)).Problem.ShouldBeNull();
        var published = await Workflows.PublishAsync(Caller, key, null, default);
        published.Value.Findings.Where(finding => finding.Severity == FindingSeverity.Error).ShouldBeEmpty();
        published.Value.Version.ShouldBe(1);
    }

    /// <summary>Defines an event type with a schema, or gives it another one.</summary>
    public async Task DefineAsync(string type, string schemaRef, string schema)
    {
        await Store.Catalog.UpsertSchemasAsync([SchemaOf(schemaRef, schema)], default);
        await AddTypeAsync(type, schemaRef);
        provider!.GetRequiredService<CatalogDirectory>().Invalidate(TenantId.System);
        provider!.GetRequiredService<SchemaDirectory>().Invalidate(TenantId.System);
    }

    /// <summary>Whether every process of the host takes the workflows that listen to a type for paused.</summary>
    public async Task<bool> IsPausedAsync(string type)
    {
        var id = await Store.Catalog.GetOrAddTypeAsync(type, default);
        foreach (var process in host.Processes)
        {
            var listening = await process.GetRequiredService<PlanCache>().GetTriggeredAsync(Caller.Tenant, id, default);
            if (listening.Any(workflow => !workflow.Policy.Paused)) return false;
        }

        return true;
    }

    /// <summary>Publishes one event and tells what it did.</summary>
    public async Task<IngestResult> ProcessAsync(string type, string? correlationId, string payload = "{}", string? id = null)
    {
        // As the gateway does before it answers a change: every process of the host knows of it.
        await provider!.GetRequiredService<ChangeSignals>().SettleAsync();
        return (await Ingest.SubmitAsync(Caller.Tenant, [Event(type, correlationId, payload, id)], waitProcessed: true, default))[0];
    }

    public static EventSubmission Event(string type, string? correlationId, string payload = "{}", string? id = null) => new()
    {
        Id = id, Type = type, Source = "tests", CorrelationId = correlationId, Payload = JsonValue.Parse(payload),
    };

    /// <summary>The run, when it has come to a state.</summary>
    public async Task<RunDetail> RunAsync(RunId run, Abstractions.Runs.RunStatus status)
    {
        await UntilAsync(
            async () => await Store.Runs.GetAsync(Caller.Tenant, run, default) is { } record && record.Status == status,
            $"run {run} becomes {status}");
        return (await Queries.GetRunAsync(Caller.Tenant, run, default)).Value;
    }

    /// <summary>Returns when a condition on the store holds; it is looked at after every batch that is written.</summary>
    public async Task UntilAsync(Func<Task<bool>> condition, string what)
    {
        using var limit = new CancellationTokenSource(Patience);
        while (true)
        {
            var next = store!.NextBatch;
            if (await condition()) return;
            try
            {
                // A condition that writes has completed the next batch itself.
                limit.Token.ThrowIfCancellationRequested();
                await next.WaitAsync(limit.Token);
            }
            catch (OperationCanceledException)
            {
                throw new TimeoutException($"It never came that {what}.");
            }
        }
    }

    public async ValueTask DisposeAsync() => await EndAsync();

    private async Task ComposeAsync()
    {
        store = new ObservedStore(await open());
        await store.MigrateAsync(default);
        var tenant = await store.Tenants.GetOrAddAsync("tests", clock.GetUtcNow(), default);
        Caller = new Caller(tenant.Id, "tester");
        await Store.Catalog.UpsertSchemasAsync([SchemaOf(AnySchema, "{}")], default);
        foreach (var type in EventTypes) await AddTypeAsync(type);

        provider = await host.StartAsync(AddServices, Configure);
    }

    private void AddServices(IServiceCollection services)
    {
        services.AddLogging(logging => logging.AddProvider(new TestLog()));
        services.AddSingleton(clock);
        services.AddSingleton(keys);
        services.AddSingleton<IStore>(_ => store!);
        services.AddSingleton<IAction>(Effects);
    }

    private static void Configure(WorkflowsOptions options)
    {
        options.ActionTimeout = TimeSpan.FromHours(12);
        options.Http.AllowPrivateAddresses = true;
        options.Http.AllowedHosts.Add("127.0.0.1");
        options.WaitLimit = TimeSpan.FromMinutes(10);
        // The end of an engine is a crash for its calls, and its clock may stand still.
        options.ActionDrain = TimeSpan.Zero;
    }

    private SchemaRecord SchemaOf(string schemaRef, string document) => new()
    {
        Tenant = TenantId.System,
        Ref = schemaRef,
        Status = "active",
        Schema = System.Text.Encoding.UTF8.GetBytes(document),
        ContentHash = JsonCanonical.Sha256(JsonValue.Parse(document)),
        CreatedBy = "tests",
        CreatedAt = clock.GetUtcNow(),
        UpdatedAt = clock.GetUtcNow(),
    };

    private async Task AddTypeAsync(string type, string schemaRef = AnySchema) => await Store.Catalog.UpsertAsync(
        [
            new CatalogEntryRecord
            {
                Tenant = TenantId.System,
                TypeId = await Store.Catalog.GetOrAddTypeAsync(type, default),
                EventType = type,
                Name = type,
                Category = "Tests",
                Status = "active",
                PayloadSchemaRef = schemaRef,
                CreatedAt = clock.GetUtcNow(),
                UpdatedAt = clock.GetUtcNow(),
            },
        ],
        default);

    /// <summary>Stops the entities, and leaves the services: what is answered from now on is stored, and no run hears of it.</summary>
    public async Task StopEntitiesAsync()
    {
        foreach (var hosted in provider!.GetServices<IHostedService>()) await hosted.StopAsync(default);
    }

    private async Task EndAsync()
    {
        if (provider is not null) await host.StopAsync();
        provider = null;
    }
}
