using System.Text;
using Workflows.Abstractions.Json;

namespace Workflows.Abstractions.Tests.Json;

public sealed class JsonParsingTests
{
    [Theory]
    [InlineData("null", JsonKind.Null)]
    [InlineData(" true ", JsonKind.Boolean)]
    [InlineData("-1.5e3", JsonKind.Number)]
    [InlineData("\"x\"", JsonKind.String)]
    [InlineData("[1,[2]]", JsonKind.Array)]
    [InlineData("{\"a\":{}}", JsonKind.Object)]
    public void Parse_ValidText_HasTheKind(string text, JsonKind kind) => JsonValue.Parse(text).Kind.ShouldBe(kind);

    [Theory]
    [InlineData("", 0)]
    [InlineData("[1,]", 3)]
    [InlineData("{\"a\" 1}", 5)]
    [InlineData("[1] 2", 4)]
    [InlineData("{\n\"a\": tru\n}", 7)]
    public void Parse_BrokenText_SaysWhere(string text, int position)
    {
        var error = Should.Throw<JsonParseException>(() => JsonValue.Parse(text));
        error.Code.ShouldBe(JsonParseErrorCode.InvalidJson);
        error.Position.ShouldBeInRange(position, position + 3);
    }

    [Fact]
    public void Parse_InvalidUtf8_SaysAtWhichByte()
    {
        byte[] text = [(byte)'"', (byte)'a', 0xC3, 0x28, (byte)'"'];
        JsonValue.TryParse(text, null, out _, out var error).ShouldBeFalse();
        error!.Code.ShouldBe(JsonParseErrorCode.InvalidUtf8);
        error.Position.ShouldBe(2);
    }

    [Theory]
    [InlineData("[[[1]]]", JsonParseErrorCode.TooDeep)]
    [InlineData("[1,2,3,4,5,6,7,8,9,10]", JsonParseErrorCode.TooManyTokens)]
    [InlineData("[\"a long string that is too long\"]", JsonParseErrorCode.StringTooLong)]
    [InlineData("{\"a long name for a property, too\":1}", JsonParseErrorCode.StringTooLong)]
    [InlineData("1e999", JsonParseErrorCode.NumberOutOfRange)]
    public void TryParse_BeyondALimit_SaysWhich(string text, JsonParseErrorCode code)
    {
        var limits = new JsonParseLimits { MaxDepth = 2, MaxTokens = 10, MaxStringLength = 12 };
        JsonValue.TryParse(Encoding.UTF8.GetBytes(text), limits, out var value, out var error).ShouldBeFalse();
        value.IsMissing.ShouldBeTrue();
        error!.Code.ShouldBe(code);
    }

    [Fact]
    public void Parse_DuplicateNames_TheLastWins()
    {
        var value = JsonValue.Parse("""{"a":1,"b":[{"x":1,"\u0078":2}],"a":3}""");
        value.Count.ShouldBe(2);
        value["a"].GetDouble().ShouldBe(3);
        value["b"][0].Count.ShouldBe(1);
        value["b"][0]["x"].GetDouble().ShouldBe(2);
        value.ToString().ShouldBe("""{"b":[{"\u0078":2}],"a":3}""");
    }

    [Fact]
    public void Parse_ManyDuplicateNames_TheLastWins()
    {
        var text = "{" + string.Join(',', Enumerable.Range(0, 200).Select(i => $"\"n{i % 100}\":{i}")) + "}";
        var value = JsonValue.Parse(text);
        value.Count.ShouldBe(100);
        value["n7"].GetDouble().ShouldBe(107);
    }

    [Fact]
    public void Parse_SliceOfABuffer_ReadsTheSliceOnly()
    {
        var buffer = Encoding.UTF8.GetBytes("xx{\"a\":\"b\"}yy");
        var value = JsonValue.Parse(buffer.AsMemory(2, 9));
        value["a"].GetString().ShouldBe("b");
        value.ToString().ShouldBe("{\"a\":\"b\"}");
    }

    [Theory]
    [InlineData("\"\\u00e9\\n\\/\\\"\"", "é\n/\"")]
    [InlineData("\"\\ud83d\\ude00 ok\"", "😀 ok")]
    [InlineData("\"äöü😀\"", "äöü😀")]
    public void GetString_EscapedText_IsDecoded(string text, string expected)
    {
        var value = JsonValue.Parse(text);
        value.GetString().ShouldBe(expected);
        value.IsString(expected).ShouldBeTrue();
        value.IsString(expected + "x").ShouldBeFalse();
    }

    [Fact]
    public void GetString_LoneSurrogateEscape_SurvivesTheRoundTrip()
    {
        var text = JsonValue.Parse("\"\\ud800\"").GetString();
        text.ShouldBe("\ud800");
        JsonValue.From(text).ToString().ShouldBe("\"\\ud800\"");
    }
}
