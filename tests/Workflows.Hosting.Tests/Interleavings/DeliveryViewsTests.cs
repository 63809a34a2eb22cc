using Workflows.Abstractions.Deliveries;
using Workflows.Abstractions.Events;
using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Json;
using Workflows.Abstractions.Storage;
using Workflows.Hosting.Definitions;
using Workflows.Hosting.Entities;
using Workflows.Hosting.Metrics;
using Workflows.Hosting.Queries;
using Workflows.Hosting.Tests.Parts;
using Workflows.Hosting.Triggers;

namespace Workflows.Hosting.Tests.Interleavings;

public sealed class DeliveryViewsTests
{
    /// <summary>An answer that says processed, and nothing of what the event did, would be taken for an event that nobody listens to.</summary>
    [Fact]
    public async Task List_OfAnEventThatIsProcessedBetweenTwoReads_NeverSaysThatItDidNothing()
    {
        await using var engine = await BareEngine.CreateAsync();
        var (stored, store) = await ProcessedBetweenReadsAsync(engine);
        var views = new DeliveryViews(store, engine.Get<PlanCache>());

        var during = await views.ListAsync(stored.Stream.Tenant, stored.Key, default);
        var after = await views.ListAsync(stored.Stream.Tenant, stored.Key, default);

        (during is null || during is [{ Outcome: DeliveryOutcome.Failed }]).ShouldBeTrue();
        after.ShouldNotBeNull().ShouldHaveSingleItem().Outcome.ShouldBe(DeliveryOutcome.Failed);
    }

    [Fact]
    public async Task RecentEvent_ThatIsProcessedBetweenTwoReads_IsNeverUnmatched()
    {
        await using var engine = await BareEngine.CreateAsync();
        var (stored, store) = await ProcessedBetweenReadsAsync(engine);

        (await StatusAsync()).ShouldBeOneOf(RecentEventStatus.Pending, RecentEventStatus.Error);
        (await StatusAsync()).ShouldBe(RecentEventStatus.Error);

        async Task<RecentEventStatus> StatusAsync() => (await new RecentEvents(store).ListAsync(
            stored.Stream.Tenant, stored.Stream.Type, MetricsRange.Last(TimeSpan.FromHours(1), TimeProvider.System.GetUtcNow()), null, 10, withoutSimulated: false, default)).ShouldHaveSingleItem().Status;
    }

    /// <summary>An event, and a store that has it processed, with a delivery that fails, before the second read of what became of it.</summary>
    private static async Task<(StoredEvent Stored, IStore Store)> ProcessedBetweenReadsAsync(BareEngine engine)
    {
        var stream = new StreamId(new TenantId(1), await engine.Store.Catalog.GetOrAddTypeAsync("ORDER_PLACED", default), 0);
        var now = TimeProvider.System.GetUtcNow();
        var stored = new StoredEvent
        {
            Key = new EventKey(engine.Get<EngineContext>().Ids.Next()), Stream = stream, Sequence = 1, Source = "tests", OccurredAt = now,
            ReceivedAt = now, Payload = JsonValue.EmptyObject.ToUtf8(),
        };
        await WriteAsync(engine.Store, new Commit { Head = new StreamMove(stream, 0, 1), Events = { stored } });
        var entry = new DeliveryEntry(new WorkflowId(1), 1, DeliveryOutcome.Failed, null, "MAPPING", "It cannot be mapped.");
        var processing = new Commit
        {
            Cursor = new StreamMove(stream, 0, 1),
            Deliveries = { new DeliveryPage(stream, 1, 1, DeliveryPageCodec.Encode([(1, [entry])])) },
        };
        var reads = 0;
        return (stored, InterleavedStore.Around(
            engine.Store, name => name is nameof(IEventReader.GetPositionAsync) or nameof(IEventReader.GetDeliveriesAsync) && ++reads == 2,
            () => WriteAsync(engine.Store, processing)));
    }

    private static async Task WriteAsync(IStore store, Commit commit) =>
        (await store.Writer.WriteAsync([commit], default)).ShouldHaveSingleItem().IsCommitted.ShouldBeTrue();
}
