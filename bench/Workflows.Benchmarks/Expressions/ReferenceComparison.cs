using System.Diagnostics;
using System.Globalization;
using System.Text;
using Workflows.Expressions;

namespace Workflows.Benchmarks.Expressions;

/// <summary>
/// Times this engine and the reference in turns, so that whatever else the machine does hits both, and writes the
/// ratios of the medians. Both count the processor time of their whole process, which waiting for a busy machine does
/// not add to.
/// </summary>
internal static class ReferenceComparison
{
    private const int Rounds = 9;
    private const int Milliseconds = 200;
    private const int Batch = 20;

    public static void Run()
    {
        var cases = ExpressionCases.Load();
        using var node = Start(cases.Folder);
        var table = new StringBuilder("| case | ours (per CPU second) | reference (per CPU second) | ratio | allocated per evaluation |\n|---|---:|---:|---:|---:|\n");
        for (var index = 0; index < cases.All.Count; index++)
        {
            var (name, expression) = cases.All[index];
            var (ours, reference) = Measure(node, index, expression, cases);
            var line = string.Create(CultureInfo.InvariantCulture,
                $"| {name} | {ours:N0} | {reference:N0} | {ours / reference:N0}x | {Allocated(expression, cases):N0} B |");
            table.AppendLine(line);
            Console.WriteLine(line);
        }

        Write(cases.Folder, table.Append(CompileTime()).ToString());
        node.StandardInput.Close();
        node.WaitForExit();
    }

    private static (double Ours, double Reference) Measure(Process node, int index, Expression expression,
        ExpressionCases cases)
    {
        var (ours, reference) = (new List<double>(), new List<double>());
        // The first two rounds warm both up.
        for (var round = -2; round < Rounds; round++)
        {
            var (mine, its) = (Ours(expression, cases), Reference(node, index));
            if (round < 0) continue;
            ours.Add(mine);
            reference.Add(its);
        }

        return (Median(ours), Median(reference));
    }

    private static double Ours(Expression expression, ExpressionCases cases)
    {
        var watch = Stopwatch.StartNew();
        var before = Environment.CpuUsage.TotalTime;
        var evaluations = 0L;
        do
        {
            for (var i = 0; i < Batch; i++) expression.Evaluate(cases.Input, ExpressionCases.Context);
            evaluations += Batch;
        }
        while (watch.ElapsedMilliseconds < Milliseconds);
        return evaluations / (Environment.CpuUsage.TotalTime - before).TotalSeconds;
    }

    private static double Reference(Process node, int index)
    {
        node.StandardInput.WriteLine($"{index} {Milliseconds}");
        var answer = node.StandardOutput.ReadLine()?.Split(' ')
            ?? throw new InvalidOperationException("The reference ended; run npm install in its folder.");
        var evaluations = double.Parse(answer[0], CultureInfo.InvariantCulture);
        return evaluations / double.Parse(answer[1], CultureInfo.InvariantCulture) * 1000;
    }

    private static double Allocated(Expression expression, ExpressionCases cases)
    {
        const int times = 1000;
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < times; i++) expression.Evaluate(cases.Input, ExpressionCases.Context);
        return (GC.GetAllocatedBytesForCurrentThread() - before) / (double)times;
    }

    private static string CompileTime()
    {
        const int times = 2000;
        var benchmark = new CompileBenchmarks();
        var rounds = new List<double>();
        for (var round = -2; round < Rounds; round++)
        {
            var before = Environment.CpuUsage.TotalTime;
            for (var i = 0; i < times; i++) benchmark.Compile();
            if (round >= 0) rounds.Add((Environment.CpuUsage.TotalTime - before).TotalMicroseconds / times);
        }

        return string.Create(CultureInfo.InvariantCulture,
            $"\nCompiling 100 characters: {Median(rounds):N1} µs of processor time (median).\n");
    }

    private static double Median(List<double> values)
    {
        values.Sort();
        return values[values.Count / 2];
    }

    private static Process Start(string folder) =>
        Process.Start(new ProcessStartInfo("node", "reference.js")
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        }) ?? throw new InvalidOperationException("node did not start.");

    private static void Write(string folder, string table)
    {
        var results = Path.Combine(folder, "..", "results");
        Directory.CreateDirectory(results);
        File.WriteAllText(Path.Combine(results, "expressions.md"),
            $"""
            # Expressions: this engine against the reference

            Both engines evaluate compiled expressions on the same parsed input, in turns of {Milliseconds} ms, {Rounds} rounds after two
            that warm them up; the figures are medians per second of processor time. Reference: npm `jsonata` 2.1.0 on Node. Machine:
            {Environment.ProcessorCount} cores, shared with other work, so only the ratios mean something. .NET {Environment.Version}. Run it with
            `npm install` in `bench/expressions-reference`, then `dotnet run -c Release --project bench/Workflows.Benchmarks -- expressions`.

            {table}
            """);
    }
}
