using Workflows.Abstractions.Json;

namespace Workflows.Schemas.Tests.Conformance;

/// <summary>Serves the suite's remote documents, which it expects under http://localhost:1234/.</summary>
internal sealed class SuiteResolver(string suite) : ISchemaResolver
{
    private const string Prefix = "http://localhost:1234/";

    public bool TryResolve(string uri, out JsonValue schema)
    {
        schema = default;
        if (!uri.StartsWith(Prefix, StringComparison.Ordinal))
            return false;
        string path = Path.Combine(suite, "remotes", uri[Prefix.Length..]);
        if (!File.Exists(path))
            return false;
        schema = JsonValue.Parse(File.ReadAllBytes(path));
        return true;
    }
}
