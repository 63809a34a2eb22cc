using Microsoft.Extensions.Logging.Abstractions;
using Workflows.Hosting.Entities;
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
}
