using FsCheck;
using FsCheck.Fluent;
using Workflows.Abstractions.Json;
using Workflows.Expressions.Editing;
using Workflows.Expressions.Syntax;
using Workflows.Expressions.Types;

namespace Workflows.Expressions.Tests.Budgets;

/// <summary>Random and mutated texts: whatever they do, they end with a value or with an <see cref="ExpressionException"/>.</summary>
public sealed class RandomExpressionTests(ITestOutputHelper output)
{
    private const int Batch = 1_000;
    private const int MostProblems = 5;

    private static readonly JsonValue Input = JsonValue.Parse(
        """{"a":{"b":[1,2,{"c":"x"}],"d":null},"payload":{"id":"T-1","n":3,"list":[{"p":1,"q":"one"},{"p":2,"q":"two"}]},"s":"häß"}""");

    private static readonly EvaluationContext Context = new()
    {
        Now = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero),
        Limits = new EvaluationLimits { MaxSteps = 20_000, MaxAllocatedBytes = 1024 * 1024, Time = TimeSpan.FromSeconds(1) },
    };

    private static readonly TypeScope Types = new()
    {
        Roots = new Dictionary<string, ExpressionType>
        {
            ["payload"] = SchemaTypes.Read(JsonValue.Parse(
                """{"type":"object","properties":{"id":{"type":"string"},"list":{"type":"array","items":{"$ref":"#"}}}}""")),
        },
    };

    /// <summary>20,000 texts, or 1,000,000 when WORKFLOWS_LONG is 1. A seed of its own can be given by WORKFLOWS_SEED.</summary>
    [Fact]
    public void Texts_RandomAndMutated_NeverEscapeTheEngine()
    {
        var count = Environment.GetEnvironmentVariable("WORKFLOWS_LONG") == "1" ? 1_000_000 : 20_000;
        var seed = int.TryParse(Environment.GetEnvironmentVariable("WORKFLOWS_SEED"), out var given) ? given : 20260101;
        int compiled = 0, evaluated = 0;
        var problems = new List<string>();
        for (var batch = 0; batch < count / Batch && problems.Count < MostProblems; batch++)
        {
            var texts = Gen.Sample(RandomExpressions.Texts, Batch, new Rnd((ulong)(seed + batch)), 4);
            foreach (var text in texts) Try(text, seed + batch, problems, ref compiled, ref evaluated);
        }

        output.WriteLine($"seed {seed}: {count} texts, {compiled} compiled, {evaluated} gave a value");
        problems.ShouldBeEmpty();
        compiled.ShouldBeGreaterThan(count / 5);
    }

    private static void Edit(string text, int seed)
    {
        ExpressionEditor.Diagnose(text, Types);
        if (seed % 10 != 0) return;
        var position = text.Length / 2;
        ExpressionEditor.Complete(text, position, Types);
        ExpressionEditor.Complete(text[..position], position, Types);
        ExpressionEditor.Help(text, position);
        ExpressionEditor.Hover(text, position, Types);
    }

    private static void Try(string text, int seed, List<string> problems, ref int compiled, ref int evaluated)
    {
        try
        {
            Edit(text, seed);
            var expression = Expression.Compile(text);
            compiled++;
            var printed = SyntaxPrinter.Print(expression.Syntax);
            if (SyntaxPrinter.Print(Parser.Parse(printed)) != printed) problems.Add($"seed {seed}: {text}\nprinted twice differs: {printed}");
            expression.Evaluate(Input, Context);
            evaluated++;
        }
        catch (ExpressionException exception)
        {
            exception.Error.Message.ShouldNotBeNullOrEmpty();
        }
        catch (Exception exception)
        {
            problems.Add($"seed {seed}: {text}\n{exception}");
        }
    }
}
