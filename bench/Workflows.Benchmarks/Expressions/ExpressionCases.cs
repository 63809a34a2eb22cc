using Workflows.Abstractions.Json;
using Workflows.Expressions;

namespace Workflows.Benchmarks.Expressions;

/// <summary>The expressions and the input that both engines are timed on.</summary>
internal sealed class ExpressionCases
{
    private ExpressionCases(string folder)
    {
        Folder = folder;
        var document = JsonValue.Parse(File.ReadAllBytes(Path.Combine(folder, "cases.json")));
        Input = document["input"];
        foreach (var item in document["cases"].EnumerateArray())
            All.Add((item["name"].GetString(), Expression.Compile(item["expression"].GetString())));
    }

    /// <summary>Without the time limit, which a machine shared with other work would exceed now and then.</summary>
    public static EvaluationContext Context { get; } = new()
    {
        Now = DateTimeOffset.UnixEpoch,
        Limits = new EvaluationLimits { Time = TimeSpan.FromMinutes(1) },
    };

    /// <summary>The folder of the reference's script.</summary>
    public string Folder { get; }

    public JsonValue Input { get; }

    public List<(string Name, Expression Expression)> All { get; } = [];

    public static ExpressionCases Load()
    {
        var root = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(root, "Orleans.Workflows.sln")))
            root = Path.GetDirectoryName(root)
                ?? throw new InvalidOperationException("Run from inside the repository.");
        return new ExpressionCases(Path.Combine(root, "bench", "expressions-reference"));
    }
}
