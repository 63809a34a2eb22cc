using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Workflows.Abstractions.Catalog;
using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Json;
using Workflows.Abstractions.Storage;
using Workflows.Hosting;
using Workflows.Hosting.Definitions;
using Workflows.Hosting.Ingest;
using Workflows.Hosting.Tenancy;

namespace Workflows.Load.Runtime;

/// <summary>The engine in the benchmark's own process, so that its memory and the calls of its store can be counted.</summary>
internal sealed class BenchEngine : IAsyncDisposable
{
    private const string SchemaRef = "payload.Bench.v1";
    private readonly ServiceProvider provider;

    private BenchEngine(ServiceProvider provider, IStore store, StoreCalls calls, Caller caller) =>
        (this.provider, Store, Calls, Caller) = (provider, store, calls, caller);

    public IStore Store { get; }

    /// <summary>Counts what the engine asks of the store.</summary>
    public StoreCalls Calls { get; }

    public Caller Caller { get; }

    public IWorkflowService Workflows => provider.GetRequiredService<IWorkflowService>();

    private IIngest Ingest => provider.GetRequiredService<IIngest>();

    /// <summary>Starts an engine over a store that was migrated.</summary>
    /// <param name="bare">The store; it stays the caller's.</param>
    /// <param name="types">The event types that there are.</param>
    public static async Task<BenchEngine> StartAsync(IStore bare, params string[] types)
    {
        var calls = new StoreCalls();
        var store = StoreCalls.Around(bare, calls);
        var tenant = await bare.Tenants.GetOrAddAsync("bench", TimeProvider.System.GetUtcNow(), default);
        await bare.Catalog.UpsertSchemasAsync([AnySchema()], default);
        foreach (var type in types) await bare.Catalog.UpsertAsync([await EntryAsync(bare, type)], default);
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Warning).AddConsole());
        services.AddSingleton(store);
        services.AddWorkflows(options =>
        {
            options.Http.AllowPrivateAddresses = true;
            options.Http.AllowedHosts.Add("127.0.0.1");
            options.WaitLimit = TimeSpan.FromMinutes(10);
        });
        var provider = services.BuildServiceProvider();
        foreach (var hosted in provider.GetServices<IHostedService>()) await hosted.StartAsync(default);
        return new BenchEngine(provider, bare, calls, new Caller(tenant.Id, "bench"));
    }

    /// <summary>Makes and publishes a workflow.</summary>
    public async Task<WorkflowId> PublishAsync(string key, string definition)
    {
        var created = await Workflows.CreateAsync(Caller, key, JsonValue.Parse(definition), default);
        var published = await Workflows.PublishAsync(Caller, key, null, default);
        if (!created.IsOk || !published.IsOk || published.Value.Version is null)
            throw new InvalidOperationException($"The workflow {key} was not published: {(published.IsOk ? string.Join("; ", published.Value.Findings.Select(finding => finding.Message)) : published.Problem.Message)}");
        return (await Store.Workflows.GetAsync(Caller.Tenant, key, default))!.Id;
    }

    /// <summary>Publishes events, several requests at a time, and returns when all are processed.</summary>
    public async Task SendAsync(string type, int first, int count, Func<int, string> payload)
    {
        var next = first - 100;
        await Task.WhenAll(Enumerable.Range(0, 8).Select(async _ =>
        {
            for (var from = Interlocked.Add(ref next, 100); from < first + count; from = Interlocked.Add(ref next, 100))
            {
                var events = Enumerable.Range(from, Math.Min(100, first + count - from)).Select(number => new EventSubmission
                {
                    Type = type, Source = "bench", CorrelationId = $"b{number}", Payload = JsonValue.Parse(payload(number)),
                }).ToList();
                foreach (var result in await Ingest.SubmitAsync(Caller.Tenant, events, waitProcessed: true, default))
                    if (result.Problem is { } problem) throw new InvalidOperationException(problem.Message);
            }
        }));
    }

    /// <summary>Returns when no run of the tenant is under way or waits.</summary>
    public async Task UntilEndedAsync()
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        var open = new RunQuery { Tenant = Caller.Tenant, Statuses = [Abstractions.Runs.RunStatus.Running, Abstractions.Runs.RunStatus.Waiting], Limit = 1 };
        while ((await Store.Runs.ListAsync(open, default)).Count > 0) await timer.WaitForNextTickAsync();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var hosted in provider.GetServices<IHostedService>()) await hosted.StopAsync(default);
        await provider.DisposeAsync();
    }

    private static SchemaRecord AnySchema() => new()
    {
        Tenant = TenantId.System,
        Ref = SchemaRef,
        Status = "active",
        Schema = Encoding.UTF8.GetBytes("{}"),
        ContentHash = JsonCanonical.Sha256(JsonValue.EmptyObject),
        CreatedBy = "bench",
        CreatedAt = TimeProvider.System.GetUtcNow(),
        UpdatedAt = TimeProvider.System.GetUtcNow(),
    };

    private static async Task<CatalogEntryRecord> EntryAsync(IStore store, string type) => new()
    {
        Tenant = TenantId.System,
        TypeId = await store.Catalog.GetOrAddTypeAsync(type, default),
        EventType = type,
        Name = type,
        Category = "Bench",
        Status = "active",
        PayloadSchemaRef = SchemaRef,
        CreatedAt = TimeProvider.System.GetUtcNow(),
        UpdatedAt = TimeProvider.System.GetUtcNow(),
    };
}
