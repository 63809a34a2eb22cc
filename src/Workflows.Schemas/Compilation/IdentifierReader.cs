using System.Buffers;
using Workflows.Abstractions.Json;
using Workflows.Schemas.Dialects;
using Workflows.Schemas.Locations;

namespace Workflows.Schemas.Compilation;

/// <summary>Reads <c>$id</c>, <c>$anchor</c>, <c>$dynamicAnchor</c> and <c>$recursiveAnchor</c> of a subschema.</summary>
internal static class IdentifierReader
{
    private static readonly SearchValues<char> AnchorUnits =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._");

    /// <summary>The resource that the subschema belongs to: a new one when it has an <c>$id</c> or is a root.</summary>
    public static SchemaResource Read(
        SchemaLocation location,
        JsonValue schema,
        SchemaUri baseUri,
        SchemaResource? owner,
        Dialect dialect,
        SchemaLibrary library)
    {
        // In draft-07 everything beside $ref is ignored.
        bool isReference = dialect.IgnoresSiblingsOfRef && !schema["$ref"].IsMissing;
        var id = isReference ? null : ReadId(location, schema, dialect);
        bool opensResource = id is not null && (!dialect.HasAnchorsInId || id.Resource.ToString().Length > 0);
        if (owner is null || opensResource)
        {
            owner = new SchemaResource(opensResource ? baseUri.Resolve(id!).Resource : baseUri, location, dialect);
            library.Register(owner.Uri.ToString(), owner);
        }
        if (dialect.HasAnchorsInId && !string.IsNullOrEmpty(id?.Fragment))
            AddAnchor(owner.Anchors, id.Fragment, location);
        if (!dialect.HasAnchorsInId)
            ReadAnchors(location, schema, owner);
        return owner;
    }

    private static SchemaUri? ReadId(SchemaLocation location, JsonValue schema, Dialect dialect)
    {
        var value = schema["$id"];
        if (value.IsMissing)
            return null;
        if (value.Kind != JsonKind.String)
            throw location.Append("$id").Refuse(SchemaErrorCodes.InvalidIdentifier, "'$id' must be a string.");
        var id = SchemaUri.Parse(value.GetString());
        if (!dialect.HasAnchorsInId && !string.IsNullOrEmpty(id.Fragment))
            throw location.Append("$id").Refuse(SchemaErrorCodes.InvalidIdentifier, "'$id' must not have a fragment.");
        return id;
    }

    private static void ReadAnchors(SchemaLocation location, JsonValue schema, SchemaResource owner)
    {
        if (ReadAnchor(location, schema, "$anchor") is { } anchor)
            AddAnchor(owner.Anchors, anchor, location);
        if (ReadAnchor(location, schema, "$dynamicAnchor") is { } dynamicAnchor)
        {
            AddAnchor(owner.Anchors, dynamicAnchor, location);
            AddAnchor(owner.DynamicAnchors, dynamicAnchor, location);
        }
        if (schema["$recursiveAnchor"] == JsonValue.True && location == owner.Root && owner.Dialect.Knows("$recursiveRef"))
            AddAnchor(owner.DynamicAnchors, SchemaResource.RecursiveAnchor, location);
    }

    private static string? ReadAnchor(SchemaLocation location, JsonValue schema, string keyword)
    {
        var value = schema[keyword];
        if (value.IsMissing)
            return null;
        bool isAnchor = value.Kind == JsonKind.String
            && value.GetString() is [var first, ..] name
            && (char.IsAsciiLetter(first) || first == '_')
            && !name.AsSpan().ContainsAnyExcept(AnchorUnits);
        return isAnchor
            ? value.GetString()
            : throw location.Append(keyword).Refuse(
                SchemaErrorCodes.InvalidIdentifier, $"'{keyword}' must be a name: a letter, then letters, digits, '-', '.', '_'.");
    }

    private static void AddAnchor(Dictionary<string, SchemaLocation> anchors, string name, SchemaLocation location)
    {
        if (!anchors.TryAdd(name, location) && anchors[name] != location)
            throw location.Refuse(SchemaErrorCodes.InvalidIdentifier, $"The anchor '{name}' is there twice.");
    }
}
