using Workflows.Abstractions.Catalog;
using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Json;
using Workflows.Abstractions.Storage;
using Workflows.Catalog.Caching;
using Workflows.Catalog.SystemEvents;
using Workflows.Engine;
using Workflows.Schemas;

namespace Workflows.Catalog.Schemas;

/// <summary>
/// Finds and compiles the schemas that a tenant sees: its own, and the system's. Results are remembered: what is active for a minute (its
/// content never changes, but it may be deprecated elsewhere), drafts and unknown refs for two seconds. A change in this process is seen at once.
/// </summary>
public sealed class SchemaDirectory(IStore store, TimeProvider clock)
{
    private const int Capacity = 20_000;
    private static readonly TimeSpan LongLife = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan ShortLife = TimeSpan.FromSeconds(2);
    private readonly TenantCache<string, RegisteredSchema?> schemas = new(clock, Capacity);
    private readonly TenantCache<int, IReadOnlyList<string>> refs = new(clock, Capacity);

    /// <summary>A schema by its ref; null when the tenant sees none such.</summary>
    /// <exception cref="StoreException">The store failed.</exception>
    public async ValueTask<RegisteredSchema?> FindAsync(TenantId tenant, string schemaRef, CancellationToken cancellationToken)
    {
        if (schemas.TryGet(tenant, schemaRef, out var known)) return known;
        var generation = schemas.Generation(tenant);
        var record = await store.Catalog.GetSchemaAsync(tenant, schemaRef, cancellationToken);
        var found = record switch
        {
            null => null,
            // One compiled form for all tenants.
            { Tenant.Value: 0 } when tenant != TenantId.System => await FindAsync(TenantId.System, schemaRef, cancellationToken),
            _ => await ReadAsync(tenant, record, cancellationToken),
        };
        schemas.Set(tenant, schemaRef, found, generation, found?.Status is null or SchemaStatus.Draft ? ShortLife : LongLife);
        return found;
    }

    /// <summary>All refs that a tenant sees, in order; at most two seconds old.</summary>
    /// <exception cref="StoreException">The store failed.</exception>
    public async ValueTask<IReadOnlyList<string>> ListRefsAsync(TenantId tenant, CancellationToken cancellationToken)
    {
        if (refs.TryGet(tenant, 0, out var known)) return known;
        var generation = refs.Generation(tenant);
        var heads = await store.Catalog.ListSchemasAsync(tenant, cancellationToken);
        string[] found = [.. heads.Select(head => head.Ref)];
        refs.Set(tenant, 0, found, generation, ShortLife);
        return found;
    }

    /// <summary>Up to five refs that a misspelt one may mean, nearest first.</summary>
    /// <exception cref="StoreException">The store failed.</exception>
    public async ValueTask<IReadOnlyList<string>> NearestAsync(TenantId tenant, string schemaRef, CancellationToken cancellationToken) =>
        Nearest.Several(schemaRef, await ListRefsAsync(tenant, cancellationToken));

    /// <summary>
    /// Compiles a document as if it were registered under a ref. References lead to itself, to the meta-schemas and to the registry, as
    /// <c>{"$ref": "payload.Address.v1"}</c>; nothing is fetched from anywhere else.
    /// </summary>
    /// <exception cref="StoreException">The store failed.</exception>
    public async ValueTask<SchemaCompilation> CompileAsync(
        TenantId tenant, string schemaRef, JsonValue document, CancellationToken cancellationToken)
    {
        var resolver = new RegistryResolver();
        var options = SchemaCompileOptions.Default with { BaseUri = DomainEventSchema.UriPrefix + schemaRef, Resolver = resolver };
        var references = new Dictionary<string, string>(StringComparer.Ordinal);
        while (true)
        {
            JsonSchema.TryCompile(document, options, out var compiled, out var error);
            if (resolver.Lacking.Count == 0 || references.Count > options.Limits.MaxDocuments) return new SchemaCompilation(compiled, error, references);
            foreach (var lacking in resolver.Lacking)
            {
                var record = await store.Catalog.GetSchemaAsync(tenant, lacking, cancellationToken);
                resolver.Add(lacking, record is null ? default : JsonValue.Parse(record.Schema));
                if (record is not null) references[lacking] = record.Status;
            }

            resolver.Lacking.Clear();
        }
    }

    /// <summary>Forgets a tenant's schemas after one changed; everybody's, for the system.</summary>
    public void Invalidate(TenantId tenant)
    {
        schemas.Invalidate(tenant);
        refs.Invalidate(tenant);
    }

    private async ValueTask<RegisteredSchema> ReadAsync(TenantId tenant, SchemaRecord record, CancellationToken cancellationToken)
    {
        // The compiled form outlives the cache's doubts about the status: what is not a draft has the same content as before.
        var last = schemas.Last(tenant, record.Ref);
        var same = last is not null && last.ContentHash == record.ContentHash && last.Status != SchemaStatus.Draft;
        var document = same ? last!.Document : JsonValue.Parse(record.Schema);
        var compilation = same && last!.CompileError is null
            ? new SchemaCompilation(last.Compiled, null, new Dictionary<string, string>())
            : await CompileAsync(tenant, record.Ref, document, cancellationToken);
        return new RegisteredSchema(record.Ref, record.Status, record.Tenant == TenantId.System, document, record.ContentHash, compilation);
    }
}
