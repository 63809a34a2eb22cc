using Workflows.Abstractions.Json;
using Workflows.Schemas.Dialects;
using Workflows.Schemas.Locations;

namespace Workflows.Schemas.Compilation;

/// <summary>The documents of one compilation, and the resources in them by URI.</summary>
internal sealed class SchemaLibrary(SchemaCompileOptions options)
{
    private readonly Dictionary<string, SchemaResource> _resources = new(StringComparer.Ordinal);
    private readonly HashSet<string> _loading = new(StringComparer.Ordinal);
    private int _documents;
    private int _subschemas;

    public SchemaLimits Limits => options.Limits;

    public IReadOnlyList<SchemaResource> Resources => [.. _resources.Values.Distinct()];

    /// <summary>Adds the schema that is to be compiled.</summary>
    public SchemaResource AddMain(JsonValue schema) =>
        Add(new SchemaDocument(schema, options.BaseUri, isMain: true), DialectTable.Find(options.DefaultDialect));

    /// <summary>The resource of that URI, loaded from the meta-schemas or the resolver when need be; null when unknown.</summary>
    public SchemaResource? Find(SchemaUri uri, Dialect? inherited)
    {
        string key = uri.ToString();
        if (_resources.TryGetValue(key, out var known))
            return known;
        if (!MetaSchemas.TryFind(key, out var schema) && options.Resolver?.TryResolve(key, out schema) != true)
            return null;
        return Add(new SchemaDocument(schema, key, isMain: false), inherited);
    }

    /// <summary>The dialect that <c>$schema</c> names: a built-in one, or one made by the vocabularies of a meta-schema.</summary>
    public Dialect FindDialect(string uri, SchemaLocation location)
    {
        string key = uri.TrimEnd('#');
        if (DialectTable.Find(key) is { } builtIn)
            return builtIn;
        if (!_loading.Add(key))
            throw location.Refuse(SchemaErrorCodes.UnknownDialect, $"The meta-schema '{key}' describes itself.");
        var metaSchema = Find(SchemaUri.Parse(key), DialectTable.Find(options.DefaultDialect))
            ?? throw location.Refuse(SchemaErrorCodes.UnknownDialect, $"The dialect '{key}' is not known.");
        _loading.Remove(key);
        return VocabularyTable.DialectOf(key, metaSchema);
    }

    /// <summary>Makes a resource known; a second one of the same URI must be the same schema.</summary>
    public void Register(string uri, SchemaResource resource)
    {
        if (!_resources.TryAdd(uri, resource) && _resources[uri].Root.Value != resource.Root.Value)
            throw resource.Root.Refuse(SchemaErrorCodes.InvalidIdentifier, $"Two schemas have the URI '{uri}'.");
    }

    /// <summary>Counts a subschema against the limit.</summary>
    public void CountSubschema(SchemaLocation location)
    {
        if (++_subschemas > Limits.MaxSubschemas)
            throw location.Refuse(SchemaErrorCodes.LimitExceeded, $"There are more than {Limits.MaxSubschemas} subschemas.");
    }

    private SchemaResource Add(SchemaDocument document, Dialect? inherited)
    {
        var root = new SchemaLocation(document, JsonPointer.Root);
        if (++_documents > Limits.MaxDocuments)
            throw root.Refuse(SchemaErrorCodes.LimitExceeded, $"References lead to more than {Limits.MaxDocuments} documents.");
        if (document.Root.MeasureUtf8(Limits.MaxDocumentBytes) > Limits.MaxDocumentBytes)
            throw root.Refuse(SchemaErrorCodes.LimitExceeded, $"The schema is larger than {Limits.MaxDocumentBytes} bytes.");
        var resource = new SchemaScanner(this).Scan(root, inherited);
        _resources.TryAdd(SchemaUri.Parse(document.Uri).Resource.ToString(), resource);
        return resource;
    }
}
