using System.Net;
using Workflows.Abstractions.Json;

namespace Workflows.ClientApi.Tests.Events;

public sealed class PublishTests(Gateway gateway)
{
    private const string Address = "/v1/events";

    [Fact]
    public async Task Event_IsAccepted_WithItsIdAndSequence()
    {
        var api = await gateway.NewTenantAsync();

        var answer = (await api.PostAsync(Address, TestEvents.Ticket("TICKET_CREATED", "e-1"))).Ok(HttpStatusCode.Accepted);

        answer["id"].GetString().ShouldBe("e-1");
        answer["status"].GetString().ShouldBe("accepted");
        answer["sequence"].GetDouble().ShouldBe(1);
        (await api.GetAsync("/v1/events/e-1")).Ok()["event"]["type"].GetString().ShouldBe("TICKET_CREATED");
    }

    [Fact]
    public async Task Event_WithoutId_GetsOne()
    {
        var api = await gateway.NewTenantAsync();

        var id = (await api.PostAsync(Address, TestEvents.Ticket("TICKET_CREATED"))).Ok(HttpStatusCode.Accepted)["id"].GetString();

        (await api.GetAsync($"/v1/events/{id}")).Ok()["event"]["id"].GetString().ShouldBe(id);
    }

    [Fact]
    public async Task WaitProcessed_TellsWhatTheEventDid()
    {
        var api = await gateway.NewTenantAsync();
        await api.PublishWorkflowAsync("seen", TestEvents.Definition("TICKET_CREATED"));

        var answer = (await api.PostAsync(Address + "?wait=processed", TestEvents.Ticket("TICKET_CREATED"))).Ok();

        var delivery = answer["deliveries"][0];
        delivery["workflow"].GetString().ShouldBe("seen");
        delivery["outcome"].GetString().ShouldBe("started");
        var run = (await api.GetAsync($"/v1/runs/{delivery["runId"].GetString()}")).Ok();
        run["run"]["status"].GetString().ShouldBe("SUCCEEDED");
        run["steps"][0]["step"].GetString().ShouldBe("seen");
    }

    [Fact]
    public async Task WaitProcessed_WithoutListeners_AnswersAnEmptyList()
    {
        var api = await gateway.NewTenantAsync();

        var answer = (await api.PostAsync(Address + "?wait=processed", TestEvents.Ticket("TICKET_CREATED"))).Ok();

        answer["deliveries"].Count.ShouldBe(0);
        answer["deliveries"].Kind.ShouldBe(JsonKind.Array);
    }

    [Fact]
    public async Task SameIdAndContent_IsADuplicate_AndDoesNothing()
    {
        var api = await gateway.NewTenantAsync();
        await api.PublishWorkflowAsync("seen", TestEvents.Definition("TICKET_CREATED"));
        var body = TestEvents.Ticket("TICKET_CREATED", "twice");
        var first = (await api.PostAsync(Address + "?wait=processed", body)).Ok();

        var second = (await api.PostAsync(Address, body)).Ok(HttpStatusCode.Accepted);

        second["status"].GetString().ShouldBe("duplicate");
        second["sequence"].GetDouble().ShouldBe(first["sequence"].GetDouble());
        (await api.GetAsync("/v1/runs")).Ok()["items"].Count.ShouldBe(1);
    }

    [Fact]
    public async Task SameIdWithOtherContent_IsAConflict()
    {
        var api = await gateway.NewTenantAsync();
        (await api.PostAsync(Address, TestEvents.Ticket("TICKET_CREATED", "one-id"))).Ok(HttpStatusCode.Accepted);

        var answer = await api.PostAsync(Address, TestEvents.Ticket("TICKET_CREATED", "one-id", ticket: "11111111-2222-4333-8444-555555555555"));

        ((int)answer.Status).ShouldBe(409, answer.Text);
        answer["code"].GetString().ShouldNotBeNullOrEmpty();
        answer["nextStep"].GetString().ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public async Task Array_AnswersOneResultAnEvent_AndBadOnesDoNotTakeTheOthers()
    {
        var api = await gateway.NewTenantAsync();
        var body = $$"""[{{TestEvents.Ticket("TICKET_CREATED", "a")}},{"type":"TICKET_CREATED"},{{TestEvents.Ticket("TICKET_CREATED", "c")}}]""";

        var answer = (await api.PostAsync(Address, body)).Ok(HttpStatusCode.MultiStatus);

        answer["accepted"].GetDouble().ShouldBe(2);
        answer["rejected"].GetDouble().ShouldBe(1);
        answer["results"][0]["id"].GetString().ShouldBe("a");
        answer["results"][1]["status"].GetString().ShouldBe("rejected");
        answer["results"][1]["problem"]["code"].GetString().ShouldBe("MISSING_KEY");
        answer["results"][1]["problem"]["pointer"].GetString().ShouldBe("/1/source");
        answer["results"][2]["id"].GetString().ShouldBe("c");
        (await api.GetAsync("/v1/events/c")).Ok();
    }

    [Fact]
    public async Task Lines_AnswerOneResultALine()
    {
        var api = await gateway.NewTenantAsync();
        var body = $"{TestEvents.Ticket("TICKET_CREATED", "l1")}\n{{broken\n{TestEvents.Ticket("TICKET_CREATED", "l3")}\n";

        var answer = (await api.PostAsync(Address, body, "application/x-ndjson")).Ok(HttpStatusCode.MultiStatus);

        answer["results"].Count.ShouldBe(3);
        answer["results"][1]["problem"]["code"].GetString().ShouldBe("MALFORMED_JSON");
        answer["results"][1]["problem"]["pointer"].GetString().ShouldBe("/1");
    }

    [Fact]
    public async Task Batch_OfGoodEvents_IsAccepted_InOrder()
    {
        var api = await gateway.NewTenantAsync();
        var body = $"[{string.Join(',', Enumerable.Range(0, 200).Select(i => TestEvents.Ticket("TICKET_CREATED", $"n{i}", "same")))}]";

        var answer = (await api.PostAsync(Address, body)).Ok(HttpStatusCode.Accepted);

        answer["accepted"].GetDouble().ShouldBe(200);
        var sequences = Enumerable.Range(0, 200).Select(i => answer["results"][i]["sequence"].GetDouble()).ToArray();
        sequences.ShouldBe(sequences.Order());
    }

    [Fact]
    public async Task Batch_OfOnlyBadEvents_IsRefused()
    {
        var api = await gateway.NewTenantAsync();

        var answer = (await api.PostAsync(Address, "[{},3]")).Ok(HttpStatusCode.BadRequest);

        answer["rejected"].GetDouble().ShouldBe(2);
    }

    [Theory]
    [InlineData("{", 400, "MALFORMED_JSON", null)]
    [InlineData("", 400, "MALFORMED_JSON", null)]
    [InlineData("[]", 400, "NO_EVENTS", null)]
    [InlineData("7", 400, "WRONG_TYPE", "")]
    [InlineData("""{"source":"s"}""", 400, "MISSING_KEY", "/type")]
    [InlineData("""{"type":"A_B","source":"s","tenant":"x"}""", 400, "UNKNOWN_KEY", "/tenant")]
    [InlineData("""{"type":"A_B","source":7}""", 400, "WRONG_TYPE", "/source")]
    [InlineData("""{"type":"a b","source":"s"}""", 400, "INVALID_EVENT_TYPE", "/type")]
    [InlineData("""{"type":"A_B","source":"s","id":""}""", 400, "INVALID_TEXT", "/id")]
    [InlineData("""{"type":"A_B","source":"s","occurredAt":"now"}""", 400, "INVALID_TIME", "/occurredAt")]
    [InlineData("""{"type":"A_B","source":"s","ttl":-1}""", 400, "INVALID_TTL", "/ttl")]
    [InlineData("""{"type":"A_B","source":"s","metadata":"m"}""", 400, "WRONG_TYPE", "/metadata")]
    public async Task BadBody_IsRefused_WithCodeAndPointer(string body, int status, string code, string? pointer)
    {
        var api = await gateway.NewTenantAsync();

        (await api.PostAsync(Address, body)).Problem(status, code, pointer);
    }

    [Fact]
    public async Task Payload_TooLarge_IsRefused()
    {
        var api = await gateway.NewTenantAsync();
        var body = $$"""{"type":"A_B","source":"s","payload":"{{new string('x', 256 * 1024)}}"}""";

        (await api.PostAsync(Address, body)).Problem(413, "PAYLOAD_TOO_LARGE", "/payload");
    }

    [Fact]
    public async Task Body_TooLarge_IsRefused()
    {
        var api = await gateway.NewTenantAsync();

        (await api.PostAsync(Address, new string(' ', (8 * 1024 * 1024) + 1))).Problem(413, "BODY_TOO_LARGE");
    }

    [Fact]
    public async Task Body_TooDeep_IsRefused()
    {
        var api = await gateway.NewTenantAsync();
        var body = $$"""{"type":"A_B","source":"s","payload":{{new string('[', 80)}}{{new string(']', 80)}}}""";

        (await api.PostAsync(Address, body)).Problem(400, "TOO_DEEP");
    }

    [Fact]
    public async Task TooManyEvents_AreRefused()
    {
        var api = await gateway.NewTenantAsync();
        var body = $"[{string.Join(',', Enumerable.Repeat("{}", 1001))}]";

        (await api.PostAsync(Address, body)).Problem(413, "TOO_MANY_EVENTS", "/1000");
    }

    [Fact]
    public async Task OtherMediaType_IsRefused()
    {
        var api = await gateway.NewTenantAsync();

        (await api.PostAsync(Address, "{}", "text/xml")).Problem(415, "UNSUPPORTED_MEDIA_TYPE");
    }

    [Fact]
    public async Task OtherWait_IsRefused()
    {
        var api = await gateway.NewTenantAsync();

        (await api.PostAsync(Address + "?wait=forever", TestEvents.Ticket("TICKET_CREATED"))).Problem(400, "INVALID_PARAMETER");
    }
}
