using Workflows.Abstractions.Json;
using Workflows.Expressions.Editing;
using Workflows.Expressions.Types;

namespace Workflows.Expressions.Tests.Editing;

/// <summary>The bar in a text is the cursor.</summary>
public sealed class ExpressionEditorTests
{
    private static readonly TypeScope Scope = new()
    {
        Roots = new Dictionary<string, ExpressionType>
        {
            ["payload"] = SchemaTypes.Read(JsonValue.Parse("""
                {"type":"object","required":["id"],"properties":{"id":{"type":"string"},"odd name":{"type":"number"},
                 "lines":{"type":"array","items":{"type":"object","properties":{"sku":{"type":"string"},"price":{"type":"number"}}}}}}
                """)),
            ["vars"] = ExpressionType.Unknown,
        },
    };

    [Theory]
    [InlineData("|", "payload,vars")]
    [InlineData("pay|", "payload")]
    [InlineData("payload.|", "id,lines,odd name")]
    [InlineData("payload.li|", "lines")]
    [InlineData("payload.lines.|", "price,sku")]
    [InlineData("payload.lines[pr|", "price")]
    [InlineData("payload.lines[price > 3 and s|].sku", "sku")]
    [InlineData("$map(payload.lines, function($l) { $l.|", "price,sku")]
    [InlineData("{'a': payload.i|", "id")]
    [InlineData("payload.lines^(>p|)", "price")]
    public void Complete_Field_KnowsTheContext(string text, string names) =>
        Complete(text).Where(item => item.Kind == CompletionKind.Field).Select(item => item.Label).ShouldBe(names.Split(','));

    [Fact]
    public void Complete_FieldWithAnOddName_InsertsBackticks()
    {
        var item = Complete("payload.o|").ShouldHaveSingleItem();
        item.InsertText.ShouldBe("`odd name`");
        item.Detail.ShouldBe("number?");
    }

    [Fact]
    public void Complete_Dollar_OffersVariablesThenFunctions()
    {
        var items = Complete("($total := 3; $to|)");
        items.Select(item => item.Label).ShouldBe(["$total", "$toMillis", "$toString"]);
        items[0].Detail.ShouldBe("number");
        items[1].Detail.ShouldBe("$toMillis(text, [picture])");
        items[1].Documentation.ShouldNotBeEmpty();
    }

    [Fact]
    public void Complete_InTheMiddle_ReplacesTheWordBeforeTheCursor()
    {
        var list = ExpressionEditor.Complete("payload.li + 1", 10, Scope);
        list.Replace.Start.ShouldBe(8);
        list.Replace.End.ShouldBe(10);
    }

    [Theory]
    [InlineData("$substring(|", "$substring(text, start, [length])", 0)]
    [InlineData("$substring('a,(b', |", "$substring(text, start, [length])", 1)]
    [InlineData("$map([1,2], $pad($x, 3, |", "$pad(text, width, [fill])", 2)]
    [InlineData("$sum([1, 2, |", "$sum(numbers)", 0)]
    public void Help_InsideACall_SaysWhichArgument(string text, string label, int argument)
    {
        var position = text.IndexOf('|', StringComparison.Ordinal);
        var help = ExpressionEditor.Help(text.Remove(position, 1), position).ShouldNotBeNull();
        help.Label.ShouldBe(label);
        help.ActiveParameter.ShouldBe(argument);
    }

    [Theory]
    [InlineData("1 + |2")]
    [InlineData("$sum([1])|")]
    [InlineData("'$sum(|'")]
    public void Help_OutsideACall_IsNull(string text)
    {
        var position = text.IndexOf('|', StringComparison.Ordinal);
        ExpressionEditor.Help(text.Remove(position, 1), position).ShouldBeNull();
    }

    [Theory]
    [InlineData("pay|load.id", "{id: string, odd name: number?, lines: {sku: string?, price: number?}[]?}", "payload")]
    [InlineData("payload.i|d", "string", "payload.id")]
    [InlineData("payload.lines[pri|ce > 1]", "number?", "payload.lines.price")]
    [InlineData("1 +| 2", "number", null)]
    [InlineData("$upper|case('x')", "$uppercase(text): string", null)]
    public void Hover_Position_TellsTypeAndPath(string text, string type, string? path)
    {
        var position = text.IndexOf('|', StringComparison.Ordinal);
        var hover = ExpressionEditor.Hover(text.Remove(position, 1), position, Scope).ShouldNotBeNull();
        hover.Type.ShouldBe(type);
        hover.Path.ShouldBe(path);
    }

    [Fact]
    public void Diagnose_SyntaxErrorAndTypes_GiveCodeAndPlace()
    {
        var syntax = ExpressionEditor.Diagnose("payload.id +", Scope).ShouldHaveSingleItem();
        (syntax.Code, syntax.Severity).ShouldBe(("S0207", EditorSeverity.Error));
        var type = ExpressionEditor.Diagnose("payload.idd", Scope).ShouldHaveSingleItem();
        (type.Code, type.Severity, type.Suggestion).ShouldBe((TypeFindingCodes.UnknownPath, EditorSeverity.Warning, "id"));
        ExpressionEditor.Diagnose("payload.id & 'x'", Scope).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("a.b[ c>1 ]  [] . `odd name`", "a.b[c > 1][].`odd name`")]
    [InlineData("λ( $x,$y)<nn:n>{$x+$y}", "function($x, $y)<nn:n>{ $x + $y }")]
    [InlineData("( $x:=1;$x ?:2 )", "($x := 1; $x ?: 2)")]
    [InlineData("items^(>price,name)#$i{ 'a':$sum(b) }", "items^(>price, name)#$i{\"a\": $sum(b)}")]
    [InlineData("/* why */ 1  + 2", "/* why */ 1  + 2")]
    public void Format_Text_IsLaidOutInOneStyle(string text, string expected) => ExpressionEditor.Format(text).ShouldBe(expected);

    [Fact]
    public void Format_LongText_IsBrokenIntoLines() =>
        ExpressionEditor.Format("{'first': payload.ticket.requester.company.name, 'second': $map(payload.items, function($i) { $i.price * $i.quantity })}")
            .ShouldBe("""
                {
                  "first": payload.ticket.requester.company.name,
                  "second": $map(payload.items, function($i){ $i.price * $i.quantity })
                }
                """);

    private static IReadOnlyList<CompletionItem> Complete(string text)
    {
        var position = text.IndexOf('|', StringComparison.Ordinal);
        return ExpressionEditor.Complete(text.Remove(position, 1), position, Scope).Items;
    }
}
