using System.Text.RegularExpressions;
using Workflows.Abstractions.Json;

namespace Workflows.Expressions.Tests.Language;

/// <summary>The worked examples of docs/expressions.md do what they say.</summary>
public sealed partial class DocumentedExamplesTests
{
    private static readonly string Page = File.ReadAllText(Find());

    public static TheoryData<string, string> Examples()
    {
        var data = new TheoryData<string, string>();
        foreach (Match match in Example().Matches(Page)) data.Add(match.Groups["text"].Value.Trim(), match.Groups["result"].Value);
        return data;
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public void Example_Evaluated_GivesTheDocumentedResult(string text, string result)
    {
        var input = JsonValue.Parse(Input().Match(Page).Groups["input"].Value);
        Expression.Compile(text).Evaluate(input, Evaluator.Context).ShouldBe(JsonValue.Parse(result));
    }

    [Fact]
    public void Page_HasTenExamples() => Example().Count(Page).ShouldBe(10);

    private static string Find()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Orleans.Workflows.sln")))
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The tests run inside the repository.");
        return Path.Combine(folder, "docs", "expressions.md");
    }

    [GeneratedRegex("```jsonata\n(?<text>.*?)```\\s+```json result\n(?<result>.*?)```", RegexOptions.Singleline)]
    private static partial Regex Example();

    [GeneratedRegex("```json input\n(?<input>.*?)```", RegexOptions.Singleline)]
    private static partial Regex Input();
}
