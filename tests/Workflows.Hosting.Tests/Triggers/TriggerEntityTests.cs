using Microsoft.Extensions.Logging.Abstractions;
using Workflows.Abstractions.Events;
using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Json;
using Workflows.Hosting.Actions;
using Workflows.Hosting.Entities;
using Workflows.Hosting.Tests.Parts;
using Workflows.Hosting.Triggers;

namespace Workflows.Hosting.Tests.Triggers;

public sealed class TriggerEntityTests
{
    [Fact]
    public void Mailbox_PastItsBound_LosesEventsOfLaterMessages_ButNotWhoWaitsForThem()
    {
        var context = new EngineContext(null!, null!, null!, null!, null!, null!, null!, null!, null!, null!, null!, NullLoggerFactory.Instance, null!);
        var trigger = new TriggerEntity(default, context, null!, null!);
        var message = new TriggerMessage(new IncomingEvent[15_000], []);
        var later = message with { Waiters = [new(1, new ProcessedWaiter(1))] };

        trigger.Admit(message).Events.Count.ShouldBe(15_000);
        var cut = trigger.Admit(later);

        cut.Events.ShouldBeEmpty();
        cut.Waiters.Count.ShouldBe(1);
        trigger.Admit(new TriggerMessage(new IncomingEvent[5_000], [])).Events.Count.ShouldBe(5_000);
    }

    [Fact]
    public async Task Process_WhenTheProcessHasStopped_LeavesTheEvents_AndAnswersWhoWaits()
    {
        await using var engine = await BareEngine.CreateAsync();
        var (context, router) = (engine.Get<EngineContext>(), engine.Get<IEntityRouter>());
        using var executor = new ActionExecutor(context, router);
        await executor.DrainAsync(default);
        var stream = new StreamId(new TenantId(1), await engine.Store.Catalog.GetOrAddTypeAsync("ORDER_PLACED", default), 0);
        var trigger = new TriggerEntity(stream, context, router, executor);
        var waiter = new ProcessedWaiter(1);
        var now = TimeProvider.System.GetUtcNow();
        var stored = new StoredEvent
        {
            Key = new EventKey(context.Ids.Next()), Stream = stream, Sequence = 1, Source = "tests", OccurredAt = now, ReceivedAt = now,
            Payload = JsonValue.EmptyObject.ToUtf8(),
        };

        await trigger.ProcessAsync([trigger.Admit(new TriggerMessage([new IncomingEvent(stored, JsonValue.EmptyObject)], [new(1, waiter)]))]);

        waiter.Done.IsCompleted.ShouldBeTrue();
        waiter.Find(stored.Key).ShouldBeNull();
        (await engine.Store.Events.GetPositionAsync(stream, default)).Cursor.ShouldBe(0);
    }
}
