using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;
using Workflows.Abstractions.Events;
using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Json;
using Workflows.Engine.Runs;
using Workflows.Grains.Wire;
using Workflows.Grains.Workflows;
using Workflows.Hosting.Actions;
using Workflows.Hosting.Gates;
using Workflows.Hosting.Runs;
using Workflows.Hosting.Streams;

namespace Workflows.Cluster.Tests.Wire;

/// <summary>What silos say to each other arrives as it was sent.</summary>
public sealed class WireTests
{
    private static readonly JsonValue Value = JsonValue.Parse("""{"a":[1,2.50,"ä"],"b":null}""");
    private readonly Serializer serializer = new ServiceCollection().AddSerializer().BuildServiceProvider().GetRequiredService<Serializer>();

    private static RunMessage[] RunMessages { get; } =
    [
        new RunMessage.Recover(),
        new RunMessage.Continue(),
        new RunMessage.WaitResolved(3, new EventKey(Guid.Parse("0199c8f0-3f5e-7a00-8000-5c0bcf414854"))),
        new RunMessage.TimerFired(4),
        new RunMessage.ParentGone(new RunId(Guid.Parse("0199c8f0-3f5e-7a00-8000-5c0bcf414854"))),
        new RunMessage.ActionCompleted(5, ActionResult.Success(Value)),
        new RunMessage.ActionCompleted(6, ActionResult.Fail(FailureCategory.TransientError, "NOT_YET", "Later.", Value)),
        new RunMessage.ActionHanded(7),
        new RunMessage.Abort("ENGINE_FAULT", "It broke."),
    ];

    [Fact]
    public void RunMessages_CrossSilos()
    {
        foreach (var message in RunMessages) Cross(new RunWire(message)).Read().ToString().ShouldBe(message.ToString());
    }

    [Fact]
    public void RunMessages_AllHaveAWireForm() =>
        typeof(RunMessage).GetNestedTypes().Where(type => type != typeof(RunMessage.Adopt) && type != typeof(RunMessage.Command)).ShouldBe(
            RunMessages.Select(message => message.GetType()).Distinct(), ignoreOrder: true,
            "a new message needs a wire form (grains/Wire/RunWire.cs) and a line in this test");

    [Fact]
    public void WorkflowMessages_CrossSilos()
    {
        WorkflowMessage[] messages =
        [
            WorkflowMessage.Poke.Instance, WorkflowMessage.RunFailed.Instance, new WorkflowMessage.TriggerFailing(7),
            WorkflowMessage.DeliveryFailed.Instance, WorkflowMessage.DeliveryStarted.Instance,
        ];
        foreach (var message in messages) Cross(new WorkflowWire(message)).Read().ShouldBe(message);
        // Who waits for a turn makes a call of its own.
        typeof(WorkflowMessage).GetNestedTypes().Length.ShouldBe(messages.Length + 1, "a new message needs a wire form (grains/Workflows)");
    }

    [Fact]
    public void AppendedEvents_CrossSilos()
    {
        var sent = new NewEvent
        {
            ExternalId = "e-1",
            IdHash = Guid.Parse("0199c8f0-3f5e-7a00-8000-5c0bcf414854"),
            ContentHash = -7,
            Source = "tests",
            OccurredAt = DateTimeOffset.UnixEpoch.AddDays(20_000),
            ReceivedAt = DateTimeOffset.UnixEpoch.AddDays(20_001),
            CorrelationId = "c-1",
            Payload = Value,
            PayloadBytes = Value.ToUtf8(),
            Extra = JsonValue.Parse("""{"ttl":60}"""),
            Flags = EventFlags.Simulated,
        };

        var arrived = Cross(new AppendWire([sent])).Read().ShouldHaveSingleItem();

        // The bytes are compared by content, everything else by value: a property that is added later must cross, too.
        arrived.PayloadBytes.ToArray().ShouldBe(sent.PayloadBytes.ToArray());
        arrived.Payload.ToString().ShouldBe(sent.Payload.ToString());
        arrived.Extra.ToString().ShouldBe(sent.Extra.ToString());
        (arrived with { PayloadBytes = sent.PayloadBytes, Payload = sent.Payload, Extra = sent.Extra }).ShouldBe(sent);
    }

    private T Cross<T>(T wire) => serializer.Deserialize<T>(serializer.SerializeToArray(wire));
}
