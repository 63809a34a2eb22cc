using Workflows.Abstractions.Catalog;
using Workflows.Abstractions.Ids;

namespace Workflows.Storage.Tests.Conformance;

public abstract partial class StoreConformance
{
    [Fact]
    public async Task EventType_IsTheSameNumber_ForTheSameName()
    {
        var numbers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => store.Catalog.GetOrAddTypeAsync("crm.ticket.closed", Token)));

        numbers.Distinct().ShouldHaveSingleItem().ShouldNotBe(type);
        (await store.Catalog.ListTypesAsync(Token)).ShouldBe([(type, "TICKET_CREATED"), (numbers[0], "crm.ticket.closed")]);
    }

    [Fact]
    public async Task Entry_StoredWithEverything_ReadsBackTheSame()
    {
        var entry = Entry(tenant) with
        {
            Description = "Something ✓",
            PayloadSchemaRef = "payload.TicketCreated.v1",
            Attributes = Rows.Utf8("""{"tier":2}"""),
        };
        (await store.Catalog.CreateAsync(entry, rows.Audit(tenant), Token)).ShouldBeTrue();

        var read = (await store.Catalog.ListAsync(tenant, Token)).ShouldHaveSingleItem();
        (read with { Attributes = default }).ShouldBe(entry with { Attributes = default });
        Rows.Text(read.Attributes).ShouldBe("""{"tier":2}""");
        (await AuditCountAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task Entries_OfTheSystem_AreSeenByEveryTenant_BesideItsOwn()
    {
        await store.Catalog.UpsertAsync([Entry(TenantId.System), Entry(TenantId.System) with { Name = "renamed" }], Token);
        await store.Catalog.CreateAsync(Entry(tenant), rows.Audit(tenant), Token);

        (await store.Catalog.ListAsync(tenant, Token)).Select(entry => entry.Tenant).ShouldBe([TenantId.System, tenant]);
        (await store.Catalog.ListAsync(other, Token)).ShouldHaveSingleItem().Name.ShouldBe("renamed");
    }

    [Fact]
    public async Task Entry_ThatExists_IsNotCreatedAgain()
    {
        await store.Catalog.CreateAsync(Entry(tenant), rows.Audit(tenant), Token);

        (await store.Catalog.CreateAsync(Entry(tenant) with { Name = "second" }, rows.Audit(tenant), Token)).ShouldBeFalse();
        (await store.Catalog.ListAsync(tenant, Token)).ShouldHaveSingleItem().Name.ShouldBe("Ticket created");
        (await AuditCountAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task Entry_OfAnotherTenant_IsNeitherUpdatedNorDeleted()
    {
        await store.Catalog.CreateAsync(Entry(other), rows.Audit(other), Token);

        (await store.Catalog.UpdateAsync(Entry(tenant) with { Name = "mine" }, rows.Audit(tenant), Token)).ShouldBeFalse();
        (await store.Catalog.DeleteAsync(tenant, type, rows.Audit(tenant), Token)).ShouldBeFalse();
        (await store.Catalog.UpdateAsync(Entry(other) with { Name = "theirs" }, rows.Audit(other), Token)).ShouldBeTrue();
        (await store.Catalog.ListAsync(other, Token)).ShouldHaveSingleItem().Name.ShouldBe("theirs");
        (await store.Catalog.DeleteAsync(other, type, rows.Audit(other), Token)).ShouldBeTrue();
        (await store.Catalog.ListAsync(other, Token)).ShouldBeEmpty();
        (await AuditCountAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task Schema_OfATenant_HidesTheSystemsSchemaOfTheSameRef()
    {
        await store.Catalog.UpsertSchemasAsync([Schema(TenantId.System, "payload.A.v1"), Schema(TenantId.System, "payload.B.v1")], Token);
        (await store.Catalog.CreateSchemaAsync(Schema(tenant, "payload.A.v1") with { Schema = Rows.Utf8("true") }, rows.Audit(tenant), Token)).ShouldBeTrue();
        (await store.Catalog.CreateSchemaAsync(Schema(tenant, "payload.A.v1"), rows.Audit(tenant), Token)).ShouldBeFalse();

        Rows.Text((await store.Catalog.GetSchemaAsync(tenant, "payload.A.v1", Token))!.Schema).ShouldBe("true");
        Rows.Text((await store.Catalog.GetSchemaAsync(other, "payload.A.v1", Token))!.Schema).ShouldBe("{}");
        (await store.Catalog.GetSchemaAsync(tenant, "payload.C.v1", Token)).ShouldBeNull();
        var listed = await store.Catalog.ListSchemasAsync(tenant, Token);
        listed.Select(schema => (schema.Ref, schema.Tenant)).ShouldBe([("payload.A.v1", tenant), ("payload.B.v1", TenantId.System)]);
        listed.ShouldAllBe(schema => schema.Schema.IsEmpty);
    }

    [Fact]
    public async Task Schema_Updated_ReadsBackChanged()
    {
        await store.Catalog.CreateSchemaAsync(Schema(tenant, "payload.A.v1"), rows.Audit(tenant), Token);
        var changed = Schema(tenant, "payload.A.v1") with { Status = "deprecated", UpdatedAt = Clock.Now.AddDays(1) };

        (await store.Catalog.UpdateSchemaAsync(changed, rows.Audit(tenant), Token)).ShouldBeTrue();
        (await store.Catalog.UpdateSchemaAsync(changed with { Tenant = other }, rows.Audit(other), Token)).ShouldBeFalse();
        var read = (await store.Catalog.GetSchemaAsync(tenant, "payload.A.v1", Token))!;
        (read with { Schema = default }).ShouldBe(changed with { Schema = default });
    }

    private CatalogEntryRecord Entry(TenantId owner) => new()
    {
        Tenant = owner,
        TypeId = type,
        EventType = "TICKET_CREATED",
        Name = "Ticket created",
        Category = "tickets",
        Status = "active",
        Attributes = Rows.Utf8("{}"),
        CreatedAt = Clock.Now,
        UpdatedAt = Clock.Now,
    };

    private SchemaRecord Schema(TenantId owner, string schemaRef) => new()
    {
        Tenant = owner,
        Ref = schemaRef,
        Status = "active",
        Schema = Rows.Utf8("{}"),
        ContentHash = "abc",
        CreatedBy = "tester",
        CreatedAt = Clock.Now,
        UpdatedAt = Clock.Now,
    };

    private async Task<int> AuditCountAsync() => (await store.Tenants.ListAuditAsync(tenant, null, null, 100, Token)).Count;
}
