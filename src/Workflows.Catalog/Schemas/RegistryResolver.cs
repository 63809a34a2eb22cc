using Workflows.Abstractions.Json;
using Workflows.Catalog.SystemEvents;
using Workflows.Schemas;

namespace Workflows.Catalog.Schemas;

/// <summary>
/// Answers a compilation, which cannot wait, from the documents that were read so far, and notes those that it lacks. In their place it gives
/// a schema that allows everything, so that one pass meets all that are missing on a level.
/// </summary>
internal sealed class RegistryResolver : ISchemaResolver
{
    private readonly Dictionary<string, JsonValue> documents = new(StringComparer.Ordinal);

    /// <summary>The refs that the last pass asked for in vain.</summary>
    public HashSet<string> Lacking { get; } = new(StringComparer.Ordinal);

    /// <summary>Makes a document known; a missing one for a ref that the registry does not have.</summary>
    public void Add(string schemaRef, JsonValue document) => documents[schemaRef] = document;

    /// <inheritdoc/>
    public bool TryResolve(string uri, out JsonValue schema)
    {
        schema = default;
        if (!uri.StartsWith(DomainEventSchema.UriPrefix, StringComparison.Ordinal)) return false;
        var schemaRef = uri[DomainEventSchema.UriPrefix.Length..];
        if (documents.TryGetValue(schemaRef, out schema)) return !schema.IsMissing;
        Lacking.Add(schemaRef);
        schema = JsonValue.True;
        return true;
    }
}
