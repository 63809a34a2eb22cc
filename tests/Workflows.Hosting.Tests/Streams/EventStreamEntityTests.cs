using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Json;
using Workflows.Hosting.Entities;
using Workflows.Hosting.Streams;
using Workflows.Hosting.Tests.Parts;
using Workflows.Testing;

namespace Workflows.Hosting.Tests.Streams;

public sealed class EventStreamEntityTests
{
    [Fact]
    public async Task Defect_InOneCommit_IsAnswered_AndTheRequestsBehindItAreStored()
    {
        await using var engine = await BareEngine.CreateAsync();
        var tenant = await engine.Store.Tenants.GetOrAddAsync("tests", TimeProvider.System.GetUtcNow(), default);
        var stream = new StreamId(tenant.Id, await engine.Store.Catalog.GetOrAddTypeAsync("ORDER_PLACED", default), 0);
        var entity = new EventStreamEntity(stream, engine.Get<EngineContext>(), engine.Get<IEntityRouter>());
        var capacity = engine.Get<EngineContext>().Options.Value.StreamQueue;
        // More than one commit takes.
        var requests = new[] { Request(1_500), Request(1_500) };
        foreach (var request in requests) entity.TryEnter(request.Events.Count).ShouldBeTrue();
        engine.Store.Defects = 1;

        await Should.ThrowAsync<InvalidOperationException>(() => entity.AppendAsync(requests));

        requests[0].Completion.IsCompleted.ShouldBeTrue();
        (await requests[0].Completion).ShouldAllBe(result => result.Problem == StreamProblems.OutcomeUnknown);
        requests[1].Completion.IsCompleted.ShouldBeTrue();
        (await requests[1].Completion).Select(result => result.Sequence).ShouldBe(Enumerable.Range(1, 1_500).Select(number => (long)number));
        entity.TryEnter(capacity).ShouldBeTrue("what was answered does not wait any more");
    }

    /// <summary>The order of ids is the order in which held events are released, and streams move between machines.</summary>
    [Theory]
    [InlineData(30, true)]
    [InlineData(3_600, false)]
    public async Task Append_AfterAnEventOfAClockThatIsAhead_GoesOnFromItsId_UnlessThatClockIsWrong(int secondsAhead, bool isFollowed)
    {
        await using var engine = await BareEngine.CreateAsync();
        var tenant = await engine.Store.Tenants.GetOrAddAsync("tests", TimeProvider.System.GetUtcNow(), default);
        var stream = new StreamId(tenant.Id, await engine.Store.Catalog.GetOrAddTypeAsync("ORDER_PLACED", default), 0);
        var clock = new TimerClock();
        clock.Advance(TimeProvider.System.GetUtcNow().AddSeconds(secondsAhead) - clock.GetUtcNow());
        var ahead = await AppendAsync(engine.Get<EngineContext>() with { Ids = new IdSource(clock) });

        var here = await AppendAsync(engine.Get<EngineContext>());

        here.Sequence.ShouldBe(2);
        (here.Key.Value > ahead.Key.Value).ShouldBe(isFollowed);
        engine.Log.Events.Contains(1103).ShouldBe(!isFollowed);

        async Task<AppendResult> AppendAsync(EngineContext context)
        {
            var request = Request(1);
            await new EventStreamEntity(stream, context, engine.Get<IEntityRouter>()).AppendAsync([request]);
            return (await request.Completion).ShouldHaveSingleItem();
        }
    }

    private static AppendRequest Request(int events)
    {
        var now = TimeProvider.System.GetUtcNow();
        var payload = JsonValue.EmptyObject;
        var one = new NewEvent { Source = "tests", OccurredAt = now, ReceivedAt = now, Payload = payload, PayloadBytes = payload.ToUtf8() };
        return new AppendRequest([.. Enumerable.Repeat(one, events)], null);
    }
}
