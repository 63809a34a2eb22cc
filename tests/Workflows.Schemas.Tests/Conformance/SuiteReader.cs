using Workflows.Abstractions.Json;

namespace Workflows.Schemas.Tests.Conformance;

/// <summary>Reads the groups of a draft's folder.</summary>
internal static class SuiteReader
{
    public static IEnumerable<SuiteGroup> Read(string suite, string draft)
    {
        string folder = Path.Combine(suite, draft);
        foreach (string path in Directory.GetFiles(folder, "*.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            string file = Path.GetRelativePath(folder, path).Replace('\\', '/');
            foreach (var group in JsonValue.Parse(File.ReadAllBytes(path)).EnumerateArray())
                yield return ReadGroup(file, group);
        }
    }

    private static SuiteGroup ReadGroup(string file, JsonValue group)
    {
        var cases = new List<SuiteCase>();
        foreach (var test in group["tests"].EnumerateArray())
            cases.Add(new SuiteCase(test["description"].GetString(), test["data"], test["valid"].GetBoolean()));
        return new SuiteGroup(file, group["description"].GetString(), group["schema"], cases);
    }
}
