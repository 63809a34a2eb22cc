using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Storage;
using Workflows.Catalog.Schemas;
using Workflows.Hosting.Metrics;

namespace Workflows.ClientApi.EventTypes;

/// <summary>What belongs to entries and is kept elsewhere. It is read for all of them at once.</summary>
/// <param name="Refs">The refs of the registry.</param>
/// <param name="Attached">The number of published workflows that listen to a type.</param>
/// <param name="Metrics">Figures of the last seven days.</param>
internal sealed record EventTypeFigures(
    IReadOnlySet<string> Refs, IReadOnlyDictionary<EventTypeId, int> Attached, IReadOnlyDictionary<EventTypeId, QuickMetrics> Metrics)
{
    /// <summary>Three queries beside each other, whatever the number of types.</summary>
    public static async Task<EventTypeFigures> ReadAsync(
        IStore store, SchemaDirectory schemas, EventMetrics metrics, TenantId tenant, IReadOnlyCollection<EventTypeId> types, DateTimeOffset now,
        CancellationToken cancellationToken)
    {
        var refs = schemas.ListRefsAsync(tenant, cancellationToken).AsTask();
        var triggers = store.Workflows.ListTriggersAsync(tenant, cancellationToken);
        var quick = metrics.GetQuickAsync(tenant, types, MetricsRange.Last(TimeSpan.FromDays(7), now), cancellationToken);
        await Task.WhenAll(refs, triggers, quick);
        return new EventTypeFigures(
            (await refs).ToHashSet(StringComparer.Ordinal), (await triggers).CountBy(trigger => trigger.Type).ToDictionary(), await quick);
    }
}
