using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace Workflows.Hosting.Tests.Engine;

public abstract partial class EngineSuite
{
    [Fact]
    public async Task Triggers_AreMetered_ByWorkflowOutcomeAndReason()
    {
        var counted = new ConcurrentDictionary<string, bool>();
        var key = $"metered-{Guid.NewGuid():N}";
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Name == "workflows.trigger.decisions") self.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((_, _, tags, _) =>
        {
            // Other engines of this process count, too.
            if (key.Equals(tags[0].Value)) counted[string.Join(' ', tags.ToArray().Skip(1).Select(tag => $"{tag.Key}={tag.Value}"))] = true;
        });
        listener.Start();
        await engine.PublishAsync(key, """
            {"name":"Metered","trigger":{"type":"event","eventName":"ORDER_PLACED","condition":{"$expr":"event.payload.sum > 1"},
              "payloadMapping":{"half":{"$expr":"event.payload.sum / event.payload.parts"} } },"steps":[]}
            """);

        await engine.ProcessAsync("ORDER_PLACED", "o1", """{"sum":4,"parts":2}""");
        await engine.ProcessAsync("ORDER_PLACED", "o2", """{"sum":1,"parts":2}""");
        await engine.ProcessAsync("ORDER_PLACED", "o3", """{"sum":4,"parts":"none"}""");

        counted.Count.ShouldBe(3);
        counted.Keys.ShouldContain("outcome=start reason= mapped=True");
        counted.Keys.ShouldContain("outcome=filtered reason=CONDITION_FALSE mapped=True");
        counted.Keys.ShouldContain(text => text.StartsWith("outcome=failed reason=", StringComparison.Ordinal) && text.Length > "outcome=failed reason= mapped=True".Length);
    }
}
