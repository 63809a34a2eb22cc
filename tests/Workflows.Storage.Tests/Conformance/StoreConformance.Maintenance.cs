using Workflows.Abstractions.Deliveries;
using Workflows.Abstractions.Events;
using Workflows.Abstractions.Runs;
using Workflows.Abstractions.Storage;

namespace Workflows.Storage.Tests.Conformance;

public abstract partial class StoreConformance
{
    private static readonly Retention Week = new()
    {
        Dedupe = TimeSpan.FromDays(2),
        Events = TimeSpan.FromDays(7),
        Runs = TimeSpan.FromDays(7),
    };

    [Fact]
    public async Task Maintenance_OfAFreshStore_RemovesNothing()
    {
        await StoredAsync(rows.Event(Stream, 1));
        (await store.MaintainAsync(Clock.Now, Week, Token)).ShouldBe(0);
        (await store.Events.ReadAsync(Stream, 0, 10, Token)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Maintenance_RemovesReadEventsAndTheirDeliveries_PastTheirRetention()
    {
        var old = await ReadEventAsync(1);
        Clock.Advance(TimeSpan.FromDays(9));
        var recent = await ReadEventAsync(2);

        (await store.MaintainAsync(Clock.Now, Week, Token)).ShouldBePositive();

        (await store.Events.GetAsync(tenant, old.Key, Token)).ShouldBeNull();
        (await store.Events.GetDeliveriesAsync(Stream, 1, Token))?.First.ShouldBe(2);
        (await store.Events.GetAsync(tenant, recent.Key, Token)).ShouldNotBeNull();
        (await store.Events.GetDeliveriesAsync(Stream, 2, Token)).ShouldNotBeNull();
        (await store.MaintainAsync(Clock.Now, Week, Token)).ShouldBe(0);
    }

    [Fact]
    public async Task Maintenance_KeepsEventsThatNoTriggerHasRead()
    {
        var unread = await StoredAsync(rows.Event(Stream, 1));
        Clock.Advance(TimeSpan.FromDays(30));
        await store.MaintainAsync(Clock.Now, Week, Token);
        (await store.Events.GetAsync(tenant, unread.Key, Token)).ShouldNotBeNull();

        await CommitAsync(new Commit { Cursor = new StreamMove(Stream, 0, 1) });
        await store.MaintainAsync(Clock.Now, Week, Token);
        (await store.Events.GetAsync(tenant, unread.Key, Token)).ShouldBeNull();
        (await store.Events.GetPositionAsync(Stream, Token)).ShouldBe(new StreamPosition(Stream, 1, 1));
    }

    [Fact]
    public async Task Maintenance_ForgetsPublisherIds_AfterTheirWindow()
    {
        var (item, old, recent) = (rows.Event(Stream, 1), rows.NextId(), rows.NextId());
        var commit = Append(item);
        commit.Dedupe.Add(rows.Dedupe(item, old));
        await CommitAsync(commit);
        Clock.Advance(TimeSpan.FromDays(3));
        var second = rows.Event(Stream, 2);
        var later = Append(second);
        later.Dedupe.Add(rows.Dedupe(second, recent));
        await CommitAsync(later);

        await store.MaintainAsync(Clock.Now, Week, Token);

        (await store.Events.FindDuplicatesAsync(tenant, [old, recent], Token)).Select(entry => entry.IdHash).ShouldBe([recent]);
    }

    [Fact]
    public async Task Maintenance_RemovesRunsAndSlices_ThatEndedLongAgo()
    {
        var ended = rows.Run(tenant);
        var commit = new Commit();
        commit.NewRuns.Add(ended);
        commit.Slices.Add(new SliceRecord(ended.Id, 2, Rows.Utf8("[]")));
        await CommitAsync(commit);
        Clock.Advance(TimeSpan.FromDays(9));
        var recent = await InsertAsync(rows.Run(tenant));

        (await store.MaintainAsync(Clock.Now, Week, Token)).ShouldBePositive();

        (await store.Runs.GetAsync(tenant, ended.Id, Token)).ShouldBeNull();
        (await store.Runs.GetAsync(tenant, recent.Id, Token)).ShouldNotBeNull();
        (await store.MaintainAsync(Clock.Now, Week, Token)).ShouldBe(0);
    }

    [Fact]
    public async Task Maintenance_KeepsRunsThatHaveNotEnded_OrEndedLately()
    {
        var waiting = rows.Run(tenant, status: RunStatus.Waiting);
        await ParkAsync(waiting, rows.EventWait(waiting, type, "k"));
        var late = await InsertAsync(rows.Run(tenant, status: RunStatus.Waiting));
        var ended = await InsertAsync(rows.Run(tenant));
        Clock.Advance(TimeSpan.FromDays(30));
        await UpdateAsync(late with { Revision = 2, Status = RunStatus.Failed, UpdatedAt = Clock.Now });

        await store.MaintainAsync(Clock.Now, Week, Token);

        (await store.Runs.GetAsync(tenant, waiting.Id, Token)).ShouldNotBeNull();
        (await store.Runs.GetWaitsAsync(tenant, waiting.Id, Token)).Count.ShouldBe(1);
        (await store.Runs.GetAsync(tenant, late.Id, Token)).ShouldNotBeNull();
        (await store.Runs.GetAsync(tenant, ended.Id, Token)).ShouldBeNull();
    }

    private async Task<StoredEvent> ReadEventAsync(long sequence)
    {
        var item = rows.Event(Stream, sequence);
        var commit = Append(item);
        commit.Cursor = commit.Head;
        commit.Deliveries.Add(new DeliveryPage(Stream, sequence, sequence, Rows.Utf8("[]")));
        await CommitAsync(commit);
        return item;
    }
}
