using Workflows.Abstractions.Json;

namespace Workflows.Schemas.Tests;

/// <summary>A registry of a few documents.</summary>
internal sealed class TestResolver(params (string Uri, string Schema)[] documents) : ISchemaResolver
{
    public List<string> Asked { get; } = [];

    public bool TryResolve(string uri, out JsonValue schema)
    {
        Asked.Add(uri);
        string? text = documents.FirstOrDefault(document => document.Uri == uri).Schema;
        schema = text is null ? default : JsonValue.Parse(text);
        return text is not null;
    }
}
