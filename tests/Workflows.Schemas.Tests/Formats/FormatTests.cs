using Workflows.Abstractions.Json;

namespace Workflows.Schemas.Tests.Formats;

/// <summary>Our own cases for each format; the published ones run beside them.</summary>
public class FormatTests
{
    [Theory]
    [InlineData("date-time", "2026-01-14T09:12:03Z", "2026-01-14T09:12:03.5+05:30", "2016-12-31T23:59:60Z")]
    [InlineData("date", "2024-02-29", "1999-12-31")]
    [InlineData("time", "00:00:00Z", "23:59:59.001-11:00")]
    [InlineData("duration", "P1DT2H", "PT90M", "P6W")]
    [InlineData("email", "o'neil+orders@mail.example.org", "\"two words\"@example.com", "\"a\\\"b\"@example.com", "ops@[192.0.2.1]", "ops@[IPv6:2001:db8::1]")]
    [InlineData("idn-email", "søren@blåbær.example", "plain@example.com")]
    [InlineData("hostname", "edge-02.example.net", "7", "xn--bcher-kva.example")]
    [InlineData("idn-hostname", "bücher.example", "例え.jp", "faß.de")]
    [InlineData("ipv4", "192.0.2.255", "0.0.0.0")]
    [InlineData("ipv6", "2001:db8::8a2e:370:7334", "::", "::ffff:192.0.2.1", "1:2:3:4:5:6:7:8")]
    [InlineData("uri", "https://a.example:8080/p/q?x=1#f", "urn:isbn:0451450523", "mailto:a@example.com", "file:///tmp/x")]
    [InlineData("uri-reference", "../up?q", "", "//cdn.example/x", "a/b:c")]
    [InlineData("iri", "https://例え.jp/引き割り", "urn:ex:ä")]
    [InlineData("iri-reference", "/été#ü", "naïve")]
    [InlineData("uri-template", "/orders/{id}{?expand*,limit:3}", "{/path}/x", "plain")]
    [InlineData("uuid", "123E4567-e89b-12d3-a456-426614174000")]
    [InlineData("json-pointer", "", "/a~1b/0/~0", "//")]
    [InlineData("relative-json-pointer", "0", "2/a/b", "10#")]
    [InlineData("regex", "^(?<year>\\d{4})-\\k<year>$", "[^]", "a{2,}?", "\\p{Script=Greek}")]
    [InlineData("no-such-format", "anything at all")]
    public void Format_GoodText_IsAccepted(string format, params string[] texts) =>
        texts.ShouldAllBe(text => IsValid(format, text));

    [Theory]
    [InlineData("date-time", "2026-01-14 09:12:03Z", "2026-01-14T09:12:03", "2026-13-01T00:00:00Z", "2026-01-14T09:12:60Z", "2026-01-14T")]
    [InlineData("date", "2023-02-29", "1900-02-29", "2026-04-31", "2026-1-1", "20260101", "")]
    [InlineData("time", "24:00:00Z", "12:00:00", "12:00:00.Z", "12:00:00+2400")]
    [InlineData("duration", "1D", "P", "PT", "P1H", "PT1D", "P1Y1D", "P1WT1H", "P1.5D")]
    [InlineData("email", "nobody", "@example.com", "a@", "a..b@example.com", ".a@example.com", "a b@example.com", "a@-x.com", "a@[300.1.1.1]", "\"a\"b\"@example.com", "\"a\\\\\"b\"@example.com", "\"a\\\"@example.com")]
    [InlineData("idn-email", "søren", "a@b_c")]
    [InlineData("hostname", "", "-a", "a-", "a_b", "a..b", "a.", "bücher.example", "xn--a-ecp.example-")]
    [InlineData("idn-hostname", "", "-ü", "a..ü", "ü--ü-", "a\u200Db", "٠۰.example", "\u0301a")]
    [InlineData("ipv4", "192.0.2", "192.0.2.256", "192.0.2.01", "a.b.c.d", "1.2.3.4.5")]
    [InlineData("ipv6", "1:2:3:4:5:6:7", "1::2::3", "::12345", "::g", "1:2:3:4:5:6:7:8::", ":1:2:3:4:5:6:7")]
    [InlineData("uri", "/no/scheme", "http://a b", "1http://x", "http://x/%zz", "http://[::1", "http://ü.example")]
    [InlineData("uri-reference", "a:b:c d", "\\x", "%", "1x:y")]
    [InlineData("iri", "été", "http://a b", "http://x/<>")]
    [InlineData("iri-reference", "a\\b", "#a b")]
    [InlineData("uri-template", "{", "}", "{}", "{a b}", "{a:0}", "a\"b", "{a::3}")]
    [InlineData("uuid", "123e4567e89b12d3a456426614174000", "123e4567-e89b-12d3-a456-42661417400g", "")]
    [InlineData("json-pointer", "a", "/~", "/~2", "#/a")]
    [InlineData("relative-json-pointer", "", "01", "-1", "/a", "1a", "1##")]
    [InlineData("regex", "(", "[b-a]", "a**", "\\k<x>", "(?<a>x)(?<a>y)", "\\2(a)", "(?i)a", "\\Z", "\\a", "a{3,1}", "\\p{Nope}", "\\u{110000}")]
    public void Format_BadText_IsRefused(string format, params string[] texts) =>
        texts.ShouldAllBe(text => !IsValid(format, text));

    [Fact]
    public void Format_HugeHostname_IsRefusedAtOnce()
    {
        string name = string.Concat(Enumerable.Range(0xAC00, 10_000).Select(codePoint => (char)codePoint));

        IsValid("idn-hostname", name).ShouldBeFalse();
        IsValid("idn-email", "a@" + name).ShouldBeFalse();
    }

    [Fact]
    public void Format_OtherThanText_IsAccepted() =>
        JsonSchema.Compile(JsonValue.Parse("""{"format":"uuid"}""")).IsValid(JsonValue.From(12)).ShouldBeTrue();

    private static bool IsValid(string format, string text) =>
        JsonSchema.Compile(JsonValue.EmptyObject.With("format", JsonValue.From(format))).IsValid(JsonValue.From(text));
}
