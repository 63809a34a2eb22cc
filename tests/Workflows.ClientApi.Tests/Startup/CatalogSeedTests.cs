using Workflows.Abstractions.Catalog;
using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Tenancy;
using Workflows.Catalog.SystemEvents;
using Workflows.ClientApi.Startup;
using Workflows.Storage.Sqlite;
using Workflows.Testing;

namespace Workflows.ClientApi.Tests.Startup;

public sealed class CatalogSeedTests : IAsyncDisposable
{
    private readonly TempFolder folder = new();
    private readonly ManualClock clock = new();
    private readonly SqliteStore store;

    public CatalogSeedTests() => store = SqliteStore.Open(folder.File("seed.db"), clock: clock);

    [Fact]
    public async Task SecondRun_ChangesNothing()
    {
        await SeedAsync();
        var before = await store.Catalog.ListAsync(TenantId.System, default);
        clock.Advance(TimeSpan.FromDays(1));

        await SeedAsync();

        var after = await store.Catalog.ListAsync(TenantId.System, default);
        after.Count.ShouldBe(DomainEvents.All.Count);
        after.Select(entry => (entry.EventType, entry.Revision, entry.UpdatedAt))
            .ShouldBe(before.Select(entry => (entry.EventType, entry.Revision, entry.UpdatedAt)));
        (await store.Catalog.ListSchemasAsync(TenantId.System, default)).Count
            .ShouldBe(DomainEvents.All.Select(entry => entry.PayloadSchemaRef).Distinct().Count());
    }

    [Fact]
    public async Task RunAfterTheListWasEdited_BringsEntriesUpToDateAndLeavesTenantsAlone()
    {
        await SeedAsync();
        var system = (await store.Catalog.ListAsync(TenantId.System, default)).Single(entry => entry.EventType == "TICKET_CREATED");
        // As if an older list had said something else.
        await store.Catalog.UpsertAsync([system with { Name = "An old name" }], default);
        var tenant = (await store.Tenants.GetOrAddAsync("t", clock.Now, default)).Id;
        await store.Catalog.CreateAsync(system with { Tenant = tenant, Name = "Ours", Revision = 1 }, Audit(tenant), default);
        await store.Catalog.CreateSchemaAsync(Schema(tenant), Audit(tenant), default);

        await SeedAsync();

        var seen = (await store.Catalog.ListAsync(tenant, default)).Where(entry => entry.EventType == "TICKET_CREATED").ToArray();
        seen.Select(entry => entry.Name).ShouldBe(["Ticket Created", "Ours"]);
        var schema = await store.Catalog.GetSchemaAsync(tenant, "payload.TicketCreated.v1", default);
        schema!.Tenant.ShouldBe(tenant);
    }

    public async ValueTask DisposeAsync()
    {
        await store.DisposeAsync();
        folder.Dispose();
    }

    private async Task SeedAsync()
    {
        await store.MigrateAsync(default);
        await CatalogSeed.SeedAsync(store.Catalog, clock.Now, default);
    }

    private AuditRecord Audit(TenantId tenant) => new(new IdSource(clock).Next(), tenant, "tests", "x", "y", "{}"u8.ToArray());

    private SchemaRecord Schema(TenantId tenant) => new()
    {
        Tenant = tenant,
        Ref = "payload.TicketCreated.v1",
        Status = "active",
        Schema = "{}"u8.ToArray(),
        ContentHash = "x",
        CreatedBy = "tests",
        CreatedAt = clock.Now,
        UpdatedAt = clock.Now,
    };
}
