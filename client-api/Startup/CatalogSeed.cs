using Workflows.Abstractions.Catalog;
using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Json;
using Workflows.Abstractions.Storage;
using Workflows.Catalog.SystemEvents;

namespace Workflows.ClientApi.Startup;

/// <summary>Brings the system's catalog entries and their schemas up to date with the built-in list. A second run writes nothing.</summary>
internal static class CatalogSeed
{
    private const string Actor = "server";

    /// <summary>Writes what is missing or differs.</summary>
    public static async Task SeedAsync(ICatalogStore catalog, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await SeedSchemasAsync(catalog, now, cancellationToken);
        var entries = await catalog.ListAsync(TenantId.System, cancellationToken);
        var known = entries.ToDictionary(entry => entry.EventType, StringComparer.Ordinal);
        var types = await catalog.ListTypesAsync(cancellationToken);
        var numbers = types.ToDictionary(type => type.Name, type => type.Id, StringComparer.Ordinal);
        var changed = new List<CatalogEntryRecord>();
        foreach (var source in DomainEvents.All)
        {
            var old = known.GetValueOrDefault(source.EventType);
            if (old is not null && Same(old, source)) continue;
            if (!numbers.TryGetValue(source.EventType, out var number))
                number = await catalog.GetOrAddTypeAsync(source.EventType, cancellationToken);
            changed.Add(Entry(source, number, old?.CreatedAt ?? now, now));
        }

        if (changed.Count > 0) await catalog.UpsertAsync(changed, cancellationToken);
    }

    private static async Task SeedSchemasAsync(ICatalogStore catalog, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var known = (await catalog.ListSchemasAsync(TenantId.System, cancellationToken))
            .ToDictionary(schema => schema.Ref, schema => schema.ContentHash, StringComparer.Ordinal);
        var changed = DomainEvents.All
            .DistinctBy(source => source.PayloadSchemaRef, StringComparer.Ordinal)
            .Select(source => Schema(source, now))
            .Where(schema => known.GetValueOrDefault(schema.Ref) != schema.ContentHash)
            .ToArray();
        if (changed.Length > 0) await catalog.UpsertSchemasAsync(changed, cancellationToken);
    }

    private static bool Same(CatalogEntryRecord entry, DomainEvent source) =>
        entry.Name == source.Name && entry.Description == source.Description && entry.Category == source.Category
        && entry.Status == source.Status && entry.PayloadSchemaRef == source.PayloadSchemaRef
        && entry.Attributes.Span.SequenceEqual(Attributes(source));

    private static CatalogEntryRecord Entry(DomainEvent source, EventTypeId number, DateTimeOffset createdAt, DateTimeOffset now) => new()
    {
        Tenant = TenantId.System,
        TypeId = number,
        EventType = source.EventType,
        Name = source.Name,
        Description = source.Description,
        Category = source.Category,
        Status = source.Status,
        PayloadSchemaRef = source.PayloadSchemaRef,
        Attributes = Attributes(source),
        CreatedAt = createdAt,
        UpdatedAt = now,
    };

    private static SchemaRecord Schema(DomainEvent source, DateTimeOffset now)
    {
        var schema = DomainEventSchema.Create(source);
        return new SchemaRecord
        {
            Tenant = TenantId.System,
            Ref = source.PayloadSchemaRef,
            Status = "active",
            Schema = schema.ToUtf8(),
            ContentHash = JsonCanonical.Sha256(schema),
            CreatedBy = Actor,
            CreatedAt = now,
            UpdatedAt = now,
        };
    }

    private static byte[] Attributes(DomainEvent source)
    {
        var attributes = new JsonObjectBuilder()
            .Add("tier", JsonValue.From(source.Tier.ToString().ToLowerInvariant()))
            .Add("catalogOnly", JsonValue.From(source.IsCatalogOnly));
        if (source.CatalogOnlyReason is { } reason) attributes.Add("catalogOnlyReason", JsonValue.From(reason));
        if (source.Supersedes.Count > 0) attributes.Add("supersedes", Names(source.Supersedes));
        if (source.SupersededBy.Count > 0) attributes.Add("supersededBy", Names(source.SupersededBy));
        return attributes.Build().ToUtf8();
    }

    private static JsonValue Names(IEnumerable<string> names)
    {
        var list = new JsonArrayBuilder();
        foreach (var name in names) list.Add(JsonValue.From(name));
        return list.Build();
    }
}
