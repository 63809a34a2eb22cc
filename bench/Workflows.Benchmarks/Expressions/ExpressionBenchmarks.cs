using BenchmarkDotNet.Attributes;
using Workflows.Abstractions.Json;
using Workflows.Expressions;

namespace Workflows.Benchmarks.Expressions;

/// <summary>Evaluation of each case, with its allocations.</summary>
[MemoryDiagnoser]
public class ExpressionBenchmarks
{
    private JsonValue _input;
    private Expression _expression = null!;

    [ParamsSource(nameof(Names))]
    public string Case { get; set; } = "";

    public static IEnumerable<string> Names => ExpressionCases.Load().All.Select(one => one.Name);

    [GlobalSetup]
    public void Setup()
    {
        var cases = ExpressionCases.Load();
        _input = cases.Input;
        _expression = cases.All.Find(one => one.Name == Case).Expression;
    }

    [Benchmark]
    public JsonValue Evaluate() => _expression.Evaluate(_input, ExpressionCases.Context);
}

/// <summary>Compilation of an expression of 100 characters.</summary>
[MemoryDiagnoser]
public class CompileBenchmarks
{
    private const string HundredCharacters =
        "payload.ticket.priority > vars.limit and payload.ticket.status = \"open\" ? payload.items[price>1] : 0";

    [Benchmark]
    public Expression Compile() => Expression.Compile(HundredCharacters);
}
