using Workflows.Abstractions.Deliveries;
using Workflows.Abstractions.Events;
using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Runs;

namespace Workflows.Storage.Tests.Conformance;

public abstract partial class StoreConformance
{
    [Fact]
    public async Task PruneTenant_RemovesWhatTheTenantKeepsNoLonger_AndNothingOfOthers()
    {
        var other = (await store.Tenants.GetOrAddAsync("other", Clock.Now, Token)).Id;
        var (mine, others) = (await OldRowsAsync(tenant), await OldRowsAsync(other));
        Clock.Advance(TimeSpan.FromDays(9));
        var recent = await OldRowsAsync(tenant);

        // The event, its page of deliveries, the run with its slice, its tag, its link and the audit row.
        (await store.PruneTenantAsync(tenant, Clock.Now, Week with { Audit = TimeSpan.FromDays(7) }, Token)).ShouldBe(6);

        (await KeptAsync(tenant, mine)).ShouldBe((false, false, false, false));
        (await KeptAsync(tenant, recent)).ShouldBe((true, true, true, true));
        (await KeptAsync(other, others)).ShouldBe((true, true, true, true));
        (await store.Events.GetDeliveriesAsync(mine.Event.Stream, mine.Event.Sequence, Token))?.First.ShouldBe(recent.Event.Sequence);
        (await store.Events.GetDeliveriesAsync(others.Event.Stream, others.Event.Sequence, Token)).ShouldNotBeNull();
        (await store.PruneTenantAsync(tenant, Clock.Now, Week with { Audit = TimeSpan.FromDays(7) }, Token)).ShouldBe(0);
    }

    [Fact]
    public async Task PruneTenant_KeepsUnreadEvents_AndRunsThatHaveNotEnded()
    {
        var unread = await StoredAsync(rows.Event(Stream, 1));
        var waiting = rows.Run(tenant, status: RunStatus.Waiting);
        await ParkAsync(waiting, rows.EventWait(waiting, type, "k"));
        Clock.Advance(TimeSpan.FromDays(30));

        await store.PruneTenantAsync(tenant, Clock.Now, Week, Token);

        (await store.Events.GetAsync(tenant, unread.Key, Token)).ShouldNotBeNull();
        (await store.Runs.GetAsync(tenant, waiting.Id, Token)).ShouldNotBeNull();
        (await store.Runs.GetWaitsAsync(tenant, waiting.Id, Token)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Maintenance_RemovesAuditRows_PastTheirRetention()
    {
        await store.Tenants.AuditAsync(rows.Audit(tenant), Token);
        Clock.Advance(TimeSpan.FromDays(40));
        var recent = rows.Audit(tenant);
        await store.Tenants.AuditAsync(recent, Token);

        (await store.MaintainAsync(Clock.Now, Week with { Audit = TimeSpan.FromDays(30) }, Token)).ShouldBePositive();

        (await store.Tenants.ListAuditAsync(tenant, null, null, 10, Token)).ShouldHaveSingleItem().Id.ShouldBe(recent.Id);
    }

    /// <summary>An event that was read, a replay that ended, with a slice and a tag, and an audit row.</summary>
    private async Task<(StoredEvent Event, RunRecord Run, Guid Audit)> OldRowsAsync(TenantId owner)
    {
        var stream = new StreamId(owner, type, 0);
        var sequence = (await store.Events.GetPositionAsync(stream, Token)).Head + 1;
        var (item, run, audit) = (rows.Event(stream, sequence), rows.Run(owner), rows.Audit(owner));
        var commit = Append(item);
        commit.Cursor = commit.Head;
        commit.Deliveries.Add(new DeliveryPage(stream, sequence, sequence, Rows.Utf8("[]")));
        commit.NewRuns.Add(run);
        commit.NewTags.Add(new RunTag(owner, run.Id, "old"));
        commit.Replays.Add(new ReplayLink(owner, rows.Run(owner).Id, run.Id, "a"));
        commit.Slices.Add(new SliceRecord(run.Id, 2, Rows.Utf8("[]")));
        await CommitAsync(commit);
        await store.Tenants.AuditAsync(audit, Token);
        return (item, run, audit.Id);
    }

    private async Task<(bool Event, bool Run, bool Replay, bool Audit)> KeptAsync(TenantId owner, (StoredEvent Event, RunRecord Run, Guid Audit) kept) => (
        await store.Events.GetAsync(owner, kept.Event.Key, Token) is not null,
        await store.Runs.GetAsync(owner, kept.Run.Id, Token) is not null,
        (await store.Operations.ListReplaysAsync(owner, kept.Run.Id, Token)).Count > 0,
        (await store.Tenants.ListAuditAsync(owner, null, null, 100, Token)).Any(row => row.Id == kept.Audit));
}
