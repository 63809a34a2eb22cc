using System.Collections.Concurrent;
using Workflows.Abstractions.Deliveries;
using Workflows.Abstractions.Events;
using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Json;
using Workflows.Abstractions.Storage;
using Workflows.Engine.Triggers;
using Workflows.Hosting.Definitions;
using Workflows.Hosting.Gates;
using Workflows.Hosting.Ingest;
using Workflows.Hosting.Triggers;

namespace Workflows.Hosting.Queries;

/// <summary>Shows deliveries with the names that users know.</summary>
public sealed class DeliveryViews(IStore store, PlanCache plans)
{
    private readonly ConcurrentDictionary<WorkflowId, string> keys = new();

    /// <summary>Deliveries as users see them.</summary>
    /// <param name="tenant">The owner.</param>
    /// <param name="entries">What one event did.</param>
    /// <param name="submittedRef">The schema that the event's publisher named; null when it named none.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async ValueTask<IReadOnlyList<DeliveryView>> ToViewsAsync(
        TenantId tenant, IReadOnlyList<DeliveryEntry> entries, string? submittedRef, CancellationToken cancellationToken)
    {
        var views = new DeliveryView[entries.Count];
        for (var i = 0; i < views.Length; i++)
        {
            var entry = entries[i];
            var workflow = entry.Workflow;
            if (entry.Outcome == DeliveryOutcome.Resumed && await store.Runs.GetAsync(tenant, entry.Run!.Value, cancellationToken) is { } run)
                workflow = run.Workflow;
            views[i] = new DeliveryView(
                await GetKeyAsync(tenant, workflow, cancellationToken), entry.Version, entry.Outcome, entry.Run, entry.Reason, entry.Message,
                await FindProvenanceAsync(tenant, entry, submittedRef, cancellationToken));
        }

        return views;
    }

    /// <summary>The version that decided never changes, so it tells today what it did then: the delivery itself need not store it.</summary>
    private async ValueTask<PayloadProvenance?> FindProvenanceAsync(
        TenantId tenant, DeliveryEntry entry, string? submittedRef, CancellationToken cancellationToken)
    {
        if (entry.Version == 0) return null;
        try
        {
            var plan = await plans.GetAsync(tenant, entry.Workflow, entry.Version, cancellationToken);
            if (plan.Definition.Trigger is not { } trigger) return null;
            return new PayloadProvenance(
                TriggerMatcher.SourceRefOf(trigger, plan.Contract, submittedRef), trigger.PayloadMapping is not null);
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>The deliveries of a stored event; null while the trigger has not come to it.</summary>
    public async Task<IReadOnlyList<DeliveryView>?> FindAsync(TenantId tenant, EventKey key, CancellationToken cancellationToken) =>
        await store.Events.GetAsync(tenant, key, cancellationToken) is { } stored ? await FindAsync(stored, cancellationToken) : null;

    /// <summary>The deliveries of a stored event; null while the trigger has not come to it.</summary>
    public async Task<IReadOnlyList<DeliveryView>?> FindAsync(StoredEvent stored, CancellationToken cancellationToken)
    {
        if (await ListAsync(stored, cancellationToken) is not { } entries) return null;
        var extra = stored.Extra.IsEmpty ? JsonValue.Missing : JsonValue.Parse(stored.Extra);
        return await ToViewsAsync(stored.Stream.Tenant, entries, EventSchema.AskedFor(extra), cancellationToken);
    }

    /// <summary>What a stored event did, as it stands now; null while the trigger has not come to it.</summary>
    public async Task<IReadOnlyList<DeliveryEntry>?> ListAsync(TenantId tenant, EventKey key, CancellationToken cancellationToken) =>
        await store.Events.GetAsync(tenant, key, cancellationToken) is { } stored ? await ListAsync(stored, cancellationToken) : null;

    private async Task<IReadOnlyList<DeliveryEntry>?> ListAsync(StoredEvent stored, CancellationToken cancellationToken)
    {
        // The cursor first: an event that it has passed has its page, if there is one, and one that is processed between the reads counts as not yet.
        var position = await store.Events.GetPositionAsync(stored.Stream, cancellationToken);
        if (position.Cursor < stored.Sequence) return null;
        var page = await store.Events.GetDeliveriesAsync(stored.Stream, stored.Sequence, cancellationToken);
        return page is null ? [] : await AsTheyStandAsync(stored, DeliveryPageCodec.Decode(page, stored.Sequence), cancellationToken);
    }

    /// <summary>The page tells what the trigger decided; what became of a held or dead delivery since then is in its row.</summary>
    private async Task<IReadOnlyList<DeliveryEntry>> AsTheyStandAsync(
        StoredEvent stored, IReadOnlyList<DeliveryEntry> entries, CancellationToken cancellationToken)
    {
        if (entries.All(entry => entry.Outcome is not (DeliveryOutcome.Held or DeliveryOutcome.Failed))) return entries;
        var rows = await store.Deliveries.FindAsync(stored.Stream.Tenant, stored.Key.Value, cancellationToken);
        return
        [
            .. entries.Select(entry => entry.Outcome is DeliveryOutcome.Held or DeliveryOutcome.Failed
                && rows.FirstOrDefault(row => row.Workflow == entry.Workflow) is { } row
                    ? entry with { Outcome = HeldLedger.OutcomeOf(row.Status), Run = row.Run, Reason = ReasonOf(row), Message = row.Message }
                    : entry),
        ];
    }

    private static string? ReasonOf(HeldDelivery row) => row.Status == HeldStatus.Started ? null : row.Reason;

    /// <summary>The key of a workflow, also of a deleted one.</summary>
    public async ValueTask<string> GetKeyAsync(TenantId tenant, WorkflowId workflow, CancellationToken cancellationToken)
    {
        if (keys.TryGetValue(workflow, out var known)) return known;
        if (await store.Workflows.GetAsync(tenant, workflow, cancellationToken) is not { } record) return string.Empty;
        return keys.GetOrAdd(workflow, record.Key);
    }
}
