using Workflows.Abstractions.Deliveries;
using Workflows.Abstractions.Events;
using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Storage;

namespace Workflows.Storage.Tests.Conformance;

public abstract partial class StoreConformance
{
    [Fact]
    public async Task Event_StoredWithEverything_ReadsBackTheSame()
    {
        var item = rows.Event(Stream, 1, """{"nested":[1,2,{"x":null}]}""", "ticket-7") with
        {
            ExternalId = "evt-1",
            Extra = Rows.Utf8("""{"metadata":{"k":"v"}}"""),
            Flags = EventFlags.Simulated | EventFlags.InvalidPayload,
        };
        await StoredAsync(item);

        ShouldBeSame((await store.Events.GetAsync(tenant, item.Key, Token)).ShouldNotBeNull(), item);
        ShouldBeSame((await store.Events.ReadAsync(Stream, 0, 10, Token)).ShouldHaveSingleItem(), item);
    }

    [Fact]
    public async Task Event_WithoutOptionalParts_ReadsBackWithoutThem()
    {
        var item = await StoredAsync(rows.Event(Stream, 1));

        var read = (await store.Events.GetAsync(tenant, item.Key, Token)).ShouldNotBeNull();
        read.ExternalId.ShouldBeNull();
        read.CorrelationId.ShouldBeNull();
        read.Extra.IsEmpty.ShouldBeTrue();
        read.Id.ShouldBe(item.Key.ToString());
    }

    [Theory]
    [InlineData("""{"nul":"\u0000","lone":"\ud800","esc":"\\u0041"}""")]
    [InlineData("""{"text":"Grüße, 世界, 🚀, \t"}""")]
    [InlineData("""  { "spaces" : 1.0e+10 , "dup":1,"dup":2 }  """)]
    [InlineData("null")]
    public async Task Payload_WithOddJson_IsKeptByteForByte(string payload)
    {
        var item = await StoredAsync(rows.Event(Stream, 1, payload));

        Rows.Text((await store.Events.GetAsync(tenant, item.Key, Token))!.Payload).ShouldBe(payload);
    }

    [Fact]
    public async Task Payload_Of256Kilobytes_IsKept()
    {
        var payload = $"\"{string.Concat(Enumerable.Range(0, 43_000).Select(i => (i % 1_000_000).ToString("D6")))}\"";
        var batch = Enumerable.Range(1, 3).Select(i => rows.Event(Stream, i, payload)).ToArray();
        await CommitAsync(Append(batch));

        var read = await store.Events.ReadAsync(Stream, 0, 10, Token);
        read.Select(item => Rows.Text(item.Payload)).ShouldAllBe(text => text == payload);
    }

    [Fact]
    public async Task Position_OfAStreamWithoutRows_IsZero() =>
        (await store.Events.GetPositionAsync(Stream, Token)).ShouldBe(new StreamPosition(Stream, 0, 0));

    [Fact]
    public async Task Behind_ListsStreams_WhoseHeadIsAheadOfTheirCursor()
    {
        var lane1 = Stream with { Lane = 1 };
        await CommitAsync(Append(rows.Event(Stream, 1), rows.Event(Stream, 2)));
        await CommitAsync(Append(rows.Event(lane1, 1)));
        await CommitAsync(new Commit { Cursor = new StreamMove(lane1, 0, 1) });
        (await store.Events.ListBehindAsync(10, Token)).ShouldBe([new StreamPosition(Stream, 2, 0)]);

        await CommitAsync(new Commit { Cursor = new StreamMove(Stream, 0, 1) });
        (await store.Events.ListBehindAsync(10, Token)).ShouldBe([new StreamPosition(Stream, 2, 1)]);

        await CommitAsync(new Commit { Cursor = new StreamMove(Stream, 1, 2) });
        (await store.Events.ListBehindAsync(10, Token)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Read_AfterAPosition_ReturnsTheNextEventsInOrder()
    {
        var events = Enumerable.Range(1, 20).Select(i => rows.Event(Stream, i)).ToArray();
        await CommitAsync(Append(events[..12]));
        await CommitAsync(Append(events[12..]));
        await CommitAsync(Append(rows.Event(Stream with { Lane = 3 }, 1)));

        (await store.Events.ReadAsync(Stream, 10, 5, Token)).Select(item => item.Sequence).ShouldBe([11, 12, 13, 14, 15]);
        (await store.Events.ReadAsync(Stream, 20, 5, Token)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Read_OverSeveralDays_LeavesNothingOut()
    {
        for (var i = 1; i <= 6; i++)
        {
            await StoredAsync(rows.Event(Stream, i));
            Clock.Advance(TimeSpan.FromHours(20));
        }

        (await store.Events.ReadAsync(Stream, 0, 100, Token)).Select(item => item.Sequence).ShouldBe([1, 2, 3, 4, 5, 6]);
        (await store.Events.ReadAsync(Stream, 4, 100, Token)).Select(item => item.Sequence).ShouldBe([5, 6]);
    }

    [Fact]
    public async Task GetMany_LeavesOutUnknownAndForeignKeys()
    {
        var mine = await StoredAsync(rows.Event(Stream, 1));
        var theirs = await StoredAsync(rows.Event(Stream with { Tenant = other }, 1));

        var found = await store.Events.GetManyAsync(tenant, [mine.Key, theirs.Key, new EventKey(rows.NextId())], Token);
        found.Select(item => item.Key).ShouldBe([mine.Key]);
        (await store.Events.GetManyAsync(tenant, [], Token)).ShouldBeEmpty();
    }

    [Fact]
    public async Task List_WithFilters_SelectsNewestFirst()
    {
        var secondType = await store.Catalog.GetOrAddTypeAsync("TICKET_CLOSED", Token);
        var first = await StoredAsync(rows.Event(Stream, 1, correlation: "a"));
        Clock.Advance(TimeSpan.FromSeconds(1));
        var second = await StoredAsync(rows.Event(new StreamId(tenant, secondType, 0), 1, correlation: "b"));
        Clock.Advance(TimeSpan.FromSeconds(1));
        var third = await StoredAsync(rows.Event(Stream, 2, correlation: "b") with { Source = "crm" });

        (await KeysAsync(new EventQuery { Tenant = tenant })).ShouldBe([third.Key, second.Key, first.Key]);
        (await KeysAsync(new EventQuery { Tenant = tenant, Type = type })).ShouldBe([third.Key, first.Key]);
        (await KeysAsync(new EventQuery { Tenant = tenant, CorrelationId = "b" })).ShouldBe([third.Key, second.Key]);
        (await KeysAsync(new EventQuery { Tenant = tenant, Source = "crm" })).ShouldBe([third.Key]);
        (await KeysAsync(new EventQuery { Tenant = tenant, From = second.ReceivedAt })).ShouldBe([third.Key, second.Key]);
        (await KeysAsync(new EventQuery { Tenant = tenant, To = second.ReceivedAt })).ShouldBe([first.Key]);
        (await KeysAsync(new EventQuery { Tenant = tenant, Before = third.Key, Limit = 1 })).ShouldBe([second.Key]);
        (await KeysAsync(new EventQuery { Tenant = tenant, CorrelationId = "b", Type = type })).ShouldBe([third.Key]);
    }

    [Fact]
    public async Task List_PageByPageWhileEventsArrive_ShowsEveryOlderEventOnce()
    {
        var events = Enumerable.Range(1, 25).Select(i => rows.Event(Stream, i)).ToArray();
        await CommitAsync(Append(events));

        var seen = new List<EventKey>();
        EventKey? before = null;
        for (var sequence = 26; ; sequence++)
        {
            var page = await KeysAsync(new EventQuery { Tenant = tenant, Before = before, Limit = 7 });
            if (page.Count == 0) break;
            seen.AddRange(page);
            before = page[^1];
            await StoredAsync(rows.Event(Stream, sequence));
        }

        seen.ShouldBe(events.Reverse().Select(item => item.Key));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1_001)]
    public async Task List_WithALimitOutOfRange_IsRefused(int limit) =>
        await Should.ThrowAsync<ArgumentOutOfRangeException>(() => store.Events.ListAsync(new EventQuery { Tenant = tenant, Limit = limit }, Token));

    [Fact]
    public async Task Deliveries_OfASequence_AreOnThePageThatHoldsIt()
    {
        var commit = new Commit { Cursor = new StreamMove(Stream, 0, 30) };
        commit.Deliveries.Add(new DeliveryPage(Stream, 1, 10, Rows.Utf8("one")));
        commit.Deliveries.Add(new DeliveryPage(Stream, 21, 30, Rows.Utf8("three")));
        await CommitAsync(commit);

        Rows.Text((await store.Events.GetDeliveriesAsync(Stream, 1, Token))!.Body).ShouldBe("one");
        Rows.Text((await store.Events.GetDeliveriesAsync(Stream, 10, Token))!.Body).ShouldBe("one");
        Rows.Text((await store.Events.GetDeliveriesAsync(Stream, 25, Token))!.Body).ShouldBe("three");
        (await store.Events.GetDeliveriesAsync(Stream, 15, Token)).ShouldBeNull();
        (await store.Events.GetDeliveriesAsync(Stream, 31, Token)).ShouldBeNull();
        (await store.Events.GetDeliveriesAsync(Stream with { Tenant = other }, 1, Token)).ShouldBeNull();
    }

    [Fact]
    public async Task Event_OfAnotherTenant_IsNotSeen()
    {
        var item = await StoredAsync(rows.Event(Stream, 1, correlation: "c"));

        (await store.Events.GetAsync(other, item.Key, Token)).ShouldBeNull();
        (await store.Events.ReadAsync(Stream with { Tenant = other }, 0, 10, Token)).ShouldBeEmpty();
        (await KeysAsync(new EventQuery { Tenant = other, CorrelationId = "c" })).ShouldBeEmpty();
        (await store.Events.GetPositionAsync(Stream with { Tenant = other }, Token)).Head.ShouldBe(0);
    }

    private async Task<List<EventKey>> KeysAsync(EventQuery query) =>
        [.. (await store.Events.ListAsync(query, Token)).Select(item => item.Key)];

    private static void ShouldBeSame(StoredEvent actual, StoredEvent expected)
    {
        (actual with { Payload = default, Extra = default }).ShouldBe(expected with { Payload = default, Extra = default });
        Rows.Text(actual.Payload).ShouldBe(Rows.Text(expected.Payload));
        Rows.Text(actual.Extra).ShouldBe(Rows.Text(expected.Extra));
    }
}
