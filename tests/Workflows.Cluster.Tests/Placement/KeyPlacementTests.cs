using System.Net;
using Workflows.Abstractions.Ids;
using Workflows.Grains;
using Workflows.Grains.Placement;
using Workflows.Grains.Streams;
using Workflows.Grains.Timers;
using Workflows.Grains.Triggers;
using Workflows.Grains.Workflows;
using StreamId = Workflows.Abstractions.Ids.StreamId;

namespace Workflows.Cluster.Tests.Placement;

/// <summary>Where grains live that are placed by their key. The hashes are fixed, so these figures are the same in every run.</summary>
public sealed class KeyPlacementTests
{
    private static readonly SiloAddress[] Silos =
        [.. Enumerable.Range(1, 5).Select(number => SiloAddress.New(new IPEndPoint(IPAddress.Parse($"10.0.0.{number}"), 11111), 100 + number))];

    private static readonly IdSpan[] Keys =
    [
        .. from tenant in Enumerable.Range(1, 50)
           from type in Enumerable.Range(1, 20)
           from lane in Enumerable.Range(0, 4)
           select IdSpan.Create(EntityKey.Of(new StreamId(new TenantId(tenant), new EventTypeId(type), (short)lane))),
    ];

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(5)]
    public void Keys_SpreadEvenlyOverTheSilos(int count)
    {
        var silos = Silos[..count];

        var share = Keys.CountBy(key => KeyPlacement.Choose(key, silos)).ToDictionary();

        var even = Keys.Length / count;
        foreach (var silo in silos) share[silo].ShouldBeInRange(even * 9 / 10, even * 11 / 10);
    }

    [Fact]
    public void SiloThatComes_TakesItsShare_AndNothingElseMoves()
    {
        var moved = Keys.Where(key => !Place(key, 4).Equals(Place(key, 5))).ToArray();

        moved.Select(key => Place(key, 5)).Distinct().ShouldBe([Silos[4]]);
        moved.Length.ShouldBeInRange(Keys.Length * 9 / 50, Keys.Length * 11 / 50);
    }

    [Fact]
    public void SiloThatGoes_LeavesItsKeysToAllOthers_AndNothingElseMoves()
    {
        SiloAddress[] left = [.. Silos[..2], .. Silos[3..]];

        var moved = Keys.Where(key => !Place(key, 5).Equals(KeyPlacement.Choose(key, left))).ToArray();

        moved.ShouldBe(Keys.Where(key => Place(key, 5).Equals(Silos[2])));
        moved.Select(key => KeyPlacement.Choose(key, left)).Distinct().ShouldBe(left, ignoreOrder: true);
    }

    [Fact]
    public void OrderInWhichSilosAreListed_DoesNotMatter() =>
        Keys.ShouldAllBe(key => KeyPlacement.Choose(key, Silos).Equals(KeyPlacement.Choose(key, Enumerable.Reverse(Silos).ToArray())));

    [Theory]
    [InlineData(typeof(EventTypeGrain))]
    [InlineData(typeof(TriggerGrain))]
    [InlineData(typeof(WorkflowGrain))]
    [InlineData(typeof(TimerGrain))]
    public void EntityThatMovesWithItsKey_IsPlacedByIt(Type grain)
    {
        grain.IsDefined(typeof(KeyPlacementAttribute), inherit: false).ShouldBeTrue("a stream and its trigger come to one silo because both are placed by one key");
        grain.IsAssignableTo(typeof(IMovable)).ShouldBeTrue();
    }

    private static SiloAddress Place(IdSpan key, int silos) => KeyPlacement.Choose(key, Silos[..silos]);
}
