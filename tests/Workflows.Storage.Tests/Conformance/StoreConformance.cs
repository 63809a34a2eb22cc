using Workflows.Abstractions.Events;
using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Storage;
using Workflows.Testing;

namespace Workflows.Storage.Tests.Conformance;

/// <summary>What every store must do. A store passes by inheriting this class and opening itself.</summary>
public abstract partial class StoreConformance : IAsyncLifetime
{
    private readonly Rows rows;
    private IStore store = null!;
    private TenantId tenant;
    private TenantId other;
    private EventTypeId type;

    protected StoreConformance() => rows = new Rows(Clock);

    protected ManualClock Clock { get; } = new();

    protected IStore Store => store;

    private StreamId Stream => new(tenant, type, 0);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Opens a handle on the database of this test; the first time, it is new and empty.</summary>
    protected abstract Task<IStore> OpenAsync();

    protected virtual ValueTask CleanUpAsync() => ValueTask.CompletedTask;

    public async ValueTask InitializeAsync()
    {
        store = await OpenAsync();
        await store.MigrateAsync(Token);
        tenant = (await store.Tenants.GetOrAddAsync("acme", Clock.Now, Token)).Id;
        other = (await store.Tenants.GetOrAddAsync("other", Clock.Now, Token)).Id;
        type = await store.Catalog.GetOrAddTypeAsync("TICKET_CREATED", Token);
    }

    public async ValueTask DisposeAsync()
    {
        if (store is not null) await store.DisposeAsync();
        await CleanUpAsync();
        GC.SuppressFinalize(this);
    }

    private async Task<IReadOnlyList<CommitOutcome>> WriteAsync(params Commit[] batch) => await store.Writer.WriteAsync(batch, Token);

    private async Task CommitAsync(Commit commit) => (await WriteAsync(commit)).ShouldHaveSingleItem().ShouldBe(CommitOutcome.Committed.Instance);

    /// <summary>A commit that appends events to a stream whose head it moves.</summary>
    private static Commit Append(params StoredEvent[] events)
    {
        var commit = new Commit { Head = new StreamMove(events[0].Stream, events[0].Sequence - 1, events[^1].Sequence) };
        commit.Events.AddRange(events);
        return commit;
    }

    private async Task<StoredEvent> StoredAsync(StoredEvent item)
    {
        await CommitAsync(Append(item));
        return item;
    }
}
