using Workflows.Abstractions.Json;
using Workflows.Expressions.Types;

namespace Workflows.Expressions.Tests.Types;

public sealed class TypeInferenceTests
{
    private const string Ticket = """
        {"type":"object","required":["id","priority","lines","customer"],"additionalProperties":false,"properties":{
          "id":{"type":"string"},"priority":{"type":"integer"},"note":{"type":["string","null"]},"closed":{"type":"boolean"},
          "status":{"enum":["open","waiting","done"]},
          "customer":{"$ref":"#/$defs/person"},"parent":{"$ref":"#"},"free":{"type":"object"},"anything":{},
          "lines":{"type":"array","items":{"type":"object","required":["sku","price"],"properties":{
            "sku":{"type":"string"},"price":{"type":"number"},"tags":{"type":"array","items":{"type":"string"}}}}}},
         "$defs":{"person":{"type":"object","required":["name"],"properties":{"name":{"type":"string"},"mail":{"type":"string"}}}}}
        """;

    private static readonly TypeScope Scope = new()
    {
        Roots = new Dictionary<string, ExpressionType>
        {
            ["payload"] = SchemaTypes.Read(JsonValue.Parse(Ticket)),
            ["vars"] = ExpressionType.ObjectOf(ObjectShape.Of([new("limit", ExpressionType.Number)])),
            ["meta"] = ExpressionType.Unknown,
        },
    };

    [Theory]
    [InlineData("payload.id", "string")]
    [InlineData("payload.note", "(string | null)?")]
    [InlineData("payload.parent.parent.id", "string?")]
    [InlineData("payload.customer", "{name: string, mail: string?}")]
    [InlineData("payload.anything", "unknown")]
    [InlineData("payload.free.x.y", "unknown")]
    [InlineData("meta.what.ever", "unknown")]
    [InlineData("payload.lines.price", "(number | number[])?")]
    [InlineData("payload.lines.price[]", "number[]?")]
    [InlineData("payload.lines[0].price", "number?")]
    [InlineData("payload.lines[price > 5].sku", "(string | string[])?")]
    [InlineData("payload.lines.tags", "(string | string[])?")]
    [InlineData("$sum(payload.lines.price)", "number?")]
    [InlineData("$count(payload.lines)", "number")]
    [InlineData("payload.priority + 1", "number")]
    [InlineData("payload.priority > vars.limit", "boolean")]
    [InlineData("payload.id & '-' & payload.priority", "string")]
    [InlineData("payload.closed ? 'yes' : 1", "string | number")]
    [InlineData("payload.closed ? 'yes'", "string?")]
    [InlineData("payload.customer.mail ?? 'none'", "string")]
    [InlineData("payload.note ?: 'none'", "string")]
    [InlineData("coalesce(payload.note, 'none')", "string")]
    [InlineData("coalesce(payload.note, payload.closed)", "string | boolean | null")]
    [InlineData("[payload.id, payload.lines.sku]", "string[]")]
    [InlineData("[1..3]", "number[]")]
    [InlineData("{'id': payload.id, 'n': payload.priority}", "{id: string, n: number}")]
    [InlineData("payload.lines.{'s': sku}", "({s: string} | {s: string}[])?")]
    [InlineData("$map(payload.lines, function($l) { $l.price * 2 })", "(number | number[])?")]
    [InlineData("$filter(payload.lines, function($l) { $l.price > 2 }).sku", "(string | string[])?")]
    [InlineData("($f := function($x) { $x.name }; $f(payload.customer))", "string")]
    [InlineData("payload.customer.name ~> $uppercase", "string")]
    [InlineData("payload.lines^(>price).sku", "(string | string[])?")]
    [InlineData("$lookup(payload, 'id')", "unknown")]
    [InlineData("($f := function($n) { $n = 0 ? 1 : $n * $f($n - 1) }; $f(5))", "number?")]
    public void Infer_Expression_GivesItsType(string text, string type) => Analyse(text).Result.ToString().ShouldBe(type);

    [Theory]
    [InlineData("payload.idd", TypeFindingCodes.UnknownPath, true, 8, "id")]
    [InlineData("payload.customer.nmae", TypeFindingCodes.UnknownPath, false, 17, "name")]
    [InlineData("payload.lines[pric > 5]", TypeFindingCodes.UnknownPath, false, 14, "price")]
    [InlineData("paylod.id", TypeFindingCodes.UnknownPath, true, 0, "payload")]
    [InlineData("payload.id.x", TypeFindingCodes.UnknownPath, true, 11, null)]
    [InlineData("payload.id + 1", TypeFindingCodes.Mismatch, true, 0, null)]
    [InlineData("payload.id > 3", TypeFindingCodes.Mismatch, true, 0, null)]
    [InlineData("payload.priority = 'high'", TypeFindingCodes.Mismatch, false, 0, null)]
    [InlineData("payload.status = 'opne'", TypeFindingCodes.EnumValue, false, 0, "open")]
    [InlineData("'x' & payload.lines", TypeFindingCodes.Coercion, false, 6, null)]
    [InlineData("$uppercase(payload.priority)", TypeFindingCodes.Mismatch, true, 11, null)]
    [InlineData("$upercase(payload.id)", TypeFindingCodes.UnknownName, false, 0, "$uppercase")]
    [InlineData("upercase(payload.id)", TypeFindingCodes.UnknownName, true, 0, "$uppercase")]
    [InlineData("$map(payload.lines, function($l) { $l.skuu })", TypeFindingCodes.UnknownPath, false, 38, "sku")]
    public void Infer_Slip_IsReportedWithPlaceAndSuggestion(string text, string code, bool isError, int position, string? suggestion)
    {
        var finding = Analyse(text).Findings.ShouldHaveSingleItem();
        finding.Code.ShouldBe(code);
        finding.IsError.ShouldBe(isError);
        finding.Span.Start.ShouldBe(position);
        finding.Suggestion.ShouldBe(suggestion);
    }

    [Theory]
    [InlineData("meta.anything.at.all > meta.other")]
    [InlineData("payload.free.x + 1")]
    [InlineData("$lookup(payload, 'x').y & 1")]
    [InlineData("payload.customer.name = null")]
    [InlineData("($f := function($n) { $n = 0 ? 1 : $n * $f($n - 1) }; $f(5))")]
    [InlineData("($s := 'a'; payload.closed ? $s := 'b'; $s = 'a')")]
    [InlineData("payload.status = 'open' or payload.status = payload.id")]
    public void Infer_WhatIsNotKnown_ClaimsNothing(string text) =>
        Analyse(text).Findings.Where(finding => finding.IsError || finding.Code == TypeFindingCodes.EnumValue).ShouldBeEmpty();

    [Theory]
    [InlineData("payload.customer.mail", """{"type":"string"}""", TypeFindingCodes.NullableToRequired)]
    [InlineData("payload.priority", """{"type":"string"}""", TypeFindingCodes.Mismatch)]
    [InlineData("payload.lines.price[]", """{"type":"array","items":{"type":"string"}}""", TypeFindingCodes.ItemMismatch)]
    [InlineData("payload.closed ? 'on' : 'off'", """{"enum":["yes","no"]}""", TypeFindingCodes.EnumValue)]
    [InlineData("meta.x", """{"type":"string"}""", TypeFindingCodes.UnknownType)]
    [InlineData("payload.lines.sku", """{"type":"array"}""", TypeFindingCodes.Coercion)]
    [InlineData("{'n': payload.id}", """{"type":"object","required":["n"],"properties":{"n":{"type":"number"}}}""", TypeFindingCodes.Mismatch)]
    [InlineData("{'m': payload.id}", """{"type":"object","required":["n"],"properties":{"n":{"type":"number"}}}""", TypeFindingCodes.NullableToRequired)]
    public void CheckAgainst_Target_SaysWhatStandsAgainstIt(string text, string target, string code)
    {
        var expression = Expression.Compile(text);
        TypeAnalysis.Of(expression, Scope).CheckAgainst(SchemaTypes.Read(JsonValue.Parse(target)), expression)
            .Select(finding => finding.Code).ShouldContain(code);
    }

    [Fact]
    public void CheckAgainst_FittingTarget_FindsNothing()
    {
        var expression = Expression.Compile("{'id': payload.id, 'total': $sum(payload.lines.price) ?? 0}");
        var target = """{"type":"object","required":["id","total"],"properties":{"id":{"type":"string"},"total":{"type":"number"},"more":{"type":"string"}}}""";
        TypeAnalysis.Of(expression, Scope).CheckAgainst(SchemaTypes.Read(JsonValue.Parse(target)), expression).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("payload.id", "payload.id")]
    [InlineData("payload.lines[price > $$.vars.limit].sku", "payload.lines.sku,payload.lines.price,vars.limit")]
    [InlineData("($c := payload.customer; $c.name & $c.mail)", "payload.customer,payload.customer.name,payload.customer.mail")]
    [InlineData("$map(payload.lines, function($l) { $l.sku })", "payload.lines,payload.lines.sku")]
    [InlineData("payload.*", "payload.*")]
    [InlineData("$$.payload.id", "payload.id")]
    [InlineData("1 + 2", "")]
    public void ReadsOf_Expression_ListsItsData(string text, string paths) =>
        TypeAnalysis.ReadsOf(Expression.Compile(text)).Select(read => read.Path)
            .ShouldBe(paths.Split(',', StringSplitOptions.RemoveEmptyEntries), ignoreOrder: true);

    private static TypeAnalysis Analyse(string text) => TypeAnalysis.Of(Expression.Compile(text), Scope);
}
