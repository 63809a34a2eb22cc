using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Tenancy;

namespace Workflows.Storage.Tests.Conformance;

public abstract partial class StoreConformance
{
    [Fact]
    public async Task Tenant_IsMadeOnce_AlsoByManyAtTheSameTime()
    {
        var made = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => store.Tenants.GetOrAddAsync("new", Clock.Now, Token)));

        made.Select(item => item.Id).Distinct().ShouldHaveSingleItem().Value.ShouldBePositive();
        (await store.Tenants.ListAsync(Token)).Select(item => item.Key).ShouldBe(["acme", "other", "new"]);
        made[0].CreatedAt.ShouldBe(Clock.Now);
        made[0].Settings.IsEmpty.ShouldBeTrue();
    }

    [Fact]
    public async Task TenantSettings_Change_IsStoredWithAnAuditRow()
    {
        var stored = await store.Tenants.ChangeSettingsAsync(tenant, _ => Rows.Utf8("""{"x":1}"""), rows.Audit(tenant), Token);

        Rows.Text(stored).ShouldBe("""{"x":1}""");
        Rows.Text((await store.Tenants.GetOrAddAsync("acme", Clock.Now, Token)).Settings).ShouldBe("""{"x":1}""");
        (await store.Tenants.GetOrAddAsync("other", Clock.Now, Token)).Settings.IsEmpty.ShouldBeTrue();
        (await AuditCountAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task TenantSettings_ChangesAtOnce_AllTakeEffect()
    {
        await Task.WhenAll(Enumerable.Range(0, 8).Select(i => store.Tenants.ChangeSettingsAsync(
            tenant, before => Rows.Utf8(before.IsEmpty ? $"{i}" : $"{Rows.Text(before)},{i}"), rows.Audit(tenant), Token)));

        var settings = Rows.Text((await store.Tenants.GetAsync(tenant, Token))!.Settings);
        settings.Split(',').ShouldBe(["0", "1", "2", "3", "4", "5", "6", "7"], ignoreOrder: true);
        (await AuditCountAsync()).ShouldBe(8);
    }

    [Fact]
    public async Task ApiKey_IsFoundByItsHash_AndInsertedOnce()
    {
        var key = ApiKey("h1", tenant) with { ExpiresAt = Clock.Now.AddDays(1) };
        await store.Tenants.AddApiKeyAsync(key, rows.Audit(tenant), Token);
        await store.Tenants.AddApiKeyAsync(key with { Roles = "admin" }, rows.Audit(tenant), Token);

        (await store.Tenants.FindApiKeyAsync("h1", Token)).ShouldBe(key);
        (await store.Tenants.FindApiKeyAsync("h2", Token)).ShouldBeNull();
        (await AuditCountAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task ApiKey_IsRevokedByItsTenantOnly()
    {
        await store.Tenants.AddApiKeyAsync(ApiKey("h1", tenant), rows.Audit(tenant), Token);

        (await store.Tenants.RevokeApiKeyAsync(other, "ci", Clock.Now, rows.Audit(other), Token)).ShouldBeFalse();
        (await store.Tenants.FindApiKeyAsync("h1", Token))!.RevokedAt.ShouldBeNull();
        (await store.Tenants.RevokeApiKeyAsync(tenant, "ci", Clock.Now, rows.Audit(tenant), Token)).ShouldBeTrue();
        (await store.Tenants.RevokeApiKeyAsync(tenant, "ci", Clock.Now, rows.Audit(tenant), Token)).ShouldBeFalse();
        (await store.Tenants.ListApiKeysAsync(tenant, Token)).ShouldHaveSingleItem().RevokedAt.ShouldBe(Clock.Now);
        (await store.Tenants.ListApiKeysAsync(other, Token)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Audit_IsListedNewestFirst_BySubjectAndPage()
    {
        var first = rows.Audit(tenant, "workflow:a");
        var second = rows.Audit(tenant, "workflow:b");
        var third = rows.Audit(tenant, "workflow:a");
        foreach (var row in new[] { first, second, third, rows.Audit(other) }) await store.Tenants.AuditAsync(row, Token);

        (await AuditIdsAsync(null, null, 10)).ShouldBe([third.Id, second.Id, first.Id]);
        (await AuditIdsAsync("workflow:a", null, 10)).ShouldBe([third.Id, first.Id]);
        (await AuditIdsAsync(null, third.Id, 1)).ShouldBe([second.Id]);
        var read = (await store.Tenants.ListAuditAsync(tenant, "workflow:b", null, 10, Token)).ShouldHaveSingleItem();
        (read with { Details = default }).ShouldBe(second with { Details = default });
        Rows.Text(read.Details).ShouldBe("""{"why":"test"}""");
    }

    private async Task<List<Guid>> AuditIdsAsync(string? subject, Guid? before, int limit) =>
        [.. (await store.Tenants.ListAuditAsync(tenant, subject, before, limit, Token)).Select(row => row.Id)];

    private ApiKeyRecord ApiKey(string hash, TenantId owner) => new(hash, owner, "ci", "publisher,viewer", Clock.Now, null, null);
}
