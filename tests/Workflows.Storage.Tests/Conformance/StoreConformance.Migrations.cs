using Workflows.Abstractions.Storage;

namespace Workflows.Storage.Tests.Conformance;

public abstract partial class StoreConformance
{
    [Fact]
    public async Task Migrate_Again_KeepsEverything()
    {
        var item = await StoredAsync(rows.Event(Stream, 1));

        await store.MigrateAsync(Token);
        await using var second = await OpenAsync();
        await second.MigrateAsync(Token);

        (await second.Events.GetAsync(tenant, item.Key, Token)).ShouldNotBeNull();
    }

    [Fact]
    public async Task Migrate_BySeveralAtTheSameTime_IsDoneOnce()
    {
        var stores = new List<IStore>();
        await EmptyAsync();
        for (var i = 0; i < 4; i++) stores.Add(await OpenAsync());

        await Task.WhenAll(stores.Select(each => each.MigrateAsync(Token)));

        foreach (var each in stores)
        {
            await each.PingAsync(Token);
            await each.DisposeAsync();
        }
    }

    [Fact]
    public async Task Migrate_WhenAHigherNumberCameFirst_AppliesTheLowerOne()
    {
        await ExecuteAsync("DROP INDEX events_type");
        await ExecuteAsync("DELETE FROM schema_version WHERE number = 9");

        await store.MigrateAsync(Token);

        await ExecuteAsync("DROP INDEX events_type");
    }

    [Fact]
    public async Task Migrate_OfANewerSchema_IsRefused()
    {
        await ExecuteAsync("INSERT INTO schema_version (number, name, applied_ms) VALUES (9000, '9000_later', 0)");

        var error = await Should.ThrowAsync<StoreException>(() => store.MigrateAsync(Token));
        error.IsTransient.ShouldBeFalse();
        error.Message.ShouldContain("9000");
    }

    [Fact]
    public async Task Ping_OfAHealthyStore_Returns() => await store.PingAsync(Token);

    [Fact]
    public async Task Ping_WithoutTheSchema_Fails()
    {
        await EmptyAsync();
        await using var fresh = await OpenAsync();

        await Should.ThrowAsync<StoreException>(() => fresh.PingAsync(Token));
    }

    /// <summary>Runs statements on the store's database, past the store.</summary>
    protected abstract Task ExecuteAsync(string sql);

    /// <summary>Makes <see cref="OpenAsync"/> open another, empty database from here on.</summary>
    protected abstract Task EmptyAsync();
}
