using Workflows.Abstractions.Ids;
using Workflows.Catalog.Entries;
using Workflows.Testing;

namespace Workflows.Catalog.Tests.Entries;

public sealed class CatalogDirectoryTests
{
    private readonly CatalogStub stub = new();
    private readonly ManualClock clock = new();
    private readonly CatalogDirectory directory;

    public CatalogDirectoryTests() => directory = new CatalogDirectory(stub.Store, clock);

    [Fact]
    [Trait("Item", "EC-013")]
    public async Task Find_TypeOfSystemAndTenant_IsTheTenantsEntry()
    {
        stub.PutEntry("NOTE_ADDED", "ours");
        stub.PutEntry("NOTE_ADDED", "theirs", TenantId.System);

        (await FindAsync("NOTE_ADDED"))!.Name.ShouldBe("ours");
        (await directory.FindAsync(new TenantId(8), "NOTE_ADDED", default))!.Name.ShouldBe("theirs");
    }

    [Fact]
    public async Task Find_Attributes_AreRead()
    {
        stub.PutEntry("NOTE_ADDED", "Note", TenantId.System,
            """{ "catalogOnly": true, "catalogOnlyReason": "no emitter", "supersedes": ["OLD_NOTE"], "supersededBy": ["NEW_NOTE"] }""");

        var entry = (await FindAsync("NOTE_ADDED"))!;

        entry.IsCatalogOnly.ShouldBeTrue();
        entry.CatalogOnlyReason.ShouldBe("no emitter");
        entry.Supersedes.ShouldBe(["OLD_NOTE"]);
        entry.SupersededBy.ShouldBe(["NEW_NOTE"]);
    }

    [Fact]
    public async Task Find_TypeThatWasAddedElsewhere_IsFoundAfterTwoSeconds()
    {
        (await FindAsync("NOTE_ADDED")).ShouldBeNull();
        stub.PutEntry("NOTE_ADDED", "Note");
        (await FindAsync("NOTE_ADDED")).ShouldBeNull();

        clock.Advance(TimeSpan.FromSeconds(2));

        (await FindAsync("NOTE_ADDED")).ShouldNotBeNull();
        await FindAsync("NOTE_ADDED");
        stub.Reads.ShouldBe(2);
    }

    [Fact]
    public async Task Get_ChangedAndInvalidatedWhileItIsRead_IsReadAgain()
    {
        stub.AfterRead = () =>
        {
            stub.PutEntry("NOTE_ADDED", "Note", TenantId.System);
            directory.Invalidate(TenantId.System);
        };
        (await directory.GetAsync(CatalogStub.Tenant, default)).Types.ShouldBeEmpty();

        (await directory.GetAsync(CatalogStub.Tenant, default)).Types.ShouldBe(["NOTE_ADDED"]);
    }

    private ValueTask<CatalogEntry?> FindAsync(string eventType) => directory.FindAsync(CatalogStub.Tenant, eventType, default);
}
