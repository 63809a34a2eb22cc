using Workflows.Abstractions.Json;
using Workflows.Engine.Triggers;

namespace Workflows.Engine.Tests.Triggers;

/// <summary>The filters of event waits.</summary>
public sealed class PayloadFilterTests
{
    private const string Payload = """
        {"price":12,"currency":"EUR","at":"2026-03-14T09:00:00Z","tags":["new","big"],"none":null,"line":{"sku":"A-1"}}
        """;

    [Theory]
    [InlineData("price", "=", "12", true)]
    [InlineData("price", "=", "\"12\"", false)]
    [InlineData("price", "!=", "13", true)]
    [InlineData("absent", "!=", "13", true)]
    [InlineData("currency", "in", """["EUR","USD"]""", true)]
    [InlineData("currency", "in", """["USD"]""", false)]
    [InlineData("currency", "not_in", """["USD"]""", true)]
    [InlineData("price", "exists", null, true)]
    [InlineData("none", "exists", null, false)]
    [InlineData("absent", "not_exists", null, true)]
    [InlineData("price", ">", "11.5", true)]
    [InlineData("price", ">=", "12", true)]
    [InlineData("price", "<", "12", false)]
    [InlineData("price", "<=", "12", true)]
    [InlineData("price", ">", "\"11\"", false)]
    [InlineData("at", ">", "\"2026-03-14T10:30:00+02:00\"", true)]
    [InlineData("at", "<", "\"2026-03-15T00:00:00Z\"", true)]
    [InlineData("tags", "contains", "\"big\"", true)]
    [InlineData("tags", "contains", "\"bi\"", false)]
    [InlineData("currency", "contains", "\"UR\"", true)]
    [InlineData("currency", "starts_with", "\"EU\"", true)]
    [InlineData("line.sku", "ends_with", "\"-1\"", true)]
    [InlineData("line.sku", "ends_with", "1", false)]
    public void Filter_OfOneOperator_Passes(string path, string op, string? value, bool passes)
    {
        var filters = JsonValue.Parse(value is null ? $$"""[{"path":"{{path}}","op":"{{op}}"}]""" : $$"""[{"path":"{{path}}","op":"{{op}}","value":{{value}} }]""");

        PayloadFilter.Check(filters).ShouldBeNull();
        PayloadFilter.Passes(filters, JsonValue.Parse(Payload)).ShouldBe(passes);
    }

    [Fact]
    public void Filters_MustAllPass()
    {
        var both = JsonValue.Parse("""[{"path":"price","op":">","value":10},{"path":"currency","op":"=","value":"USD"}]""");

        PayloadFilter.Passes(both, JsonValue.Parse(Payload)).ShouldBeFalse();
        PayloadFilter.Passes(JsonValue.EmptyArray, JsonValue.Parse(Payload)).ShouldBeTrue();
    }

    [Theory]
    [InlineData("""{"path":"a"}""")]
    [InlineData("""[{"op":"="}]""")]
    [InlineData("""[{"path":"a","op":"like","value":1}]""")]
    [InlineData("""[{"path":"a","op":"="}]""")]
    [InlineData("""[{"path":"a","op":"in","value":1}]""")]
    public void Filter_OfAWrongForm_IsRefused(string filters) => PayloadFilter.Check(JsonValue.Parse(filters)).ShouldNotBeNull();
}
