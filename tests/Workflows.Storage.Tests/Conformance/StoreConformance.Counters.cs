using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Metrics;
using Workflows.Abstractions.Storage;

namespace Workflows.Storage.Tests.Conformance;

public abstract partial class StoreConformance
{
    [Fact]
    public async Task Counters_OfSomeSubjects_AreAddedUpByStretch()
    {
        const CounterKind Started = CounterKind.EventRunsStarted, Failed = CounterKind.EventRunsFailed;
        const int Day = 24 * 20_000;
        var commit = new Commit();
        foreach (var (kind, subject, hour, count) in new[]
        {
            (Started, 1, Day - 1, 1), (Started, 1, Day, 2), (Started, 1, Day + 23, 4), (Started, 1, Day + 24, 8),
            (Started, 2, Day, 16), (Started, 3, Day, 32), (Failed, 1, Day, 64),
        })
            commit.Counters.Add(new CounterDelta(tenant, kind, subject, hour, count, 10 * count));
        await CommitAsync(commit);

        (await store.Counters.SumAsync(tenant, [Started, Failed], [1, 2], Day, Day + 25, 24, Token)).ShouldBe(
        [
            new CounterDelta(tenant, Started, 1, Day, 6, 60), new CounterDelta(tenant, Started, 1, Day + 24, 8, 80),
            new CounterDelta(tenant, Started, 2, Day, 16, 160), new CounterDelta(tenant, Failed, 1, Day, 64, 640),
        ]);
        (await store.Counters.SumAsync(tenant, [Started], [1], Day - 1, Day + 24, 1, Token)).Select(counter => (counter.Hour, counter.Count))
            .ShouldBe([(Day - 1, 1), (Day, 2), (Day + 23, 4)]);
        (await store.Counters.SumAsync(tenant, [Started], [1, 3], Day - 1, Day + 25, null, Token)).ShouldBe(
            [new CounterDelta(tenant, Started, 1, 0, 15, 150), new CounterDelta(tenant, Started, 3, 0, 32, 320)]);
        (await store.Counters.SumAsync(other, [Started], [1, 2, 3], Day - 1, Day + 25, null, Token)).ShouldBeEmpty();
        (await store.Counters.SumAsync(tenant, [Started], [], Day - 1, Day + 25, null, Token)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Load_IsOfTheHour_AndOfTheBusiestTenantsFirst()
    {
        const CounterKind Accepted = CounterKind.EventsAccepted, Started = CounterKind.RunsStarted;
        const int Hour = 24 * 15_000;
        var second = Stream with { Type = await store.Catalog.GetOrAddTypeAsync("TICKET_CLOSED", Token) };
        foreach (var stream in new[] { Stream, Stream with { Lane = 1 }, second, Stream with { Tenant = other } })
            await StoredAsync(rows.Event(stream, 1));
        var own = (await NewWorkflowAsync("triage")).Id.Value;
        var system = await store.Workflows.CreateAsync(Workflow("system") with { Tenant = TenantId.System }, rows.Audit(TenantId.System), Token);
        var shared = system.ShouldNotBeNull().Id.Value;
        var commit = new Commit();
        foreach (var (owner, kind, subject, hour, count) in new[]
        {
            (tenant, Accepted, type.Value, Hour, 2), (tenant, Accepted, second.Type.Value, Hour, 3), (tenant, Started, own, Hour, 1),
            (tenant, Started, shared, Hour, 4), (tenant, Accepted, type.Value, Hour - 1, 90), (tenant, Started, own, Hour + 1, 90),
            (other, Accepted, type.Value, Hour, 40), (other, CounterKind.RunsFailed, shared, Hour, 90),
        })
            commit.Counters.Add(new CounterDelta(owner, kind, subject, hour, count));
        await CommitAsync(commit);

        (await store.Counters.ListLoadAsync(Hour, 10, Token)).ShouldBe([new TenantLoad(other, 40, 0), new TenantLoad(tenant, 5, 5)]);
        (await store.Counters.ListLoadAsync(Hour, 1, Token)).ShouldBe([new TenantLoad(other, 40, 0)]);
        (await store.Counters.ListLoadAsync(Hour + 2, 10, Token)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(0, 96, null)]
    [InlineData(0, 96, 24)]
    [InlineData(5, 91, 24)]
    [InlineData(5, 24, 24)]
    [InlineData(24, 48, 24)]
    [InlineData(30, 40, null)]
    [InlineData(23, 49, 48)]
    [InlineData(7, 7, 24)]
    public async Task Counters_ByDayOrByHour_AddUpToTheSame(int from, int to, int? hoursPerRow)
    {
        const CounterKind Accepted = CounterKind.EventsAccepted;
        const int Day = 48 * 10_000;
        var commit = new Commit();
        for (var hour = 0; hour < 96; hour++) commit.Counters.Add(new CounterDelta(tenant, Accepted, 1, Day + hour, hour, hour * hour));
        await CommitAsync(commit);
        var late = new Commit();
        late.Counters.Add(new CounterDelta(tenant, Accepted, 1, Day + 30, 1_000, 1));
        await CommitAsync(late);

        var sums = await store.Counters.SumAsync(tenant, [Accepted], [1], Day + from, Day + to, hoursPerRow, Token);

        var hours = await store.Counters.ListAsync(tenant, [Accepted], 1, Day + from, Day + to, Token);
        sums.ShouldBe(hours
            .GroupBy(counter => hoursPerRow is { } length ? counter.Hour / length * length : 0)
            .Select(stretch => new CounterDelta(tenant, Accepted, 1, stretch.Key, stretch.Sum(item => item.Count), stretch.Sum(item => item.Sum))));
    }
}
