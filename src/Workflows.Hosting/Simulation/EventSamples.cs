using System.Collections.Concurrent;
using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Json;
using Workflows.Abstractions.Storage;
using Workflows.Catalog.Entries;
using Workflows.Catalog.Schemas;
using Workflows.Catalog.SystemEvents;
using Workflows.Schemas.Sampling;

namespace Workflows.Hosting.Simulation;

/// <summary>Finds or makes payloads to try event types with.</summary>
public sealed class EventSamples(IStore store, SchemaDirectory schemas)
{
    private static readonly ILookup<string, SamplePayload> Kept = DomainEvents.Samples.ToLookup(sample => sample.EventType, StringComparer.Ordinal);
    private readonly ConcurrentDictionary<TenantId, string> tenants = new();

    /// <summary>A sample. The same seed and schema give the same sample.</summary>
    /// <param name="tenant">The tenant that it is for: its key is the sample's <c>tenantId</c>.</param>
    /// <param name="entry">The event type.</param>
    /// <param name="seed">Makes a sample from the schema; null for the one that is kept with the type, where there is one.</param>
    /// <param name="schemaRef">Another schema than the entry's; null for the entry's.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="StoreException">The store cannot be read.</exception>
    public async Task<Result<EventSample>> GetAsync(
        TenantId tenant, CatalogEntry entry, long? seed, string? schemaRef, CancellationToken cancellationToken)
    {
        var key = await KeyOfAsync(tenant, cancellationToken);
        if (seed is null && schemaRef is null && entry.IsSystem && Kept[entry.EventType].FirstOrDefault() is { } kept)
            return new EventSample(EventSampleOrigin.Kept, entry.SchemaRef, kept.Scenario, For(key, kept.Payload));
        if ((schemaRef ?? entry.SchemaRef) is not { } name) return new EventSample(EventSampleOrigin.Empty, null, null, JsonValue.EmptyObject);
        if (await schemas.FindAsync(tenant, name, cancellationToken) is not { } schema)
            return SimulationProblems.UnknownSchema(name, await schemas.NearestAsync(tenant, name, cancellationToken));
        return schema.CompileError is null && SchemaSample.TryGenerate(schema.Compiled, seed ?? 0, null, out var sample)
            ? new EventSample(EventSampleOrigin.Generated, name, null, For(key, sample))
            : SimulationProblems.NoSample(name);
    }

    private static JsonValue For(string tenant, JsonValue payload) =>
        payload["tenantId"].Kind == JsonKind.String ? payload.With("tenantId", JsonValue.From(tenant)) : payload;

    private async ValueTask<string> KeyOfAsync(TenantId tenant, CancellationToken cancellationToken)
    {
        if (tenants.TryGetValue(tenant, out var known)) return known;
        foreach (var record in await store.Tenants.ListAsync(cancellationToken)) tenants[record.Id] = record.Key;
        return tenants.GetValueOrDefault(tenant, string.Empty);
    }
}
