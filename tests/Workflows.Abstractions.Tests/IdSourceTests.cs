using Workflows.Abstractions.Ids;

namespace Workflows.Abstractions.Tests;

public sealed class IdSourceTests
{
    private static readonly DateTimeOffset Moment = new(2026, 3, 14, 9, 26, 53, 589, TimeSpan.Zero);

    [Theory]
    [InlineData("1970-01-01T00:00:00.001Z")]
    [InlineData("2026-03-14T09:26:53.589Z")]
    [InlineData("2199-12-31T23:59:59.999Z")]
    public void Id_CarriesItsMoment_InWholeMilliseconds(string moment)
    {
        var clock = new FixedClock(DateTimeOffset.Parse(moment, System.Globalization.CultureInfo.InvariantCulture));

        var id = new IdSource(clock).Next();

        IdSource.TimeOf(id).ShouldBe(clock.GetUtcNow());
        id.Version.ShouldBe(7);
        id.ToString("D")[19].ShouldBeOneOf('8', '9', 'a', 'b');
    }

    [Fact]
    public void Ids_OfOneMillisecond_GrowStrictly()
    {
        var source = new IdSource(new FixedClock(Moment));
        var ids = Enumerable.Range(0, 10_000).Select(_ => source.Next()).ToList();

        ids.ShouldBe(ids.Distinct().Order());
        ids.ShouldAllBe(id => IdSource.TimeOf(id) == Moment);
    }

    [Fact]
    public void Ids_AfterAStepBackOfTheClock_GoOnGrowing()
    {
        var clock = new FixedClock(Moment);
        var source = new IdSource(clock);
        var before = source.Next();
        clock.Now = Moment.AddHours(-1);

        source.Next().ShouldBeGreaterThan(before);
    }

    [Fact]
    public void Ids_AfterOneThatAnotherClockMade_AreGreater()
    {
        var ahead = new IdSource(new FixedClock(Moment.AddSeconds(30)), ulong.MaxValue);
        var seen = Enumerable.Range(0, 20_000).Select(_ => ahead.Next()).Last();
        var source = new IdSource(new FixedClock(Moment), 0);
        var before = source.Next();

        source.TryFollow(seen, TimeSpan.FromMinutes(1)).ShouldBeTrue();

        var next = source.Next();
        next.ShouldBeGreaterThan(seen);
        source.TryFollow(before, TimeSpan.FromMinutes(1)).ShouldBeTrue();
        source.Next().ShouldBeGreaterThan(next);
    }

    [Fact]
    public void Ids_AfterOneOfAClockThatIsWrong_GoOnWithTheirOwnTime()
    {
        var seen = new IdSource(new FixedClock(Moment.AddDays(365))).Next();
        var source = new IdSource(new FixedClock(Moment));

        source.TryFollow(seen, TimeSpan.FromMinutes(1)).ShouldBeFalse();

        IdSource.TimeOf(source.Next()).ShouldBe(Moment);
    }

    [Fact]
    public void Floor_IsBelowEveryIdOfTheMoment_AndAboveEveryEarlierOne()
    {
        var clock = new FixedClock(Moment.AddMilliseconds(-1));
        var source = new IdSource(clock, ulong.MaxValue);
        var earlier = source.Next();
        clock.Now = Moment;
        var first = new IdSource(clock, 0).Next();

        IdSource.Floor(Moment).ShouldBeGreaterThan(earlier);
        IdSource.Floor(Moment).ShouldBeLessThanOrEqualTo(first);
    }

    private sealed class FixedClock(DateTimeOffset now) : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = now;

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
