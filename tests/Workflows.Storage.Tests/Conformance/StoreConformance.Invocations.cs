using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Invocations;
using Workflows.Abstractions.Runs;
using Workflows.Abstractions.Storage;

namespace Workflows.Storage.Tests.Conformance;

/// <summary>Idempotency keys that span runs.</summary>
public abstract partial class StoreConformance
{
    [Fact]
    public async Task Invocation_IsClaimedOnce_AndAnswersWithItsOutput()
    {
        var first = Invocation();
        (await store.Invocations.ClaimAsync(first, Token)).ShouldSatisfyAllConditions(
            row => row.IsOf(first).ShouldBeTrue(), row => row.Status.ShouldBe(InvocationStatus.Started));
        var second = Invocation() with { Key = first.Key };
        (await store.Invocations.ClaimAsync(second, Token)).IsOf(first).ShouldBeTrue("the first call is under way");

        (await store.Invocations.FinishAsync(second with { Status = InvocationStatus.Succeeded }, Token)).ShouldBeFalse("it has not the key");
        var done = first with { Status = InvocationStatus.Succeeded, Output = new byte[] { 0, 255, 7 } };
        (await store.Invocations.FinishAsync(done, Token)).ShouldBeTrue();
        (await store.Invocations.FinishAsync(done, Token)).ShouldBeFalse("it is finished");

        var row = await store.Invocations.ClaimAsync(second, Token);
        (row.Status, row.Run, Convert.ToHexString(row.Output.Span)).ShouldBe((InvocationStatus.Succeeded, first.Run, "00FF07"));
        (await store.Invocations.GetAsync(other, first.Key, Token)).ShouldBeNull();
        (await store.Invocations.ClaimAsync(second with { Tenant = other }, Token)).IsOf(second).ShouldBeTrue("keys belong to tenants");
    }

    [Fact]
    public async Task Invocation_ThatFailed_IsClaimedByTheNext()
    {
        var first = Invocation();
        await store.Invocations.ClaimAsync(first, Token);
        await store.Invocations.FinishAsync(first with { Status = InvocationStatus.Failed }, Token);

        var second = Invocation() with { Key = first.Key };
        (await store.Invocations.ClaimAsync(second, Token)).ShouldSatisfyAllConditions(
            row => row.IsOf(second).ShouldBeTrue(), row => row.Status.ShouldBe(InvocationStatus.Started), row => row.Output.IsEmpty.ShouldBeTrue());
    }

    [Fact]
    public async Task Invocation_OfTheSameCall_IsClaimedAgain_AndRenewed()
    {
        var call = Invocation();
        await store.Invocations.ClaimAsync(call, Token);
        var again = call with { LeaseUntil = call.LeaseUntil.AddMinutes(1) };

        (await store.Invocations.ClaimAsync(again, Token)).LeaseUntil.ShouldBe(again.LeaseUntil);
    }

    [Fact]
    public async Task Invocation_IsTakenOverFromTheCallThatWasSeen_Only()
    {
        var (lost, next, late) = (Invocation(), Invocation(), Invocation());
        await store.Invocations.ClaimAsync(lost, Token);

        (await store.Invocations.TakeOverAsync(next with { Key = lost.Key }, lost, Token)).ShouldBeTrue();
        (await store.Invocations.TakeOverAsync(late with { Key = lost.Key }, lost, Token)).ShouldBeFalse();
        (await store.Invocations.GetAsync(tenant, lost.Key, Token))!.Run.ShouldBe(next.Run);
    }

    [Fact]
    public async Task Invocations_ClaimedAtOnce_HaveOneWinner()
    {
        var key = rows.NextId();
        var calls = Enumerable.Range(0, 8).Select(_ => Invocation() with { Key = key }).ToList();

        var found = await Task.WhenAll(calls.Select(call => store.Invocations.ClaimAsync(call, Token)));

        found.Select(row => row.Run).Distinct().ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Maintenance_RemovesOldInvocations_ButNotTheOneThatARunWaitsFor()
    {
        var run = await InsertAsync(rows.Run(tenant, status: RunStatus.Running));
        var (open, lost, done) = (Invocation() with { Run = run.Id }, Invocation(), Invocation());
        foreach (var call in (InvocationRecord[])[open, lost, done]) await store.Invocations.ClaimAsync(call, Token);
        await store.Invocations.FinishAsync(done with { Status = InvocationStatus.Succeeded }, Token);

        await store.MaintainAsync(Clock.Now.AddDays(100), new Retention(), Token);

        (await store.Invocations.GetAsync(tenant, open.Key, Token)).ShouldNotBeNull();
        (await store.Invocations.GetAsync(tenant, lost.Key, Token)).ShouldBeNull();
        (await store.Invocations.GetAsync(tenant, done.Key, Token)).ShouldBeNull();
    }

    private InvocationRecord Invocation() => new()
    {
        Tenant = tenant, Key = rows.NextId(), Run = new RunId(rows.NextId()), Number = 3, Status = InvocationStatus.Started,
        LeaseUntil = Clock.Now.AddMinutes(1), UpdatedAt = Clock.Now,
    };
}
