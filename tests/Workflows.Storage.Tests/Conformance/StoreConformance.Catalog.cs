using Workflows.Abstractions.Catalog;
using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Storage;

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

        (await store.Catalog.UpdateAsync(Entry(tenant) with { Name = "mine", Revision = 2 }, rows.Audit(tenant), Token)).ShouldBeFalse();
        (await store.Catalog.DeleteAsync(tenant, type, 1, rows.Audit(tenant), Token)).ShouldBeFalse();
        (await store.Catalog.UpdateAsync(Entry(other) with { Name = "theirs", Revision = 2 }, rows.Audit(other), Token)).ShouldBeTrue();
        (await store.Catalog.ListAsync(other, Token)).ShouldHaveSingleItem().Name.ShouldBe("theirs");
        (await store.Catalog.DeleteAsync(other, type, 2, rows.Audit(other), Token)).ShouldBeTrue();
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

        (await store.Catalog.UpdateSchemaAsync(changed, Schema(tenant, "payload.A.v1"), rows.Audit(tenant), Token)).ShouldBeTrue();
        (await store.Catalog.UpdateSchemaAsync(changed with { Tenant = other }, changed, rows.Audit(other), Token)).ShouldBeFalse();
        var read = (await store.Catalog.GetSchemaAsync(tenant, "payload.A.v1", Token))!;
        (read with { Schema = default }).ShouldBe(changed with { Schema = default });
    }

    [Fact]
    public async Task Schema_ChangedSinceItWasRead_IsNotUpdated()
    {
        var read = Schema(tenant, "payload.A.v1") with { Status = "draft" };
        await store.Catalog.CreateSchemaAsync(read, rows.Audit(tenant), Token);
        var active = read with { Status = "active" };
        (await store.Catalog.UpdateSchemaAsync(active, read, rows.Audit(tenant), Token)).ShouldBeTrue();

        var replaced = read with { Schema = Rows.Utf8("true"), ContentHash = "def" };
        (await store.Catalog.UpdateSchemaAsync(replaced, read, rows.Audit(tenant), Token)).ShouldBeFalse();
        (await store.Catalog.UpdateSchemaAsync(replaced, active with { ContentHash = "xyz" }, rows.Audit(tenant), Token)).ShouldBeFalse();

        Rows.Text((await store.Catalog.GetSchemaAsync(tenant, "payload.A.v1", Token))!.Schema).ShouldBe("{}");
        (await AuditCountAsync()).ShouldBe(2);
    }

    [Fact]
    public async Task Entry_ChangedSinceItWasRead_IsNeitherUpdatedNorDeleted()
    {
        await store.Catalog.CreateAsync(Entry(tenant), rows.Audit(tenant), Token);
        (await store.Catalog.UpdateAsync(Entry(tenant) with { Name = "first", Revision = 2 }, rows.Audit(tenant), Token)).ShouldBeTrue();

        (await store.Catalog.UpdateAsync(Entry(tenant) with { Name = "second", Revision = 2 }, rows.Audit(tenant), Token)).ShouldBeFalse();
        (await store.Catalog.DeleteAsync(tenant, type, 1, rows.Audit(tenant), Token)).ShouldBeFalse();

        var kept = (await store.Catalog.ListAsync(tenant, Token)).ShouldHaveSingleItem();
        (kept.Name, kept.Revision).ShouldBe(("first", 2));
    }

    [Fact]
    public async Task EntryWithSchema_OfWhichOneExists_WritesNeither()
    {
        var schema = Schema(tenant, "payload.A.v1");
        var audits = new[] { rows.Audit(tenant), rows.Audit(tenant) };
        (await store.Catalog.WriteWithSchemaAsync(Entry(tenant), schema, audits, Token)).ShouldBe(CatalogWrite.Done);
        var stale = Entry(tenant) with { Name = "stale", Revision = 3 };
        var next = Entry(tenant) with { Name = "next", Revision = 2 };

        (await WriteAsync(Entry(tenant), Schema(tenant, "payload.B.v1"))).ShouldBe(CatalogWrite.EntryExists);
        (await WriteAsync(stale, Schema(tenant, "payload.B.v1"))).ShouldBe(CatalogWrite.EntryChanged);
        (await WriteAsync(next, schema)).ShouldBe(CatalogWrite.SchemaExists);

        (await store.Catalog.GetSchemaAsync(tenant, "payload.B.v1", Token)).ShouldBeNull();
        (await store.Catalog.ListAsync(tenant, Token)).ShouldHaveSingleItem().Name.ShouldBe("Ticket created");
        (await AuditCountAsync()).ShouldBe(2);
        (await WriteAsync(next, Schema(tenant, "payload.B.v1"))).ShouldBe(CatalogWrite.Done);
        (await store.Catalog.ListAsync(tenant, Token)).ShouldHaveSingleItem().Name.ShouldBe("next");

        Task<CatalogWrite> WriteAsync(CatalogEntryRecord entry, SchemaRecord record) =>
            store.Catalog.WriteWithSchemaAsync(entry, record, [rows.Audit(tenant)], Token);
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
