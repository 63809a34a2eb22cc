using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;
using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Runs;
using Workflows.Grains.Feed;
using Workflows.Grains.Placement;
using Workflows.Grains.Runs;
using Workflows.Grains.Timers;
using Workflows.Grains.Wire;
using Workflows.Grains.Workflows;
using Workflows.Hosting.Gates;
using Workflows.Hosting.Runs;
using Workflows.Hosting.Triggers;

namespace Workflows.Cluster.Tests.Wire;

/// <summary>What silos say to each other arrives as it was sent.</summary>
public sealed class WireTests
{
    private readonly Serializer serializer = new ServiceCollection().AddSerializer().BuildServiceProvider().GetRequiredService<Serializer>();

    [Fact]
    public void RunMessages_CrossSilos()
    {
        foreach (var message in WireSamples.RunMessages) Cross(new RunWire(message)).Read().ToString().ShouldBe(message.ToString());
    }

    [Fact]
    public void RunMessages_AllHaveAWireForm() =>
        typeof(RunMessage).GetNestedTypes().Where(type => type != typeof(RunMessage.Adopt) && type != typeof(RunMessage.Command)).ShouldBe(
            WireSamples.RunMessages.Select(message => message.GetType()).Distinct(), ignoreOrder: true,
            "a new message needs a wire form (grains/Wire/RunWire.cs) and a sample");

    [Fact]
    public void WorkflowMessages_CrossSilos()
    {
        foreach (var message in WireSamples.WorkflowMessages) Cross(new WorkflowWire(message)).Read().ShouldBe(message);
        // Who waits for a turn makes a call of its own.
        typeof(WorkflowMessage).GetNestedTypes().Length.ShouldBe(WireSamples.WorkflowMessages.Length + 1, "a new message needs a wire form (grains/Workflows)");
    }

    [Fact]
    public void Commands_CrossSilos()
    {
        foreach (var sent in WireSamples.Commands)
        {
            var arrived = Cross(new CommandWire(sent)).Read();
            (arrived.Payload.IsMissing, arrived.Payload.ToString()).ShouldBe((sent.Payload.IsMissing, sent.Payload.ToString()));
            (arrived with { Payload = sent.Payload }).ShouldBe(sent);
        }
    }

    [Fact]
    public void AnswersToCommands_CrossSilos_WithoutTheRun()
    {
        Cross(new CommandAnswerWire(WireSamples.Problem)).Problem.ShouldBe(WireSamples.Problem);

        var done = new CommandAnswerWire(new RunRecord
        {
            Id = new RunId(Guid.NewGuid()), Tenant = new TenantId(3), Workflow = new WorkflowId(4), Version = 1, Revision = 2, Status = RunStatus.Canceled,
            Origin = RunOrigin.Event, StartedAt = default, UpdatedAt = default, State = default, History = default,
        });
        done.Run.ShouldNotBeNull("within a silo the run is handed over");
        var arrived = Cross(done);
        arrived.Problem.ShouldBeNull();
        arrived.Run.ShouldBeNull("whoever asked reads the run");
    }

    [Fact]
    public void AppendedEvents_CrossSilos()
    {
        var sent = WireSamples.NewEvent;

        var arrived = Cross(new AppendWire([sent])).Read().ShouldHaveSingleItem();

        // The bytes are compared by content, everything else by value: a property that is added later must cross, too.
        arrived.PayloadBytes.ToArray().ShouldBe(sent.PayloadBytes.ToArray());
        arrived.Payload.ToString().ShouldBe(sent.Payload.ToString());
        arrived.Extra.ToString().ShouldBe(sent.Extra.ToString());
        (arrived with { PayloadBytes = sent.PayloadBytes, Payload = sent.Payload, Extra = sent.Extra }).ShouldBe(sent);
    }

    [Fact]
    public void ResultsOfAppends_CrossSilos() =>
        Cross(new AppendedWire(WireSamples.AppendResults)).Read().ShouldBe(WireSamples.AppendResults);

    [Fact]
    public void BatchesOfStoredEvents_CrossSilos() => ShouldBeTheSample(Cross(
        new BatchWire([new IncomingEvent(WireSamples.StoredEvent, WireSamples.Value)])));

    [Fact]
    public void BatchesInTheFeed_CrossSilos()
    {
        var arrived = Cross(WireSamples.Feed);

        arrived.StreamId.ShouldBe(EventFeed.IdOf("3/12/2"));
        arrived.SequenceToken.ShouldBe(WireSamples.Feed.SequenceToken);
        ShouldBeTheSample(arrived.GetEvents<BatchWire>().ShouldHaveSingleItem().Item1);
    }

    [Fact]
    public void Deliveries_CrossSilos()
    {
        var key = new EventKey(Guid.NewGuid());

        var arrived = Cross(DeliveriesWire.Of(key, WireSamples.Deliveries));

        arrived.Event.ShouldBe(key.Value);
        arrived.Read().ShouldBe(WireSamples.Deliveries);
    }

    [Fact]
    public void DueWaits_CrossSilos_AsFarAsTimersNeedThem()
    {
        var (sent, arrived) = (WireSamples.Due, Cross(new DueWire(WireSamples.Due)).Read());

        (arrived.Id, arrived.Tenant, arrived.Due).ShouldBe((sent.Id, sent.Tenant, sent.Due));
    }

    [Fact]
    public void StateOfTheKeeper_CrossesSilos() => ShouldBeTheSame(WireSamples.Keeper, Cross(WireSamples.Keeper));

    [Fact]
    public void ReportsOfSilos_CrossSilos() => ShouldBeTheSame(WireSamples.Report, Cross(WireSamples.Report));

    [Fact]
    public void Placement_CrossesSilos() => Cross(KeyPlacement.Instance).ShouldBeOfType<KeyPlacement>();

    private static void ShouldBeTheSample(BatchWire batch)
    {
        var (sent, arrived) = (WireSamples.StoredEvent, batch.Read(WireSamples.Stream).ShouldHaveSingleItem());

        arrived.Payload.ToString().ShouldBe(WireSamples.Value.ToString());
        arrived.Event.Payload.ToArray().ShouldBe(sent.Payload.ToArray());
        arrived.Event.Extra.ToArray().ShouldBe(sent.Extra.ToArray());
        (arrived.Event with { Payload = sent.Payload, Extra = sent.Extra }).ShouldBe(sent);
    }

    private static void ShouldBeTheSame<T>(T sent, T arrived)
        where T : class
    {
        foreach (var member in WireSamples.MembersOf(typeof(T)))
            WireSamples.ValueOf(member, arrived).ShouldBeEquivalentTo(WireSamples.ValueOf(member, sent), member.Name);
    }

    private T Cross<T>(T wire) => serializer.Deserialize<T>(serializer.SerializeToArray(wire))!;
}
