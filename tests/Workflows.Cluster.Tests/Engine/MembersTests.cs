using Microsoft.Extensions.DependencyInjection;
using Orleans.TestingHost;
using Workflows.Grains.Members;
using Workflows.Grains.Placement;
using Workflows.Hosting.Ingest;
using Workflows.Hosting.Members;
using Workflows.Hosting.Tests.Engine;
using Workflows.Hosting.Tests.Harness;

namespace Workflows.Cluster.Tests.Engine;

/// <summary>What operators see of the silos, whichever they ask.</summary>
public sealed class MembersTests(PostgresFixture fixture) : SiloTests(fixture)
{
    private const int Orders = 40;

    [Fact]
    public async Task EverySilo_TellsTheSameOfAll_WithWhatTheyHaveAndSent()
    {
        await Engine.PublishAsync("wait", """
            {"name":"Wait","trigger":{"type":"event","eventName":"ORDER_PLACED"},"steps":[
              {"id":"paid","type":"event.wait","config":{"eventName":"ORDER_PAID","correlationKey":{"$expr":"run.correlationId"}}}]}
            """);
        var orders = Enumerable.Range(0, Orders).Select(order => EngineHarness.Event("ORDER_PLACED", $"o-{order}")).ToArray();
        await Engine.Ingest.SubmitAsync(Engine.Caller.Tenant, orders, waitProcessed: true, default);

        foreach (var silo in Processes)
        {
            IReadOnlyList<Member> members = [];
            await SplitCluster.UntilAsync(
                async () => (members = await silo.GetRequiredService<IMembers>().ListAsync(default)).All(member => member.Traffic?.Queued == 0),
                "all tell of themselves, and what triggers read from their logs is gone from the queues, too");

            members.Count.ShouldBe(3);
            members.ShouldAllBe(member => member.Status == "active" && member.MemoryBytes > 0 && member.Processor > TimeSpan.Zero);
            members.Count(member => member.IsThis).ShouldBe(1);
            members.Count(member => member.DutiesSince != null).ShouldBe(1);
            // Every lane of the event type has its stream and trigger, on the same silo.
            members.Sum(member => member.Entities.GetValueOrDefault("trigger")).ShouldBe(4);
            members.ShouldAllBe(member => member.Entities.GetValueOrDefault("stream") == member.Entities.GetValueOrDefault("trigger"));
            members.ShouldAllBe(member => member.Traffic!.Local > 0 && member.Traffic.Remote > 0 && member.Traffic.RemoteBytes > member.Traffic.Remote);
        }
    }

    [Fact]
    public async Task SiloThatJoins_GetsWhatBelongsToItOfAllThatIsInUse()
    {
        await PublishToAllAsync();
        Count("stream").ShouldBe(12, "every lane of three event types is in use");

        await Cluster.StartAdditionalSiloAsync();
        await Engine.UntilAsync(
            async () =>
            {
                await PublishToAllAsync();
                return IsInPlace() && Count("stream") == 12 && Count("trigger") == 12;
            },
            "streams, triggers and timers come to the silos of their keys");
    }

    /// <summary>With ids: what a stream took whose silo left before it answered is appended again, and comes back as a duplicate.</summary>
    private async Task PublishToAllAsync()
    {
        var events = EngineHarness.EventTypes.SelectMany(type => Enumerable.Range(0, Orders).Select(order => EngineHarness.Event(type, $"o-{order}", id: Guid.NewGuid().ToString())));
        foreach (var result in await Engine.Ingest.SubmitAsync(Engine.Caller.Tenant, [.. events], waitProcessed: true, default))
            result.Status.ShouldBeOneOf(IngestStatus.Accepted, IngestStatus.Duplicate);
    }

    private bool IsInPlace()
    {
        var silos = Cluster.Silos.Select(silo => silo.SiloAddress).ToArray();
        return Cluster.Silos.All(silo => CensusOf(silo).Movable.All(
            grain => KeyPlacement.Choose(grain.GrainContext.GrainId.Key, silos).Equals(silo.SiloAddress)));
    }

    private int Count(string kind) => Cluster.Silos.Sum(silo => CensusOf(silo).Counts.GetValueOrDefault(kind));

    private static GrainCensus CensusOf(InProcessSiloHandle silo) => silo.ServiceProvider.GetRequiredService<GrainCensus>();
}
