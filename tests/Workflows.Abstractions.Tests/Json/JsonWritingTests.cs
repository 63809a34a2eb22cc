using System.Text;
using Workflows.Abstractions.Json;

namespace Workflows.Abstractions.Tests.Json;

public sealed class JsonWritingTests
{
    [Theory]
    [InlineData("[1,2.50,123456789012345678901234567890]", "[1,2.50,123456789012345678901234567890]")]
    [InlineData(" { \"a\" : [ 1 , { } ] , \"b\" : { \"c\" : \"x y\" } } ", "{\"a\":[1,{}],\"b\":{\"c\":\"x y\"}}")]
    [InlineData("{\"a\" :1,\"b\":[2,3]}", "{\"a\":1,\"b\":[2,3]}")]
    [InlineData("\"\\u00e9\"", "\"\\u00e9\"")]
    public void WriteTo_ParsedValue_IsCompactAndExact(string text, string expected) =>
        JsonValue.Parse(text).ToString().ShouldBe(expected);

    [Theory]
    [InlineData(0, "0")]
    [InlineData(-0.0, "0")]
    [InlineData(3, "3")]
    [InlineData(0.1, "0.1")]
    [InlineData(-1.5, "-1.5")]
    [InlineData(1e21, "1e+21")]
    [InlineData(1e20, "100000000000000000000")]
    [InlineData(123456789012345680000.0, "123456789012345680000")]
    [InlineData(1e-6, "0.000001")]
    [InlineData(1e-7, "1e-7")]
    [InlineData(1.25e-9, "1.25e-9")]
    [InlineData(5e-324, "5e-324")]
    [InlineData(1.7976931348623157e308, "1.7976931348623157e+308")]
    public void ToString_ComputedNumber_IsWrittenAsEcmaScriptDoes(double number, string expected) =>
        JsonValue.From(number).ToString().ShouldBe(expected);

    [Theory]
    [InlineData("plain", "\"plain\"")]
    [InlineData("a\"b\\c\n\u0001", "\"a\\\"b\\\\c\\n\\u0001\"")]
    [InlineData("ä😀", "\"ä😀\"")]
    public void ToString_BuiltString_EscapesWhatJsonDemands(string text, string expected) =>
        JsonValue.From(text).ToString().ShouldBe(expected);

    [Fact]
    public void ToString_LongUnicodeText_RoundTrips()
    {
        var text = string.Concat(Enumerable.Repeat("aé漢😀", 3000));
        JsonValue.Parse(JsonValue.From(text).ToUtf8()).GetString().ShouldBe(text);
    }

    [Fact]
    public void MeasureUtf8_AnyValue_CountsOrStops()
    {
        var value = JsonValue.Parse("""{"a": ["x", 1.5, null], "ü": true}""").With("s", JsonValue.From("é\n"));
        value.MeasureUtf8(int.MaxValue).ShouldBe(Encoding.UTF8.GetByteCount(value.ToString()));
        JsonValue.From(new string('x', 1_000_000)).MeasureUtf8(100).ShouldBeInRange(101, 1_000_002);
        JsonValue.Missing.MeasureUtf8(10).ShouldBe(0);
    }

    [Fact]
    public void Text_MissingValue_IsEmptyOrRefused()
    {
        JsonValue.Missing.ToString().ShouldBe("");
        Should.Throw<InvalidOperationException>(() => JsonValue.Missing.ToUtf8());
    }

    [Fact]
    public void Canonical_AnyLayout_HashesAlike()
    {
        var left = JsonValue.Parse("""{"b": 1.0, "a": ["\u00e9", 1e2], "€": 0, "\r": 1}""");
        var right = JsonValue.Parse("""{"a":["é",100],"\r":1,"€":0,"b":1}""");
        JsonCanonical.Sha256(left).ShouldBe(JsonCanonical.Sha256(right));
        var buffer = new System.Buffers.ArrayBufferWriter<byte>();
        JsonCanonical.WriteTo(left, buffer);
        Encoding.UTF8.GetString(buffer.WrittenSpan).ShouldBe("{\"\\r\":1,\"a\":[\"é\",100],\"b\":1,\"€\":0}");
    }
}
