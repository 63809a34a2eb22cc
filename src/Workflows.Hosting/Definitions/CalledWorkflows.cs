using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Storage;
using Workflows.Engine.Contracts;
using Workflows.Engine.Plans;
using Workflows.Engine.Runs;

namespace Workflows.Hosting.Definitions;

/// <summary>
/// The versions that runs call. A slice may not ask the store, so what its plan can call is read before it, and again when a workflow was
/// published or deleted meanwhile.
/// </summary>
public sealed class CalledWorkflows(IStore store)
{
    private readonly ConcurrentDictionary<(TenantId Tenant, string Key, int? Version), (int Generation, CalledWorkflow? Target)> known = new();
    private int generation;

    /// <summary>Reads what a plan can call, as far as it is not known.</summary>
    /// <exception cref="StoreException">The store cannot be read.</exception>
    public ValueTask PrepareAsync(TenantId tenant, Plan plan, CancellationToken cancellationToken) =>
        plan.Calls.Count == 0 ? ValueTask.CompletedTask : ReadAsync(tenant, plan, cancellationToken);

    /// <summary>What the tenant's runs can call, as it was read last.</summary>
    public ICallableWorkflows Of(TenantId tenant) => new Callable(this, tenant);

    /// <summary>Forgets which versions are the newest.</summary>
    internal void Invalidate() => Interlocked.Increment(ref generation);

    private async ValueTask ReadAsync(TenantId tenant, Plan plan, CancellationToken cancellationToken)
    {
        foreach (var call in plan.Calls)
        {
            var key = (tenant, call.Workflow, call.Version);
            var now = Volatile.Read(ref generation);
            if (known.TryGetValue(key, out var entry) && entry.Generation == now) continue;
            known[key] = (now, await FindAsync(tenant, call.Workflow, call.Version, cancellationToken));
        }
    }

    private async Task<CalledWorkflow?> FindAsync(TenantId tenant, string key, int? version, CancellationToken cancellationToken)
    {
        if (await store.Workflows.GetAsync(tenant, key, cancellationToken) is not { PublishedVersion: > 0 } workflow) return null;
        var wanted = version ?? workflow.PublishedVersion;
        return await store.Workflows.GetVersionAsync(tenant, workflow.Id, wanted, cancellationToken) is { } found
            ? new CalledWorkflow(workflow.Id, key, wanted, VersionContract.Read(found.Contract).Compile())
            {
                IsLimited = WorkflowSettings.Read(workflow.Settings).ConcurrencyLimit is not null,
            }
            : null;
    }

    private sealed class Callable(CalledWorkflows owner, TenantId tenant) : ICallableWorkflows
    {
        public bool TryFind(string key, int? version, [NotNullWhen(true)] out CalledWorkflow? target)
        {
            target = owner.known.TryGetValue((tenant, key, version), out var entry) ? entry.Target : null;
            return target is not null;
        }
    }
}
