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
}
