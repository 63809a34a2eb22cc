using Workflows.Abstractions.Json;
using Workflows.Engine.Contracts;
using Workflows.Engine.Definitions;
using Workflows.Engine.Triggers;
using Workflows.Expressions;

namespace Workflows.Engine.Tests.Triggers;

public sealed class TriggerMatcherTests
{
    private static readonly EvaluationContext Context = new() { Now = DateTimeOffset.UnixEpoch };

    [Fact]
    public void RandomCondition_TakesItsShareOfTheEvents_AndDecidesEachTheSameWayAgain()
    {
        var trigger = DefinitionReader.Read(JsonValue.Parse(
            """{"name":"Sample","trigger":{"type":"event","eventName":"X","condition":{"$expr":"$random() < 0.25"}},"steps":[]}""")).Definition!.Trigger!;

        var first = Decide(trigger);

        Decide(trigger).ShouldBe(first);
        first.Count(started => started).ShouldBeInRange(200, 300);
    }

    private static List<bool> Decide(EventTrigger trigger) =>
    [
        .. Enumerable.Range(0, 1_000).Select(i => TriggerMatcher.Decide(
            trigger, PayloadContract.None,
            new TriggerEvent($"event-{i}", "X", "test", null, DateTimeOffset.UnixEpoch, JsonValue.EmptyObject, default, null),
            Context) is TriggerDecision.Start),
    ];
}
