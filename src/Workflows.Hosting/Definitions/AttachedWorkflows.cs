using Workflows.Abstractions.Definitions;
using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Json;
using Workflows.Abstractions.Storage;
using Workflows.Catalog.Entries;

namespace Workflows.Hosting.Definitions;

/// <summary>Finds the workflows of an event type.</summary>
public sealed class AttachedWorkflows(IStore store)
{
    private const int Chunk = 200;

    /// <summary>The tenant's workflows whose published version or draft has the event type as its trigger, by key.</summary>
    /// <param name="tenant">The owner.</param>
    /// <param name="entry">The event type.</param>
    /// <param name="after">Only workflows after this key; null for the first.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="StoreException">The store cannot be read.</exception>
    public async Task<IReadOnlyList<AttachedWorkflow>> ListAsync(
        TenantId tenant, CatalogEntry entry, string? after, int limit, CancellationToken cancellationToken)
    {
        var published = (await store.Workflows.ListTriggeredAsync(tenant, entry.TypeId, cancellationToken))
            .ToDictionary(version => version.Workflow, version => version.Version);
        var found = new List<AttachedWorkflow>();
        while (true)
        {
            var chunk = await store.Workflows.ListAsync(tenant, after, Chunk, cancellationToken);
            foreach (var workflow in chunk)
            {
                var version = published.TryGetValue(workflow.Id, out var number) ? number : (int?)null;
                var inDraft = EventOf(workflow.Draft) == entry.EventType;
                if (version is not null || inDraft) found.Add(new AttachedWorkflow(workflow, version, inDraft));
                if (found.Count == limit) return found;
            }

            if (chunk.Count < Chunk) return found;
            after = chunk[^1].Key;
        }
    }

    /// <summary>The event type that a definition listens to; null when to none.</summary>
    internal static string? EventOf(ReadOnlyMemory<byte> definition) =>
        JsonValue.Parse(definition)["trigger"]["eventName"] is { Kind: JsonKind.String } name ? name.GetString() : null;
}

/// <summary>A workflow of an event type.</summary>
/// <param name="Workflow">The workflow.</param>
/// <param name="Version">The published version that listens; null when none does.</param>
/// <param name="InDraft">Whether the draft listens.</param>
public sealed record AttachedWorkflow(WorkflowRecord Workflow, int? Version, bool InDraft);
