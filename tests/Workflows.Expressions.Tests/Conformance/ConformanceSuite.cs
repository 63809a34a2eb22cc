using Workflows.Abstractions.Json;

namespace Workflows.Expressions.Tests.Conformance;

/// <summary>The published cases, which lie beside the repository and never in it.</summary>
internal static class ConformanceSuite
{
    private static readonly string? Folder = Find();
    private static readonly Lazy<JsonValue> Datasets = new(() => Read("datasets.json"));
    private static readonly Lazy<JsonValue> Groups = new(() => Read("cases.json"));

    public static bool IsPresent => Folder is not null;

    private static readonly Lazy<List<ConformanceCase>> All = new(() => [.. Read()]);

    public static List<ConformanceCase> Cases() => All.Value;

    private static IEnumerable<ConformanceCase> Read()
    {
        if (!IsPresent) yield break;
        foreach (var group in Groups.Value.EnumerateObject())
        {
            var index = 0;
            foreach (var item in group.Value.EnumerateArray()) yield return new ConformanceCase(group.Name, index++, item);
        }
    }

    public static JsonValue Dataset(string name) => Datasets.Value[name];

    private static JsonValue Read(string file) => JsonValue.Parse(File.ReadAllBytes(Path.Combine(Folder!, file)));

    private static string? Find()
    {
        var roots = new List<string>();
        if (Environment.GetEnvironmentVariable("WORKFLOWS_CONFORMANCE_DATA") is { Length: > 0 } given) roots.Add(given);
        for (var folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
            if (File.Exists(Path.Combine(folder, "Orleans.Workflows.sln"))) roots.Add(Path.Combine(folder, "..", "shared", "data"));
        return roots.Select(root => Path.Combine(root, "jsonata")).FirstOrDefault(path => File.Exists(Path.Combine(path, "cases.json")));
    }
}
