using Workflows.Abstractions.Json;

namespace Workflows.Expressions.Tests.Language;

public sealed class DeterminismTests
{
    private const string Everything = "[$now(), $millis(), nowIso(), $random(), $random(), $shuffle([1..20])]";

    [Fact]
    public void Evaluate_SameContext_GivesTheSameTimeAndChance()
    {
        var first = Evaluator.Run(Everything);
        Evaluator.Run(Everything).ShouldBe(first);
        first.ShouldStartWith("[\"2026-03-04T05:06:07.089Z\",1772600767089,\"2026-03-04T05:06:07.089Z\",");
    }

    [Fact]
    public void Evaluate_OtherSeed_GivesOtherChance()
    {
        var expression = Expression.Compile("$random()");
        double Draw(ulong seed) => expression.Evaluate(JsonValue.EmptyObject, new EvaluationContext { Now = default, Seed = seed }).GetDouble();
        Draw(1).ShouldBe(Draw(1));
        Draw(1).ShouldNotBe(Draw(2));
        Draw(1).ShouldBeInRange(0, 1);
    }

    [Fact]
    public void Evaluate_Bindings_WinOverFunctions()
    {
        var context = new EvaluationContext
        {
            Now = default,
            Bindings = new Dictionary<string, JsonValue> { ["rate"] = JsonValue.From(3L), ["sum"] = JsonValue.From("mine") },
        };
        Expression.Compile("$rate & $sum").Evaluate(JsonValue.EmptyObject, context).GetString().ShouldBe("3mine");
    }

    [Fact]
    public void Evaluate_FieldPathAndComparison_AllocatesNothing()
    {
        var input = JsonValue.Parse("""{"payload":{"ticket":{"status":"open","priority":3}},"vars":{"limit":2}}""");
        var expressions = new[] { "payload.ticket.status", "payload.ticket.priority > vars.limit", "payload.ticket.status = 'open'", "payload.ticket.status < 'p'" }
            .Select(text => Expression.Compile(text)).ToArray();
        // A context keeps what it works with for the next evaluation: another test's thread would take it away.
        var context = new EvaluationContext { Now = default };
        foreach (var expression in expressions) expression.Evaluate(input, context);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
            foreach (var expression in expressions) expression.Evaluate(input, context);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(100);
    }
}
