using NSubstitute;
using Workflows.Abstractions.Catalog;
using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Json;
using Workflows.Abstractions.Storage;

namespace Workflows.Catalog.Tests;

/// <summary>A store that holds a few schemas and entries, counts its reads, and can be changed in the middle of one.</summary>
internal sealed class CatalogStub
{
    public static readonly TenantId Tenant = new(7);
    private readonly Dictionary<(TenantId, string), SchemaRecord> schemas = [];
    private readonly List<CatalogEntryRecord> entries = [];

    public CatalogStub()
    {
        var catalog = Substitute.For<ICatalogStore>();
        catalog.GetSchemaAsync(default, default!, default).ReturnsForAnyArgs(call => Get(call.ArgAt<TenantId>(0), call.ArgAt<string>(1)));
        catalog.ListSchemasAsync(default, default).ReturnsForAnyArgs(_ => [.. schemas.Values]);
        catalog.ListAsync(default, default).ReturnsForAnyArgs(call => List(call.ArgAt<TenantId>(0)));
        Store = Substitute.For<IStore>();
        Store.Catalog.Returns(catalog);
    }

    public IStore Store { get; }

    public int Reads { get; private set; }

    /// <summary>Done after a read has seen the rows and before its answer arrives.</summary>
    public Action? AfterRead { get; set; }

    public void Put(string schemaRef, string schema, string status = "active", TenantId? owner = null) =>
        schemas[(owner ?? Tenant, schemaRef)] = new SchemaRecord
        {
            Tenant = owner ?? Tenant,
            Ref = schemaRef,
            Status = status,
            Schema = JsonValue.Parse(schema).ToUtf8(),
            ContentHash = JsonCanonical.Sha256(JsonValue.Parse(schema)),
            CreatedBy = "tests",
            CreatedAt = default,
            UpdatedAt = default,
        };

    public void PutEntry(string eventType, string name, TenantId? owner = null, string attributes = "{}") => entries.Add(new CatalogEntryRecord
    {
        Tenant = owner ?? Tenant,
        TypeId = new EventTypeId(1),
        EventType = eventType,
        Name = name,
        Category = "Tests",
        Status = "active",
        Attributes = JsonValue.Parse(attributes).ToUtf8(),
        CreatedAt = default,
        UpdatedAt = default,
    });

    private SchemaRecord? Get(TenantId tenant, string schemaRef)
    {
        var found = schemas.GetValueOrDefault((tenant, schemaRef)) ?? schemas.GetValueOrDefault((TenantId.System, schemaRef));
        Read();
        return found;
    }

    private List<CatalogEntryRecord> List(TenantId tenant)
    {
        List<CatalogEntryRecord> found = [.. entries.Where(entry => entry.Tenant == tenant || entry.Tenant == TenantId.System)];
        Read();
        return found;
    }

    private void Read()
    {
        Reads++;
        var action = AfterRead;
        AfterRead = null;
        action?.Invoke();
    }
}
