using Workflows.Abstractions.Json;
using Workflows.Schemas.Dialects;
using Workflows.Schemas.Locations;

namespace Workflows.Schemas.Compilation;

/// <summary>
/// Finds the resources and anchors of a document. It goes only where the dialect says that subschemas are, so that an
/// <c>$id</c> inside an <c>enum</c> is just data.
/// </summary>
internal sealed class SchemaScanner(SchemaLibrary library)
{
    /// <summary>Scans a whole document; returns the resource of its root.</summary>
    public SchemaResource Scan(SchemaLocation root, Dialect? inherited)
    {
        var uri = SchemaUri.Parse(root.Document.Uri).Resource;
        Visit(root, root.Value, baseUri: uri, owner: null, inherited, depth: 0);
        return root.Document.OwnerOf(root.Pointer);
    }

    private void Visit(
        SchemaLocation location, JsonValue schema, SchemaUri baseUri, SchemaResource? owner, Dialect? inherited, int depth)
    {
        library.CountSubschema(location);
        if (depth > library.Limits.MaxSchemaDepth)
            throw location.Refuse(
                SchemaErrorCodes.LimitExceeded, $"Subschemas are nested deeper than {library.Limits.MaxSchemaDepth}.");
        if (schema.Kind is not (JsonKind.Object or JsonKind.Boolean))
            throw location.Refuse(SchemaErrorCodes.NotASchema, "A schema must be an object or a boolean.");

        owner = IdentifierReader.Read(location, schema, baseUri, owner, DialectOf(schema, owner, inherited, location), library);
        location.Document.Own(location.Pointer, owner);
        foreach (var property in schema.EnumerateObject())
        {
            var child = new Child(location.Append(property.Name), property.Value, owner, depth + 1);
            VisitKeyword(owner.Dialect.ShapeOf(property.Name), child);
        }
    }

    private Dialect DialectOf(JsonValue schema, SchemaResource? owner, Dialect? inherited, SchemaLocation location)
    {
        var named = schema["$schema"];
        if (named.Kind == JsonKind.String)
            return library.FindDialect(named.GetString(), location.Append("$schema"));
        if (!named.IsMissing)
            throw location.Append("$schema").Refuse(SchemaErrorCodes.InvalidKeyword, "'$schema' must be a string.");
        return owner?.Dialect
            ?? inherited
            ?? throw location.Refuse(SchemaErrorCodes.UnknownDialect, "The default dialect is not known.");
    }

    private void VisitKeyword(KeywordShape shape, Child keyword)
    {
        bool isArray = keyword.Value.Kind == JsonKind.Array;
        switch (shape)
        {
            case KeywordShape.Schema:
            case KeywordShape.SchemaOrList when !isArray:
                VisitSchema(keyword);
                break;
            case KeywordShape.SchemaOrList:
            case KeywordShape.List:
                VisitList(keyword);
                break;
            case KeywordShape.Map:
                VisitMap(keyword, mayHoldNames: false);
                break;
            case KeywordShape.MapOfSchemasOrNames:
                VisitMap(keyword, mayHoldNames: true);
                break;
        }
    }

    private void VisitSchema(Child child) =>
        Visit(child.Location, child.Value, child.Owner.Uri, child.Owner, child.Owner.Dialect, child.Depth);

    private void VisitList(Child list)
    {
        int index = 0;
        foreach (var item in list.Value.EnumerateArray())
            VisitSchema(list with { Location = list.Location.Append(index++), Value = item });
    }

    private void VisitMap(Child map, bool mayHoldNames)
    {
        foreach (var property in map.Value.EnumerateObject())
        {
            if (!mayHoldNames || property.Value.Kind != JsonKind.Array)
                VisitSchema(map with { Location = map.Location.Append(property.Name), Value = property.Value });
        }
    }

    private readonly record struct Child(SchemaLocation Location, JsonValue Value, SchemaResource Owner, int Depth);
}
