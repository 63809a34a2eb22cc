using Workflows.Abstractions.Json;

namespace Workflows.Abstractions.Tests.Json;

public sealed class JsonEqualityTests
{
    [Theory]
    [InlineData("1", "1.0")]
    [InlineData("100", "1e2")]
    [InlineData("0", "-0")]
    [InlineData("123456789012345678901234567890", "123456789012345678901234567890.0")]
    [InlineData("\"a\"", "\"\\u0061\"")]
    [InlineData("[1,[2]]", "[1, [2] ]")]
    [InlineData("{\"a\":1,\"b\":{\"c\":null}}", "{\"b\":{\"c\":null},\"a\":1}")]
    public void Equals_SameMeaning_IsTrueAndHashesAlike(string left, string right)
    {
        var (a, b) = (JsonValue.Parse(left), JsonValue.Parse(right));
        (a == b).ShouldBeTrue();
        a.GetHashCode().ShouldBe(b.GetHashCode());
    }

    [Theory]
    [InlineData("1", "2")]
    [InlineData("1", "\"1\"")]
    [InlineData("123456789012345678901234567890", "123456789012345678901234567891")]
    [InlineData("9007199254740993", "9007199254740992")]
    [InlineData("[1,2]", "[2,1]")]
    [InlineData("[1]", "[1,1]")]
    [InlineData("{\"a\":1}", "{\"a\":1,\"b\":1}")]
    [InlineData("{\"a\":1}", "{\"b\":1}")]
    [InlineData("null", "false")]
    public void Equals_OtherMeaning_IsFalse(string left, string right) =>
        (JsonValue.Parse(left) == JsonValue.Parse(right)).ShouldBeFalse();

    [Fact]
    public void Equals_BuiltAndParsed_CompareByMeaning()
    {
        var parsed = JsonValue.Parse("""{"s":"grün","n":5,"b":true,"l":[1.5]}""");
        var built = new JsonObjectBuilder()
            .Add("l", JsonValue.EmptyArray.Append(JsonValue.From(1.5)))
            .Add("b", JsonValue.True).Add("n", JsonValue.From(5.0)).Add("s", JsonValue.From("grün")).Build();
        (built == parsed).ShouldBeTrue();
        (parsed == built).ShouldBeTrue();
        built.GetHashCode().ShouldBe(parsed.GetHashCode());
        (JsonValue.Missing == JsonValue.Null).ShouldBeFalse();
        (JsonValue.Missing == default).ShouldBeTrue();
    }

    [Fact]
    public void Equals_ManyProperties_InAnyOrder()
    {
        var names = Enumerable.Range(0, 300).ToList();
        var up = JsonValue.Parse("{" + string.Join(',', names.Select(i => $"\"n{i}\":{i}")) + "}");
        names.Reverse();
        var down = JsonValue.Parse("{" + string.Join(',', names.Select(i => $"\"n{i}\":{i}")) + "}");
        (up == down).ShouldBeTrue();
    }
}
