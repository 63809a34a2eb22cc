using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Json;
using Workflows.Abstractions.Storage;
using Workflows.Engine.Contracts;
using Workflows.Engine.Definitions;
using Workflows.Engine.Definitions.Checks;
using Workflows.Engine.Nodes;

namespace Workflows.Hosting.Definitions;

/// <summary>Gathers the workflows that a definition calls, and those that they call.</summary>
public sealed class CallGatherer(IStore store)
{
    // Of what is called by called workflows no more is followed: a longer circle is left to the limit of depth.
    private const int MaxWorkflows = 200;
    private const int MaxKeys = 1_000;

    /// <summary>What the calls of a definition lead to.</summary>
    /// <param name="tenant">The owner.</param>
    /// <param name="workflow">The key of the workflow; null for a definition that is not saved.</param>
    /// <param name="definition">The definition.</param>
    /// <param name="unsaved">Definitions that stand for the newest versions of workflows; by key.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<GatheredCalls> GatherAsync(
        TenantId tenant, string? workflow, WorkflowDefinition definition, IReadOnlyDictionary<string, UnsavedWorkflow> unsaved,
        CancellationToken cancellationToken)
    {
        var calls = StepTree.Flatten(definition.Steps).OfType<NodeStep>().Select(step => step.Config).OfType<CallWorkflowConfig>().ToList();
        if (calls.Count == 0) return GatheredCalls.None;
        var versions = calls.ToLookup(call => call.Workflow, call => call.Version, StringComparer.Ordinal);
        var known = new Dictionary<string, KnownWorkflow>(StringComparer.Ordinal);
        var seen = new HashSet<string>(versions.Select(group => group.Key), StringComparer.Ordinal);
        var open = new Queue<string>(seen);
        while (open.TryDequeue(out var key))
        {
            if (await FindAsync(tenant, key, [.. versions[key]], unsaved, cancellationToken) is not { } found) continue;
            known.Add(key, found);
            foreach (var call in found.Calls)
                if (seen.Count < MaxWorkflows && seen.Add(call.Workflow))
                    open.Enqueue(call.Workflow);
        }

        if (versions.All(group => known.ContainsKey(group.Key) || group.Key == workflow)) return new GatheredCalls(known, []);
        var heads = await store.Workflows.ListHeadsAsync(tenant, null, MaxKeys, cancellationToken);
        return new GatheredCalls(known, [.. heads.Select(head => head.Workflow.Key)]);
    }

    private async Task<KnownWorkflow?> FindAsync(
        TenantId tenant, string key, IReadOnlyList<int?> versions, IReadOnlyDictionary<string, UnsavedWorkflow> unsaved,
        CancellationToken cancellationToken)
    {
        var stored = await store.Workflows.GetAsync(tenant, key, cancellationToken);
        var published = stored?.PublishedVersion ?? 0;
        var contracts = new Dictionary<int, VersionContract>();
        IReadOnlyList<WorkflowCall> calls = [];
        if (unsaved.TryGetValue(key, out var coming))
        {
            published += coming.Versions;
            calls = CallsOf(coming.Newest);
            for (var version = (stored?.PublishedVersion ?? 0) + 1; version <= published; version++) contracts.Add(version, new VersionContract());
        }

        if (stored is null) return unsaved.ContainsKey(key) ? new KnownWorkflow(key, published, calls) { Contracts = contracts } : null;
        var newest = unsaved.ContainsKey(key) ? [] : new[] { published };
        foreach (var version in versions.Select(version => version ?? published).Concat(newest).Where(version => version > 0).Distinct())
        {
            if (contracts.ContainsKey(version)
                || await store.Workflows.GetVersionAsync(tenant, stored.Id, version, cancellationToken) is not { } record) continue;
            contracts.Add(version, VersionContract.Read(record.Contract));
            if (newest.Contains(version)) calls = CallsOf(JsonValue.Parse(record.Definition));
        }

        return new KnownWorkflow(key, published, calls) { Contracts = contracts };
    }

    private static IReadOnlyList<WorkflowCall> CallsOf(JsonValue definition) =>
        DefinitionReader.Read(definition).Definition is { } read ? WorkflowCalls.Of(read.Steps) : [];
}

/// <summary>The workflows that calls lead to.</summary>
/// <param name="Workflows">Those that there are, by key.</param>
/// <param name="Keys">The keys of the tenant's workflows, when one is missing.</param>
public sealed record GatheredCalls(IReadOnlyDictionary<string, KnownWorkflow> Workflows, IReadOnlyCollection<string> Keys)
{
    /// <summary>No calls.</summary>
    public static GatheredCalls None { get; } = new(new Dictionary<string, KnownWorkflow>(), []);
}

/// <summary>A workflow that is stored together with the definition that is checked.</summary>
/// <param name="Versions">The number of versions that it gets.</param>
/// <param name="Newest">The definition of the newest of them.</param>
public sealed record UnsavedWorkflow(int Versions, JsonValue Newest);
