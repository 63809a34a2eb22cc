using System.Collections.Concurrent;
using Workflows.Abstractions.Deliveries;
using Workflows.Abstractions.Events;
using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Storage;
using Workflows.Hosting.Gates;
using Workflows.Hosting.Triggers;

namespace Workflows.Hosting.Queries;

/// <summary>Shows deliveries with the names that users know.</summary>
public sealed class DeliveryViews(IStore store)
{
    private readonly ConcurrentDictionary<WorkflowId, string> keys = new();

    /// <summary>Deliveries as users see them.</summary>
    public async ValueTask<IReadOnlyList<DeliveryView>> ToViewsAsync(
        TenantId tenant, IReadOnlyList<DeliveryEntry> entries, CancellationToken cancellationToken)
    {
        var views = new DeliveryView[entries.Count];
        for (var i = 0; i < views.Length; i++)
        {
            var entry = entries[i];
            var workflow = entry.Workflow;
            if (entry.Outcome == DeliveryOutcome.Resumed && await store.Runs.GetAsync(tenant, entry.Run!.Value, cancellationToken) is { } run)
                workflow = run.Workflow;
            views[i] = new DeliveryView(
                await GetKeyAsync(tenant, workflow, cancellationToken), entry.Version, entry.Outcome, entry.Run, entry.Reason, entry.Message);
        }

        return views;
    }

    /// <summary>The deliveries of a stored event; null while the trigger has not come to it.</summary>
    public async Task<IReadOnlyList<DeliveryView>?> FindAsync(TenantId tenant, EventKey key, CancellationToken cancellationToken) =>
        await store.Events.GetAsync(tenant, key, cancellationToken) is { } stored ? await FindAsync(stored, cancellationToken) : null;

    /// <summary>The deliveries of a stored event; null while the trigger has not come to it.</summary>
    public async Task<IReadOnlyList<DeliveryView>?> FindAsync(StoredEvent stored, CancellationToken cancellationToken)
    {
        var page = await store.Events.GetDeliveriesAsync(stored.Stream, stored.Sequence, cancellationToken);
        if (page is not null)
        {
            var entries = await AsTheyStandAsync(stored, DeliveryPageCodec.Decode(page, stored.Sequence), cancellationToken);
            return await ToViewsAsync(stored.Stream.Tenant, entries, cancellationToken);
        }

        var position = await store.Events.GetPositionAsync(stored.Stream, cancellationToken);
        return position.Cursor >= stored.Sequence ? [] : null;
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
