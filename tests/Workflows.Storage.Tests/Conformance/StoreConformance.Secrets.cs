using Workflows.Abstractions.Secrets;

namespace Workflows.Storage.Tests.Conformance;

public abstract partial class StoreConformance
{
    [Fact]
    public async Task Secret_IsMadeOnceATenant_AndReadBack()
    {
        var secret = Secret("API_KEY");

        (await store.Secrets.CreateAsync(secret, rows.Audit(tenant), Token)).ShouldBeTrue();
        (await store.Secrets.CreateAsync(secret, rows.Audit(tenant), Token)).ShouldBeFalse();
        (await store.Secrets.CreateAsync(Secret("API_KEY") with { Tenant = other }, rows.Audit(other), Token)).ShouldBeTrue();

        var read = (await store.Secrets.GetAsync(tenant, "API_KEY", Token)).ShouldNotBeNull();
        Rows.Text(read.Value).ShouldBe("sealed");
        Rows.Text(read.WrappedKey).ShouldBe("wrapped");
        (read with { Value = secret.Value, WrappedKey = secret.WrappedKey }).ShouldBe(secret);
        (await store.Secrets.GetAsync(tenant, "OTHER", Token)).ShouldBeNull();
        (await AuditCountAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task Secret_IsChangedByRevision_AndKeepsItsLastUse()
    {
        var secret = Secret("API_KEY");
        await store.Secrets.CreateAsync(secret, rows.Audit(tenant), Token);
        await store.Secrets.NoteAccessAsync(tenant, "API_KEY", Clock.Now, rows.Audit(tenant), Token);
        await store.Secrets.NoteAccessAsync(tenant, "API_KEY", Clock.Now.AddMinutes(-5), null, Token);

        var changed = secret with { Value = Rows.Utf8("new"), Revision = 2, UpdatedBy = "else", UpdatedAt = Clock.Now.AddDays(1) };
        (await store.Secrets.UpdateAsync(changed, rows.Audit(tenant), Token)).ShouldBeTrue();
        (await store.Secrets.UpdateAsync(changed, rows.Audit(tenant), Token)).ShouldBeFalse();

        var read = (await store.Secrets.GetAsync(tenant, "API_KEY", Token)).ShouldNotBeNull();
        Rows.Text(read.Value).ShouldBe("new");
        read.AccessedAt.ShouldBe(Clock.Now);
        (await AuditCountAsync()).ShouldBe(3);
    }

    [Fact]
    public async Task Secrets_AreListedByName_WithoutValues_AndDeletedByTheirTenant()
    {
        foreach (var name in new[] { "C", "A", "B" }) await store.Secrets.CreateAsync(Secret(name), rows.Audit(tenant), Token);

        var page = await store.Secrets.ListAsync(tenant, "A", 1, Token);
        page.ShouldHaveSingleItem().Name.ShouldBe("B");
        page[0].Value.IsEmpty.ShouldBeTrue();
        (await store.Secrets.DeleteAsync(other, "B", rows.Audit(other), Token)).ShouldBeFalse();
        (await store.Secrets.DeleteAsync(tenant, "B", rows.Audit(tenant), Token)).ShouldBeTrue();
        (await store.Secrets.ListAsync(tenant, null, 10, Token)).Select(secret => secret.Name).ShouldBe(["A", "C"]);
    }

    [Fact]
    public async Task Secrets_UnderAnotherMasterKey_AreFound_AndWrappedAnew()
    {
        await store.Secrets.CreateAsync(Secret("OLD"), rows.Audit(tenant), Token);
        await store.Secrets.CreateAsync(Secret("NEW") with { MasterKey = "k2" }, rows.Audit(tenant), Token);
        await store.Secrets.CreateAsync(Secret("OLD") with { Tenant = other }, rows.Audit(other), Token);

        (await store.Secrets.ListWrappedByOthersAsync(null, "k2", 10, Token)).Count.ShouldBe(2);
        var old = (await store.Secrets.ListWrappedByOthersAsync(tenant, "k2", 10, Token)).ShouldHaveSingleItem();
        (await store.Secrets.RewrapAsync(old, Rows.Utf8("again"), "k2", Token)).ShouldBeTrue();
        (await store.Secrets.RewrapAsync(old, Rows.Utf8("late"), "k2", Token)).ShouldBeFalse();

        var read = (await store.Secrets.GetAsync(tenant, "OLD", Token)).ShouldNotBeNull();
        Rows.Text(read.WrappedKey).ShouldBe("again");
        read.Revision.ShouldBe(1);
    }

    [Fact]
    public async Task Mentions_AreTheWorkflowsWhoseDraftOrVersionHoldsSecrets()
    {
        await store.Workflows.CreateAsync(
            Workflow("with") with { Draft = Rows.Utf8("""{"x":{"$secret":"A"}}""") }, rows.Audit(tenant), Token);
        await store.Workflows.CreateAsync(Workflow("without"), rows.Audit(tenant), Token);

        var mention = (await store.Secrets.ListMentionsAsync(tenant, Token)).ShouldHaveSingleItem();

        mention.Workflow.ShouldBe("with");
        Rows.Text(mention.Draft).ShouldContain("$secret");
        mention.Published.IsEmpty.ShouldBeTrue();
        (await store.Secrets.ListMentionsAsync(other, Token)).ShouldBeEmpty();
    }

    private SecretRecord Secret(string name) => new()
    {
        Tenant = tenant,
        Name = name,
        Description = "what for",
        Value = Rows.Utf8("sealed"),
        WrappedKey = Rows.Utf8("wrapped"),
        MasterKey = "k1",
        Revision = 1,
        CreatedBy = "tester",
        CreatedAt = Clock.Now,
        UpdatedBy = "tester",
        UpdatedAt = Clock.Now,
        ValueSetAt = Clock.Now,
    };
}
