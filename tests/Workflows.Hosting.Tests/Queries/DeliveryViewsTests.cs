using Workflows.Abstractions.Deliveries;
using Workflows.Abstractions.Events;
using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Json;
using Workflows.Abstractions.Storage;
using Workflows.Hosting.Definitions;
using Workflows.Hosting.Entities;
using Workflows.Hosting.Queries;
using Workflows.Hosting.Tests.Parts;
using Workflows.Hosting.Triggers;
using Workflows.Testing;

namespace Workflows.Hosting.Tests.Queries;

public sealed class DeliveryViewsTests
{
    /// <summary>An answer that says processed, and nothing of what the event did, would be taken for an event that nobody listens to.</summary>
    [Fact]
    public async Task List_OfAnEventThatIsProcessedBetweenTwoReads_NeverSaysThatItDidNothing()
    {
        await using var engine = await BareEngine.CreateAsync();
        var stream = new StreamId(new TenantId(1), await engine.Store.Catalog.GetOrAddTypeAsync("ORDER_PLACED", default), 0);
        var now = TimeProvider.System.GetUtcNow();
        var stored = new StoredEvent
        {
            Key = new EventKey(engine.Get<EngineContext>().Ids.Next()), Stream = stream, Sequence = 1, Source = "tests", OccurredAt = now,
            ReceivedAt = now, Payload = JsonValue.EmptyObject.ToUtf8(),
        };
        await WriteAsync(engine.Store, new Commit { Head = new StreamMove(stream, 0, 1), Events = { stored } });
        var entry = new DeliveryEntry(new WorkflowId(1), 1, DeliveryOutcome.Filtered, null, "FILTERED", "not for it");
        var processing = new Commit
        {
            Cursor = new StreamMove(stream, 0, 1),
            Deliveries = { new DeliveryPage(stream, 1, 1, DeliveryPageCodec.Encode([(1, [entry])])) },
        };
        var store = new MeanwhileStore(engine.Store, () => WriteAsync(engine.Store, processing));
        var views = new DeliveryViews(store, engine.Get<PlanCache>());

        var during = await views.ListAsync(stream.Tenant, stored.Key, default);
        var after = await views.ListAsync(stream.Tenant, stored.Key, default);

        store.Happened.ShouldBeTrue();
        (during is null || during is [{ Outcome: DeliveryOutcome.Filtered }]).ShouldBeTrue();
        after.ShouldNotBeNull().ShouldHaveSingleItem().Outcome.ShouldBe(DeliveryOutcome.Filtered);
    }

    private static async Task WriteAsync(IStore store, Commit commit) =>
        (await store.Writer.WriteAsync([commit], default)).ShouldHaveSingleItem().IsCommitted.ShouldBeTrue();

    /// <summary>A store in which something happens after the first read that tells how far an event is.</summary>
    private sealed class MeanwhileStore(IStore inner, Func<Task> meanwhile) : StoreDecorator(inner), IEventReader
    {
        private readonly IEventReader events = inner.Events;

        public bool Happened { get; private set; }

        public override IBatchWriter Writer { get; } = inner.Writer;

        public override IEventReader Events => this;

        public async Task<StreamPosition> GetPositionAsync(StreamId stream, CancellationToken cancellationToken) =>
            await ThenAsync(await events.GetPositionAsync(stream, cancellationToken));

        public async Task<DeliveryPage?> GetDeliveriesAsync(StreamId stream, long sequence, CancellationToken cancellationToken) =>
            await ThenAsync(await events.GetDeliveriesAsync(stream, sequence, cancellationToken));

        public Task<IReadOnlyList<StreamPosition>> ListBehindAsync(int limit, CancellationToken cancellationToken) =>
            events.ListBehindAsync(limit, cancellationToken);

        public Task<IReadOnlyList<StoredEvent>> ReadAsync(StreamId stream, long after, int limit, CancellationToken cancellationToken) =>
            events.ReadAsync(stream, after, limit, cancellationToken);

        public Task<IReadOnlyList<DedupeEntry>> FindDuplicatesAsync(
            TenantId tenant, IReadOnlyList<Guid> idHashes, CancellationToken cancellationToken) =>
            events.FindDuplicatesAsync(tenant, idHashes, cancellationToken);

        public Task<StoredEvent?> GetAsync(TenantId tenant, EventKey key, CancellationToken cancellationToken) =>
            events.GetAsync(tenant, key, cancellationToken);

        public Task<IReadOnlyList<StoredEvent>> GetManyAsync(
            TenantId tenant, IReadOnlyList<EventKey> keys, CancellationToken cancellationToken) => events.GetManyAsync(tenant, keys, cancellationToken);

        public Task<IReadOnlyList<StoredEvent>> ListAsync(EventQuery query, CancellationToken cancellationToken) =>
            events.ListAsync(query, cancellationToken);

        private async Task<T> ThenAsync<T>(T read)
        {
            if (Happened) return read;
            Happened = true;
            await meanwhile();
            return read;
        }
    }
}
