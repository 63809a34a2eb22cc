using Workflows.Abstractions.Deliveries;
using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Runs;
using Workflows.Abstractions.Storage;

namespace Workflows.Storage.Tests.Conformance;

/// <summary>Held deliveries, the gates of limited workflows, and idempotency keys.</summary>
public abstract partial class StoreConformance
{
    private static readonly WorkflowId Gated = new(7);

    [Fact]
    public async Task HeldDelivery_IsReadBackAsWritten_AndChangedByRevision()
    {
        var held = Held("o1") with { Due = Clock.Now.AddSeconds(5), Message = "later", Input = Rows.Utf8("""{"payload":1}"""), Type = null };
        await CommitAsync(Holding(held));

        var stored = (await store.Deliveries.FindAsync(tenant, held.Id, Token)).ShouldHaveSingleItem();
        Rows.Text(stored.Input).ShouldBe(Rows.Text(held.Input));
        (stored with { Input = default }).ShouldBe(held with { Input = default });
        var run = new RunId(rows.NextId());
        await CommitAsync(Changing(held with { Status = HeldStatus.Started, Revision = 2, Run = run, Due = null }));
        (await WriteAsync(Changing(held with { Status = HeldStatus.Dead, Revision = 2 })))[0].ShouldBeOfType<CommitOutcome.Conflict>();
        var after = (await store.Deliveries.FindAsync(tenant, held.Id, Token)).ShouldHaveSingleItem();
        (after.Status, after.Run, after.Due, after.Reason).ShouldBe((HeldStatus.Started, run, null, held.Reason));
    }

    [Fact]
    public async Task HeldDelivery_HeldTwice_IsAConflict_AndTakesItsCommitWithIt()
    {
        var held = Held("o1");
        await CommitAsync(Holding(held));
        var again = Holding(held);
        again.Cursor = new StreamMove(Stream, 0, 1);

        (await WriteAsync(again))[0].ShouldBeOfType<CommitOutcome.Conflict>();

        (await store.Events.GetPositionAsync(Stream, Token)).Cursor.ShouldBe(0);
    }

    [Fact]
    public async Task ReadyDeliveries_ComeInOrder_AndARetryHoldsBackItsCorrelationOnly()
    {
        var retried = Held("o1") with { Due = Clock.Now.AddSeconds(10) };
        var (behind, free, anonymous, settled) = (Held("o1"), Held("o2"), Held(null), Held("o3") with { Status = HeldStatus.Dead });
        await CommitAsync(Holding(retried, behind, free, anonymous, settled));
        await CommitAsync(Holding(Held("o4") with { Workflow = new WorkflowId(8) }));

        (await ReadyAsync(Clock.Now)).ShouldBe([free.Id, anonymous.Id]);
        (await ReadyAsync(Clock.Now.AddSeconds(10))).ShouldBe([retried.Id, behind.Id, free.Id, anonymous.Id]);
        (await store.Deliveries.GetNextDueAsync(tenant, Gated, Clock.Now, Token)).ShouldBe(retried.Due);
        (await store.Deliveries.GetNextDueAsync(tenant, Gated, retried.Due!.Value, Token)).ShouldBeNull();
        (await store.Deliveries.FindHoldingAsync(tenant, [Gated, new WorkflowId(8), new WorkflowId(9)], Token)).ShouldBe([Gated, new WorkflowId(8)], ignoreOrder: true);
        (await store.Deliveries.FindHoldingAsync(other, [Gated], Token)).ShouldBeEmpty();
        (await store.Deliveries.NextHoldingAsync(default, Token)).ShouldBe((tenant, Gated));
        (await store.Deliveries.NextHoldingAsync(Gated, Token)).ShouldBe((tenant, new WorkflowId(8)));
        (await store.Deliveries.NextHoldingAsync(new WorkflowId(8), Token)).ShouldBeNull();
    }

    [Fact]
    public async Task DeliveryList_IsNewestFirst_FilteredAndPaged()
    {
        var dead = Enumerable.Range(0, 5).Select(n => Held($"o{n}") with { Status = HeldStatus.Dead, Reason = n % 2 == 0 ? "A" : "B" }).ToArray();
        await CommitAsync(Holding([.. dead, Held("held")]));
        var query = new HeldQuery { Tenant = tenant, Status = HeldStatus.Dead, Limit = 2 };

        var first = await store.Deliveries.ListAsync(query, Token);
        var second = await store.Deliveries.ListAsync(query with { Before = (first[^1].Id, first[^1].Workflow) }, Token);

        first.Concat(second).Select(row => row.Id).ShouldBe([dead[4].Id, dead[3].Id, dead[2].Id, dead[1].Id]);
        (await store.Deliveries.ListAsync(query with { Reason = "B", Limit = 10 }, Token)).Count.ShouldBe(2);
        (await store.Deliveries.ListAsync(query with { Workflow = new WorkflowId(8) }, Token)).ShouldBeEmpty();
        (await store.Deliveries.ListAsync(query with { Tenant = other }, Token)).ShouldBeEmpty();
        (await store.Deliveries.ListAsync(query with { Status = HeldStatus.Held }, Token)).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Gate_IsMovedByOneOfTwo()
    {
        (await store.Deliveries.GetGateAsync(tenant, Gated, Token)).ShouldBeNull();
        await CommitAsync(Moving(1, "a"));
        (await WriteAsync(Moving(1, "b")))[0].ShouldBeOfType<CommitOutcome.Conflict>();

        var outcomes = await WriteAsync(Moving(2, "c"), Moving(2, "d"));

        outcomes[0].IsCommitted.ShouldBeTrue();
        outcomes[1].ShouldBeOfType<CommitOutcome.Conflict>();
        var gate = await store.Deliveries.GetGateAsync(tenant, Gated, Token);
        (gate!.Version, Rows.Text(gate.State)).ShouldBe((2L, "c"));
    }

    [Fact]
    public async Task StartKey_IsTakenOnce_AndItsRunFound()
    {
        var (key, run) = (rows.NextId(), rows.Run(tenant, Gated.Value));
        var first = new Commit();
        first.NewRuns.Add(run);
        first.StartKeys.Add(new StartKey(tenant, Gated, key, run.Id));
        await CommitAsync(first);
        var second = new Commit();
        second.NewRuns.Add(rows.Run(tenant, Gated.Value));
        second.StartKeys.Add(new StartKey(tenant, Gated, key, second.NewRuns[0].Id));

        (await WriteAsync(second))[0].ShouldBeOfType<CommitOutcome.Conflict>();

        (await store.Runs.GetAsync(tenant, second.NewRuns[0].Id, Token)).ShouldBeNull();
        (await store.Deliveries.FindStartKeysAsync(tenant, Gated, [key, rows.NextId()], Token)).ShouldBe([new StartKey(tenant, Gated, key, run.Id)]);
        (await store.Deliveries.FindStartKeysAsync(tenant, new WorkflowId(8), [key], Token)).ShouldBeEmpty();
    }

    [Fact]
    public async Task ActiveRuns_AreCountedByOrigin()
    {
        var commit = new Commit();
        commit.NewRuns.AddRange([
            rows.Run(tenant, Gated.Value, RunStatus.Running), rows.Run(tenant, Gated.Value, RunStatus.Waiting),
            rows.Run(tenant, Gated.Value, RunStatus.Waiting) with { Origin = RunOrigin.Manual }, rows.Run(tenant, Gated.Value), rows.Run(tenant, 8, RunStatus.Running)]);
        await CommitAsync(commit);

        var active = await store.Deliveries.CountActiveAsync(tenant, Gated, Token);

        active.ShouldBe(new Dictionary<RunOrigin, int> { [RunOrigin.Event] = 2, [RunOrigin.Manual] = 1 }, ignoreOrder: true);
    }

    [Fact]
    public async Task ActiveRuns_ThatWaitForTheirTurn_AreNotCounted()
    {
        var run = rows.Run(tenant, Gated.Value, RunStatus.Waiting) with { Origin = RunOrigin.Parent };
        var commit = Holding(Held("o1") with { Id = run.Id.Value, Origin = RunOrigin.Parent });
        commit.NewRuns.Add(run);
        await CommitAsync(commit);
        (await store.Deliveries.CountActiveAsync(tenant, Gated, Token)).ShouldBeEmpty();

        var release = new Commit();
        release.HeldUpdates.Add(Held("o1") with { Id = run.Id.Value, Origin = RunOrigin.Parent, Status = HeldStatus.Started, Revision = 2 });
        await CommitAsync(release);
        (await store.Deliveries.CountActiveAsync(tenant, Gated, Token))[RunOrigin.Parent].ShouldBe(1);
    }

    [Fact]
    public async Task Maintenance_KeepsHeldEvents_AndRemovesSettledRows()
    {
        var kept = rows.Event(Stream, 1);
        await StoredAsync(kept);
        await CommitAsync(new Commit { Cursor = new StreamMove(Stream, 0, 1) });
        var held = Held("o1") with { Id = kept.Key.Value };
        await CommitAsync(Holding(held, Held("o2") with { Status = HeldStatus.Dead }));
        Clock.Now += TimeSpan.FromDays(200);

        await store.MaintainAsync(Clock.Now, new Retention(), Token);

        (await store.Events.GetAsync(tenant, kept.Key, Token)).ShouldNotBeNull();
        (await store.Deliveries.FindAsync(tenant, held.Id, Token)).ShouldHaveSingleItem();
        (await store.Deliveries.ListAsync(new HeldQuery { Tenant = tenant, Status = HeldStatus.Dead }, Token)).ShouldBeEmpty();
    }

    private async Task<IEnumerable<Guid>> ReadyAsync(DateTimeOffset now) =>
        (await store.Deliveries.ListReadyAsync(tenant, Gated, now, 10, Token)).Select(row => row.Id);

    private HeldDelivery Held(string? correlation) => new()
    {
        Tenant = tenant,
        Workflow = Gated,
        Id = rows.NextId(),
        Origin = RunOrigin.Event,
        Type = type,
        Status = HeldStatus.Held,
        Revision = 1,
        Reason = "TEST",
        HeldAt = Clock.Now,
        UpdatedAt = Clock.Now,
        CorrelationId = correlation,
    };

    private static Commit Holding(params HeldDelivery[] held)
    {
        var commit = new Commit();
        commit.Held.AddRange(held);
        return commit;
    }

    private static Commit Changing(HeldDelivery held)
    {
        var commit = new Commit();
        commit.HeldUpdates.Add(held);
        return commit;
    }

    private Commit Moving(long version, string state)
    {
        var commit = new Commit();
        commit.Gates.Add(new GateRecord(tenant, Gated, version, Rows.Utf8(state)));
        return commit;
    }
}
