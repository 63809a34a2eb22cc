using System.Diagnostics.CodeAnalysis;
using Workflows.Abstractions.Json;

namespace Workflows.Schemas.Compilation;

/// <summary>A schema document and what the scan found in it: its resources, and which of them each subschema belongs to.</summary>
internal sealed class SchemaDocument(JsonValue root, string uri, bool isMain)
{
    private readonly Dictionary<string, SchemaResource> _owners = new(StringComparer.Ordinal);

    public JsonValue Root { get; } = root;

    /// <summary>The URI under which it was loaded.</summary>
    public string Uri { get; } = uri;

    /// <summary>Whether this is the document that was given to compile.</summary>
    public bool IsMain { get; } = isMain;

    public void Own(JsonPointer subschema, SchemaResource resource) => _owners[subschema.ToString()] = resource;

    public bool IsSubschema(JsonPointer pointer, [NotNullWhen(true)] out SchemaResource? owner) =>
        _owners.TryGetValue(pointer.ToString(), out owner);

    /// <summary>The resource of the nearest subschema around a place, for places that no known keyword leads to.</summary>
    public SchemaResource OwnerOf(JsonPointer pointer)
    {
        string text = pointer.ToString();
        SchemaResource? owner;
        while (!_owners.TryGetValue(text, out owner))
            text = text[..text.LastIndexOf('/')];
        return owner;
    }
}
