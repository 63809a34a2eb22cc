using Workflows.Expressions.Editing;
using Workflows.Expressions.Syntax;

namespace Workflows.Expressions.Tests.Conformance;

/// <summary>Every published case, as data.</summary>
public sealed class ConformanceTests(ITestOutputHelper output)
{
    private const int PublishedCases = 1285;

    public static TheoryData<string, int> Cases()
    {
        var data = new TheoryData<string, int>();
        foreach (var one in ConformanceSuite.Cases())
            if (one.Excluded is null) data.Add(one.Group, one.Index);
        if (data.Count == 0) data.Add("absent", -1);
        return data;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Case_Evaluated_GivesWhatTheSuiteSays(string group, int index)
    {
        Assert.SkipUnless(ConformanceSuite.IsPresent, "conformance data absent");
        var one = ConformanceSuite.Cases().Find(c => c.Group == group && c.Index == index);
        var problem = one!.Run();
        (problem is null).ShouldBeTrue($"{one.Id}: {one.Text}\n{problem}");
    }

    [Fact]
    public void Suite_AllCasesPrinted_MeanTheSame()
    {
        Assert.SkipUnless(ConformanceSuite.IsPresent, "conformance data absent");
        var problems = new List<string>();
        foreach (var one in ConformanceSuite.Cases().Where(one => one.Excluded is null && !one.IsSlow))
        {
            if (!Expression.TryCompile(one.Text, out _, out _)) continue;
            var printed = SyntaxPrinter.Print(Parser.Parse(one.Text));
            var problem = (one with { Text = printed }).Run();
            if (problem is not null || SyntaxPrinter.Print(Parser.Parse(printed)) != printed)
                problems.Add($"{one.Id}: {one.Text}\n    {printed}\n    {problem ?? "printed otherwise the second time"}");
        }

        problems.ShouldBeEmpty();
    }

    [Fact]
    public void Suite_AllCases_AreRunOrExcludedWithAReason()
    {
        Assert.SkipUnless(ConformanceSuite.IsPresent, "conformance data absent");
        var all = ConformanceSuite.Cases();
        var excluded = all.Where(one => one.Excluded is not null).ToList();
        var problems = all.Where(one => one.Excluded is null).Select(one => (one.Id, one.Text, Problem: one.Run()))
            .Where(one => one.Problem is not null).ToList();
        var run = all.Count - excluded.Count;
        output.WriteLine($"{run} ran, {run - problems.Count} passed, {problems.Count} failed, {excluded.Count} excluded");
        foreach (var group in excluded.GroupBy(one => one.Excluded)) output.WriteLine($"excluded {group.Count()}: {group.Key}");
        foreach (var (id, text, problem) in problems) output.WriteLine($"{id}: {text}\n    {problem}");
        problems.ShouldBeEmpty();
        all.Count.ShouldBe(PublishedCases);
    }
}
