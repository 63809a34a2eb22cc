using Workflows.Abstractions.Json;

namespace Workflows.Expressions.Tests;

public sealed class ExpressionTests
{
    private const string Ticket =
        """{"payload":{"ticket":{"id":"T-1","priority":3,"tags":["vip","late"],"big":123456789012345678901}},"vars":{"limit":2}}""";

    [Theory]
    [InlineData("payload.ticket.id", "\"T-1\"")]
    [InlineData("payload.ticket.priority > vars.limit", "true")]
    [InlineData("payload.ticket.priority == 3 ? \"a == b\" : \"no\"", "\"a == b\"")]
    [InlineData("'vip' in payload.ticket.tags", "true")]
    [InlineData("payload.nothing.at.all", "")]
    [InlineData("payload.ticket.big", "123456789012345678901")]
    [InlineData("nowIso() & ' ' & $nowIso()", "\"2026-03-04T05:06:07.089Z 2026-03-04T05:06:07.089Z\"")]
    [InlineData("coalesce(payload.x, null, vars.limit)", "2")]
    [InlineData("len(payload.ticket.tags[$='vip'])", "3")]
    [InlineData("append(payload.ticket.tags, 'new')", "[\"vip\",\"late\",\"new\"]")]
    [InlineData("toString(payload.x) & toString(1.50)", "\"1.5\"")]
    public void Evaluate_RootsAndHelpers_GiveValues(string text, string expected) =>
        Evaluator.Run(text, Ticket).ShouldBe(expected);

    [Fact]
    public void TryCompile_BrokenText_SaysWhatAndWhere()
    {
        Expression.TryCompile("payload. = 3", out var expression, out var error).ShouldBeFalse();
        expression.ShouldBeNull();
        error.ShouldBe(new ExpressionError("S0211", "= cannot begin an operand.", 9, "="));
    }

    [Fact]
    public void Evaluate_FunctionAsResult_IsAnError() => Evaluator.Fail("{'f': $sum}").Code.ShouldBe("U1010");

    [Fact]
    public void Compile_Eval_IsRefused() => Evaluator.Fail("$eval('1')").Code.ShouldBe("U1009");

    [Fact]
    public void Evaluate_SharedByThreads_GivesTheSame()
    {
        var expression = Expression.Compile("$sum($map(payload.items, function($i) { $i.price * $i.quantity }))");
        var input = JsonValue.Parse("""{"payload":{"items":[{"price":2,"quantity":3},{"price":1.5,"quantity":4}]}}""");
        Parallel.For(0, 500, _ => expression.Evaluate(input, Evaluator.Context).GetDouble().ShouldBe(12));
    }
}
