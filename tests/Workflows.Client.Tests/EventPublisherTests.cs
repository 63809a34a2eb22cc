using System.Net;
using System.Net.Sockets;
using Workflows.Abstractions.Json;
using Workflows.Client.Publishing;

namespace Workflows.Client.Tests;

public sealed class EventPublisherTests(Server server)
{
    [Fact]
    public async Task Event_IsOnDiskWhenItIsPublished()
    {
        using var http = server.Connect();
        await using var publisher = new EventPublisher(http);

        var published = await publisher.PublishAsync(Event() with
        {
            CorrelationId = "ticket-1", OccurredAt = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.FromHours(1)),
            Metadata = JsonValue.EmptyObject.With("by", JsonValue.From("tests")),
        });

        var stored = (await server.GetAsync($"/v1/events/{published.Id}"))["event"];
        (stored["correlationId"].GetString(), stored["metadata"]["by"].GetString()).ShouldBe(("ticket-1", "tests"));
        stored["occurredAt"].GetString().ShouldStartWith("2026-01-02T02:04:05");
        (stored["sequence"].GetDouble(), published.IsDuplicate).ShouldBe((published.Sequence, false));
    }

    [Fact]
    public async Task ManyEvents_GoInFewRequests_InOrder()
    {
        using var wire = new Wire();
        using var http = server.Connect(wire);
        await using var publisher = new EventPublisher(http);
        var all = new TaskCompletionSource();
        wire.HoldUntil(all.Task);

        var publishing = Enumerable.Range(0, 300).Select(_ => publisher.PublishAsync(Event() with { CorrelationId = "many" })).ToList();
        all.SetResult();
        var published = await Task.WhenAll(publishing);

        published.Select(item => item.Sequence).ShouldBe(published.Select(item => item.Sequence).Order());
        wire.Count("/v1/events").ShouldBeLessThan(10);
    }

    [Fact]
    public async Task BusyServer_IsAskedAgain_NotBeforeItWants()
    {
        var clock = new ImpatientClock();
        using var wire = new Wire();
        using var http = server.Connect(wire);
        wire.Answer(HttpStatusCode.ServiceUnavailable, retryAfterSeconds: 40);
        await using var publisher = new EventPublisher(http, new EventPublisherOptions { Clock = clock });

        (await publisher.PublishAsync(Event())).IsDuplicate.ShouldBeFalse();

        clock.Delays.ShouldBe([TimeSpan.FromSeconds(40)]);
        wire.Count("/v1/events").ShouldBe(2);
    }

    [Fact]
    public async Task LostAnswer_LeadsToARepeat_ThatDoesNothingTwice()
    {
        using var wire = new Wire();
        using var http = server.Connect(wire);
        wire.LoseAnswer();
        wire.LoseAnswer(new IOException("The answer ended before its end."));
        wire.LoseAnswer(new SocketException((int)SocketError.NotConnected));
        await using var publisher = new EventPublisher(http, new EventPublisherOptions { Clock = new ImpatientClock() });

        (await publisher.PublishAsync(Event())).IsDuplicate.ShouldBeTrue();
    }

    [Fact]
    public async Task UnreachableServer_IsGivenUpAfterAllAttempts()
    {
        var clock = new ImpatientClock();
        using var wire = new Wire();
        using var http = server.Connect(wire);
        for (var i = 0; i < 3; i++) wire.LoseAnswer();
        await using var publisher = new EventPublisher(
            http, new EventPublisherOptions { Clock = clock, Retry = new RetryOptions { MaxAttempts = 3 } });

        var failure = await Should.ThrowAsync<WorkflowsException>(() => publisher.PublishAsync(Event()));

        (failure.Code, failure.Status, failure.IsTransient).ShouldBe(("UNREACHABLE", null, true));
        clock.Delays.Count.ShouldBe(2);
        clock.Delays[1].ShouldBeGreaterThanOrEqualTo(TimeSpan.FromMilliseconds(200));
        clock.Delays[1].ShouldBeLessThanOrEqualTo(TimeSpan.FromMilliseconds(400));
    }

    [Fact]
    public async Task RefusedEvent_DoesNotTakeOthersAlong()
    {
        using var wire = new Wire();
        using var http = server.Connect(wire);
        await using var publisher = new EventPublisher(http);

        var first = publisher.PublishAsync(Event());
        var bad = publisher.PublishAsync(Event() with { Type = "not a type" });
        var good = publisher.PublishAsync(Event());

        var failure = await Should.ThrowAsync<WorkflowsException>(() => bad);
        (failure.Status, failure.IsTransient).ShouldBe((HttpStatusCode.BadRequest, false));
        failure.NextStep.ShouldNotBeNullOrEmpty();
        (await first).IsDuplicate.ShouldBeFalse();
        (await good).IsDuplicate.ShouldBeFalse();
    }

    [Fact]
    public async Task Disposal_SendsWhatWaits_AndTakesNoMore()
    {
        using var http = server.Connect();
        var publisher = new EventPublisher(http);
        var waiting = Enumerable.Range(0, 20).Select(_ => publisher.PublishAsync(Event())).ToList();

        await publisher.DisposeAsync();

        (await Task.WhenAll(waiting)).ShouldAllBe(item => !item.IsDuplicate);
        await Should.ThrowAsync<ObjectDisposedException>(() => publisher.PublishAsync(Event()));
    }

    internal static OutgoingEvent Event() => new()
    {
        Type = "TICKET_CREATED",
        Source = "tests",
        Payload = JsonValue.Parse(
            """{"occurredAt":"2026-01-14T09:12:03Z","ticketId":"bdf67258-aab9-4be9-8c83-05131cf5ed69"}"""),
    };
}
