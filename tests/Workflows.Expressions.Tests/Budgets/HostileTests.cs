using Workflows.Abstractions.Json;

namespace Workflows.Expressions.Tests.Budgets;

/// <summary>What a tenant could write to hurt the process. Each ends by itself, with the code of the budget that ended it.</summary>
public sealed class HostileTests
{
    private static readonly EvaluationContext Context = new()
    {
        Now = DateTimeOffset.UnixEpoch,
        // Long enough never to win over the other budgets on a slow machine.
        Limits = new EvaluationLimits { Time = TimeSpan.FromMinutes(1) },
    };

    [Theory]
    [InlineData("endless recursion", "($f := function($n) { 1 + $f($n + 1) }; $f(0))", "U1001")]
    [InlineData("endless tail recursion", "($f := function($n) { $f($n + 1) }; $f(0))", "U1003")]
    [InlineData("mutual recursion", "($a := function() { [$b()] }; $b := function() { [$a()] }; $a())", "U1001")]
    [InlineData("recursion through map", "($f := function($x) { $map([1], $f) }; $f(1))", "U1001")]
    [InlineData("recursion through composition", "($f := function($x) { $g($x) & '' }; $g := $f ~> $f; $g(1))", "U1001")]
    [InlineData("map bomb", "$map([1..2000], function($a) { $map([1..2000], function($b) { $a * $b }) })", "U1003")]
    [InlineData("list bomb", "$reduce([1..60], function($a, $b) { $append($a, $a) }, [1])", "U1005")]
    [InlineData("string bomb", "$reduce([1..60], function($a, $b) { $a & $a }, 'x')", "U1006")]
    [InlineData("allocation bomb", "$sum($map([1..2000], function($i) { $length($pad('', 100000)) }))", "U1011")]
    [InlineData("huge range", "[1..9999999]", "U1005")]
    [InlineData("range beyond the language", "[1..99999999]", "D2014")]
    [InlineData("huge pad", "$pad('x', 1000000000)", "U1006")]
    [InlineData("huge negative pad", "$pad('x', -1e300, 'abc')", "U1006")]
    [InlineData("huge join", "$join($map([1..200000], function($i) { '0123456789' }))", "U1006")]
    [InlineData("huge replace", "$replace($pad('', 100000, 'a'), 'a', '0123456789012345678901234567890')", "U1006")]
    [InlineData("huge result", "[1..100000]", "U1004")]
    [InlineData("deep value", "$reduce([1..5000], function($a, $b) { [[$a]] }, 1)", "U1001")]
    [InlineData("deep object", "$reduce([1..5000], function($a, $b) { {'x': $a} }, 1)", "U1001")]
    [InlineData("cross join", "a@$x.$$.a@$y.$$.a@$z.$$.a@$w.{'v': $x}", "U1011")]
    [InlineData("repeated catastrophic match", "$count($map([1..100000], function($i) { $contains($pad('', 5000, 'a'), /(a+)+b/) }))", "U1003,U1011,U1007")]
    public void Expression_Hostile_EndsWithTheCodeOfItsBudget(string what, string text, string codes)
    {
        var items = string.Join(',', Enumerable.Range(0, 60).Select(i => "{\"b\":{\"c\":" + i + "}}"));
        var input = JsonValue.Parse("{\"a\":[" + items + "]}");
        var error = Should.Throw<ExpressionException>(() => Expression.Compile(text).Evaluate(input, Context), what).Error;
        codes.Split(',').ShouldContain(error.Code, $"{what}: {error.Message}");
    }

    [Fact]
    public void Descendants_OfADeepTree_EndWithTheStepsOrTheLengthOfLists()
    {
        var tree = JsonValue.Parse(string.Concat(Enumerable.Repeat("{\"x\":", 60)) + "1" + new string('}', 60));
        Should.Throw<ExpressionException>(() => Expression.Compile("**.**.**.**.**.**").Evaluate(tree, Context))
            .Code.ShouldBeOneOf("U1003", "U1005", "U1011");
    }

    [Fact]
    public void Regex_ThatMustBacktrack_EndsByItsTimeout()
    {
        // A back-reference keeps this one off the engine that never backtracks.
        var expression = Expression.Compile(@"$contains($pad('', 60, 'a') & '!', /^(a+)+\1$/)");
        Should.Throw<ExpressionException>(() => expression.Evaluate(JsonValue.EmptyObject, Context)).Code.ShouldBe("U1007");
    }

    [Fact]
    public void Regex_CatastrophicElsewhere_IsHarmless() =>
        Expression.Compile("$contains($pad('', 5000, 'a'), /^(a+)+$/)").Evaluate(JsonValue.EmptyObject, Context).ShouldBe(JsonValue.True);

    [Fact]
    public void Time_Passed_InterruptsInTheMiddle()
    {
        var clock = new SteppingClock(TimeSpan.FromMilliseconds(1));
        var context = new EvaluationContext { Now = DateTimeOffset.UnixEpoch, Clock = clock };
        var expression = Expression.Compile("$sum($map([1..200000], function($i) { $i }))");
        Should.Throw<ExpressionException>(() => expression.Evaluate(JsonValue.EmptyObject, context)).Code.ShouldBe("U1002");
        clock.Reads.ShouldBeInRange(26, 30);
    }

    [Fact]
    public void Time_NotPassed_IsHardlyEvenRead()
    {
        var clock = new SteppingClock(TimeSpan.FromHours(1));
        var context = new EvaluationContext { Now = DateTimeOffset.UnixEpoch, Clock = clock };
        Expression.Compile("a.b.c + 1").Evaluate(JsonValue.EmptyObject, context);
        clock.Reads.ShouldBe(0);
    }

    [Theory]
    [InlineData("brackets", "[", 100_000)]
    [InlineData("parentheses", "(", 100_000)]
    [InlineData("minus", "-", 100_000)]
    [InlineData("calls", "$f(", 30_000)]
    [InlineData("dots", "a.", 30_000)]
    [InlineData("sums", "1+", 30_000)]
    [InlineData("conditions", "a?", 30_000)]
    [InlineData("predicates", "a[0]", 30_000)]
    [InlineData("functions", "function(){", 3_000)]
    [InlineData("objects", "{'a':", 30_000)]
    public void Compile_EndlesslyNested_IsRefused(string what, string part, int times)
    {
        var text = string.Concat(Enumerable.Repeat(part, times));
        foreach (var candidate in new[] { text, text[..Math.Min(text.Length, 32_000)], text[..Math.Min(text.Length, 32_000)] + "1" })
            Expression.TryCompile(candidate, out _, out _).ShouldBeFalse(what);
    }

    [Fact]
    public void Evaluate_DeepestExpressions_FitTheSmallestStack()
    {
        string[] texts =
        [
            string.Concat(Enumerable.Repeat("1+", 390)) + "1",
            string.Concat(Enumerable.Repeat("(", 190)) + "1" + new string(')', 190),
            string.Concat(Enumerable.Repeat("[", 190)) + "1" + new string(']', 190),
            string.Concat(Enumerable.Repeat("a[b.c=", 90)) + "1" + string.Concat(Enumerable.Repeat("]", 90)),
            string.Concat(Enumerable.Repeat("$map([1],function($x){", 60)) + "1" + string.Concat(Enumerable.Repeat("})", 60)),
        ];
        Exception? failure = null;
        var thread = new Thread(() => failure = Record.Exception(() =>
        {
            foreach (var text in texts) Expression.Compile(text).Evaluate(JsonValue.Parse("""{"a":{"b":{"c":1}}}"""), Context);
        }), maxStackSize: 512 * 1024);
        thread.Start();
        thread.Join();
        (failure is null or ExpressionException).ShouldBeTrue(failure?.ToString());
    }

    private sealed class SteppingClock(TimeSpan step) : TimeProvider
    {
        public int Reads { get; private set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => ++Reads * step.Ticks;
    }
}
