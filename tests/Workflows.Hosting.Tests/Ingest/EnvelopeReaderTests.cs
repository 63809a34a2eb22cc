using System.Text;
using Workflows.Abstractions.Json;
using Workflows.Hosting.Ingest;

namespace Workflows.Hosting.Tests.Ingest;

public sealed class EnvelopeReaderTests
{
    private const string Minimal = """{"type":"TICKET_CREATED","source":"helpdesk"}""";

    [Fact]
    public void MinimalEnvelope_IsRead_WithAnEmptyObjectAsPayload()
    {
        var item = ReadOne(Minimal);

        item.Type.ShouldBe("TICKET_CREATED");
        item.Source.ShouldBe("helpdesk");
        item.Payload.ShouldBe(JsonValue.EmptyObject);
        item.Id.ShouldBeNull();
        item.OccurredAt.ShouldBeNull();
        item.Extra.IsMissing.ShouldBeTrue();
    }

    [Fact]
    public void WholeEnvelope_IsRead_WithEveryKey()
    {
        var item = ReadOne("""
            {"id":"e-1","type":"billing.invoice.overdue","source":"billing","occurredAt":"2026-01-31T12:00:00.5+01:00",
             "payload":{"amount":12.50},"correlationId":"inv-7","ttl":60000,"metadata":{"a":1},
             "payloadSchemaRef":"payload.InvoiceOverdue.v1","traceparent":"00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"}
            """);

        item.Id.ShouldBe("e-1");
        item.OccurredAt.ShouldBe(new DateTimeOffset(2026, 1, 31, 11, 0, 0, 500, TimeSpan.Zero));
        item.CorrelationId.ShouldBe("inv-7");
        item.Payload["amount"].GetDouble().ShouldBe(12.5);
        item.Extra["ttl"].GetDouble().ShouldBe(60000);
        item.Extra["metadata"]["a"].GetDouble().ShouldBe(1);
        item.Extra["payloadSchemaRef"].GetString().ShouldBe("payload.InvoiceOverdue.v1");
        item.Extra["traceparent"].GetString().ShouldStartWith("00-");
    }

    [Fact]
    public void OptionalKeys_AsNull_CountAsAbsent()
    {
        var item = ReadOne("""{"type":"A","source":"s","id":null,"correlationId":null,"occurredAt":null,"ttl":null,"metadata":null}""");

        item.Id.ShouldBeNull();
        item.CorrelationId.ShouldBeNull();
        item.Extra.IsMissing.ShouldBeTrue();
    }

    [Theory]
    [InlineData("null")]
    [InlineData("[1,2]")]
    [InlineData("\"text\"")]
    public void Payload_OfAnyKind_IsTaken(string payload) =>
        ReadOne($$"""{"type":"A","source":"s","payload":{{payload}}}""").Payload.ToString().ShouldBe(payload);

    [Theory]
    [InlineData("""{"source":"s"}""", "MISSING_KEY", "/type")]
    [InlineData("""{"type":"A"}""", "MISSING_KEY", "/source")]
    [InlineData("""{"type":null,"source":"s"}""", "MISSING_KEY", "/type")]
    [InlineData("""{"type":"A","source":"s","tenantId":"t"}""", "UNKNOWN_KEY", "/tenantId")]
    [InlineData("""{"type":"A","source":"s","a/b~c":1}""", "UNKNOWN_KEY", "/a~1b~0c")]
    [InlineData("""{"type":1,"source":"s"}""", "WRONG_TYPE", "/type")]
    [InlineData("""{"type":"A","source":["s"]}""", "WRONG_TYPE", "/source")]
    [InlineData("""{"type":"A","source":"s","id":7}""", "WRONG_TYPE", "/id")]
    [InlineData("""{"type":"A","source":"s","id":""}""", "INVALID_TEXT", "/id")]
    [InlineData("""{"type":"A","source":"s","id":"a\u0000b"}""", "INVALID_TEXT", "/id")]
    [InlineData("""{"type":"A","source":"s\n"}""", "INVALID_TEXT", "/source")]
    [InlineData("""{"type":"ticketCreated","source":"s"}""", "INVALID_EVENT_TYPE", "/type")]
    [InlineData("""{"type":"TICKET__CREATED","source":"s"}""", "INVALID_EVENT_TYPE", "/type")]
    [InlineData("""{"type":"TICKET_","source":"s"}""", "INVALID_EVENT_TYPE", "/type")]
    [InlineData("""{"type":"a..b","source":"s"}""", "INVALID_EVENT_TYPE", "/type")]
    [InlineData("""{"type":"A","source":"s","occurredAt":"yesterday"}""", "INVALID_TIME", "/occurredAt")]
    [InlineData("""{"type":"A","source":"s","occurredAt":"2026-01-31T12:00:00"}""", "INVALID_TIME", "/occurredAt")]
    [InlineData("""{"type":"A","source":"s","occurredAt":1769860800}""", "INVALID_TIME", "/occurredAt")]
    [InlineData("""{"type":"A","source":"s","ttl":0}""", "INVALID_TTL", "/ttl")]
    [InlineData("""{"type":"A","source":"s","ttl":1.5}""", "INVALID_TTL", "/ttl")]
    [InlineData("""{"type":"A","source":"s","ttl":"1 h"}""", "INVALID_TTL", "/ttl")]
    [InlineData("""{"type":"A","source":"s","metadata":[]}""", "WRONG_TYPE", "/metadata")]
    [InlineData("""{"type":"A","source":"s","payloadSchemaRef":5}""", "WRONG_TYPE", "/payloadSchemaRef")]
    [InlineData("""{"type":"A","source":"s","traceparent":"xyz"}""", "INVALID_TRACEPARENT", "/traceparent")]
    [InlineData("3", "WRONG_TYPE", "")]
    [InlineData("null", "WRONG_TYPE", "")]
    public void BadEnvelope_IsRefused_WithCodeAndPointerAndNextStep(string body, string code, string pointer)
    {
        var problem = Refusal(Read(body).Value.Items.ShouldHaveSingleItem());

        problem.Code.ShouldBe(code);
        problem.Pointer.ShouldBe(pointer);
        problem.NextStep.ShouldNotBeNullOrEmpty();
    }

    [Theory]
    [InlineData("id")]
    [InlineData("source")]
    [InlineData("correlationId")]
    [InlineData("payloadSchemaRef")]
    public void Text_LongerThan200_IsRefused(string key)
    {
        ReadOne(WithText(key, 200)).ShouldNotBeNull();
        Refusal(Read(WithText(key, 201)).Value.Items[0]).Code.ShouldBe("INVALID_TEXT");
    }

    [Fact]
    public void BadItem_OfAnArray_LeavesTheOthersAlone()
    {
        var batch = Read($$"""[{{Minimal}},{"type":"A","source":"s","id":"x","ttl":-1},{{Minimal}}]""").Value;

        batch.IsSingle.ShouldBeFalse();
        batch.Items.Select(item => item.Event is not null).ShouldBe([true, false, true]);
        Refusal(batch.Items[1]).Pointer.ShouldBe("/1/ttl");
        batch.Items[1].Id.ShouldBe("x");
    }

    [Fact]
    public void BrokenLine_OfLines_LeavesTheOthersAlone()
    {
        var batch = EnvelopeReader.ReadLines(Utf8($"{Minimal}\r\n\n{{\"type\":\n{Minimal}")).Value;

        batch.Items.Select(item => item.Event is not null).ShouldBe([true, false, true]);
        var problem = Refusal(batch.Items[1]);
        problem.Code.ShouldBe("MALFORMED_JSON");
        problem.Pointer.ShouldBe("/1");
        problem.Message.ShouldContain("byte 8 of the line");
    }

    [Fact]
    public void MalformedBody_IsRefusedAsAWhole_WithTheBytePosition()
    {
        var problem = Read($"[{Minimal},{{]").Problem.ShouldNotBeNull();

        problem.Code.ShouldBe("MALFORMED_JSON");
        problem.Message.ShouldContain($"(byte {Minimal.Length + 3})");
    }

    [Theory]
    [InlineData("[]")]
    public void EmptyBatch_IsRefused(string body) => Read(body).Problem.ShouldNotBeNull().Code.ShouldBe("NO_EVENTS");

    [Fact]
    public void EmptyLines_AreRefused() => EnvelopeReader.ReadLines(Utf8(" \n\n")).Problem.ShouldNotBeNull().Code.ShouldBe("NO_EVENTS");

    [Fact]
    public void EventsBeyondTheLimit_AreRefusedAsAWhole()
    {
        Read($"[{string.Join(',', Enumerable.Repeat(Minimal, 1000))}]").Value.Items.Count.ShouldBe(1000);
        Read($"[{string.Join(',', Enumerable.Repeat(Minimal, 1001))}]").Problem.ShouldNotBeNull().Code.ShouldBe("TOO_MANY_EVENTS");
        EnvelopeReader.ReadLines(Utf8(string.Join('\n', Enumerable.Repeat(Minimal, 1001)))).Problem.ShouldNotBeNull()
            .Code.ShouldBe("TOO_MANY_EVENTS");
    }

    [Fact]
    public void BodyBeyondTheLimit_IsRefusedAsAWhole() =>
        EnvelopeReader.ReadJson(Utf8(Minimal), new EnvelopeLimits { MaxBodyBytes = Minimal.Length - 1 }).Problem.ShouldNotBeNull()
            .Code.ShouldBe("BODY_TOO_LARGE");

    [Fact]
    public void PayloadOver256Kilobytes_IsRefused()
    {
        const int limit = 256 * 1024;
        ReadOne(WithPayloadOf(limit)).ShouldNotBeNull();

        var problem = Refusal(Read(WithPayloadOf(limit + 1)).Value.Items[0]);
        problem.Code.ShouldBe("PAYLOAD_TOO_LARGE");
        problem.Kind.ShouldBe(ProblemKind.TooLarge);
        problem.Pointer.ShouldBe("/payload");
    }

    [Fact]
    public void Nesting_DeeperThan64_IsRefused()
    {
        ReadOne(WithPayload(Nested(63))).ShouldNotBeNull();
        Read(WithPayload(Nested(65))).Problem.ShouldNotBeNull().Code.ShouldBe("TOO_DEEP");
        EnvelopeReader.ReadLines(Utf8(WithPayload(Nested(64)))).Value.Items[0].Problem.ShouldNotBeNull().Code.ShouldBe("TOO_DEEP");
    }

    [Fact]
    public void InvalidUtf8_IsRefused() =>
        EnvelopeReader.ReadJson(new byte[] { (byte)'"', 0xFF, (byte)'"' }).Problem.ShouldNotBeNull().Code.ShouldBe("MALFORMED_JSON");

    private static string Nested(int levels) => new string('[', levels) + new string(']', levels);

    private static string WithPayload(string payload) => $$"""{"type":"A","source":"s","payload":{{payload}}}""";

    private static string WithPayloadOf(int bytes) => WithPayload($"\"{new string('x', bytes - 2)}\"");

    private static string WithText(string key, int length) =>
        key == "source"
            ? $$"""{"type":"A","source":"{{new string('x', length)}}"}"""
            : $$"""{"type":"A","source":"s","{{key}}":"{{new string('x', length)}}"}""";

    private static Result<EnvelopeBatch> Read(string body) => EnvelopeReader.ReadJson(Utf8(body));

    private static EventSubmission ReadOne(string body)
    {
        var batch = Read(body).Value;
        batch.IsSingle.ShouldBeTrue();
        var item = batch.Items.ShouldHaveSingleItem();
        item.Problem.ShouldBeNull();
        return item.Event.ShouldNotBeNull();
    }

    private static Problem Refusal(EnvelopeItem item)
    {
        item.Event.ShouldBeNull();
        return item.Problem.ShouldNotBeNull();
    }

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
}
