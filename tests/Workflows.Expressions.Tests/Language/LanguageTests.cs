using Workflows.Expressions.Functions;

namespace Workflows.Expressions.Tests.Language;

/// <summary>Our own cases for every operator and function, as text files.</summary>
public sealed class LanguageTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Language", "Cases");
    private static readonly string Input = File.ReadAllText(Path.Combine(Folder, "input.json"));

    public static TheoryData<string, string> Cases()
    {
        var data = new TheoryData<string, string>();
        foreach (var file in new[] { "operators.txt", "functions.txt" })
        foreach (var line in File.ReadLines(Path.Combine(Folder, file)))
        {
            if (line.Length == 0 || line[0] == '#') continue;
            var arrow = line.LastIndexOf('→');
            data.Add(line[..arrow].Trim(), line[(arrow + 1)..].Trim());
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Expression_Evaluated_GivesTheResult(string text, string expected)
    {
        if (expected.StartsWith('!')) Evaluator.Fail(text, Input).Code.ShouldBe(expected[1..].Trim());
        else Evaluator.Run(text, Input).ShouldBe(expected);
    }

    [Fact]
    public void Functions_All_HaveACase()
    {
        var text = File.ReadAllText(Path.Combine(Folder, "functions.txt"));
        Builtins.Names.Where(name => !text.Contains("$" + name + "(", StringComparison.Ordinal)
            && !text.Contains(name + "(", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Fact]
    public void Functions_All_AreDescribed()
    {
        foreach (var builtin in Builtins.All)
        {
            builtin.Summary.ShouldEndWith(".", customMessage: builtin.Name);
            (builtin.Parameters.Length > 0 || builtin.Function.Signature.Parameters.Length == 0).ShouldBeTrue(builtin.Name);
        }
    }
}
