using Workflows.Abstractions.Json;
using Workflows.Schemas.Keywords;
using Workflows.Schemas.Locations;

namespace Workflows.Schemas.Compilation;

/// <summary>
/// Turns subschemas into nodes. Nodes are made on first demand and completed from a queue, so that references may run in
/// circles and chains of them cost no stack.
/// </summary>
internal sealed class SchemaCompiler(SchemaCompileOptions options)
{
    private readonly SchemaLibrary _library = new(options);
    private readonly Dictionary<(SchemaDocument, string), SchemaNode> _nodes = [];
    private readonly Queue<SchemaNode> _incomplete = new();
    private readonly HashSet<string> _dynamicAnchors = new(StringComparer.Ordinal);
    private int _references;

    public SchemaCompileOptions Options => options;

    /// <summary>Whether some reference depends on the path that led to it.</summary>
    public bool UsesDynamicScope => _dynamicAnchors.Count > 0;

    public SchemaNode Compile(JsonValue schema)
    {
        var resource = _library.AddMain(schema);
        var root = Node(resource.Root);
        do
        {
            while (_incomplete.TryDequeue(out var node))
                Complete(node);
            BindDynamicAnchors();
        }
        while (_incomplete.Count > 0);
        return root;
    }

    public SchemaNode Node(SchemaLocation location)
    {
        var key = (location.Document, location.Pointer.ToString());
        if (_nodes.TryGetValue(key, out var known))
            return known;
        var value = location.Value;
        if (value.Kind is not (JsonKind.Object or JsonKind.Boolean))
            throw location.Refuse(SchemaErrorCodes.NotASchema, "A schema must be an object or a boolean.");
        if (_nodes.Count >= options.Limits.MaxSubschemas)
            throw location.Refuse(SchemaErrorCodes.LimitExceeded, $"There are more than {options.Limits.MaxSubschemas} subschemas.");

        var node = new SchemaNode(location, location.Document.OwnerOf(location.Pointer), value);
        _nodes.Add(key, node);
        _incomplete.Enqueue(node);
        return node;
    }

    public SchemaNode Reference(string reference, SchemaResource from, SchemaLocation location) =>
        Node(Find(reference, from, location, out _));

    public DynamicTarget DynamicReference(string reference, SchemaResource from, SchemaLocation location)
    {
        var target = Find(reference, from, location, out var resource);
        string? anchor = SchemaUri.Parse(reference).Fragment;

        // Dynamic only when the first target is a dynamic anchor itself (core §8.2.3.2).
        bool isDynamic = anchor is not null
            && resource.DynamicAnchors.TryGetValue(anchor, out var dynamicTarget)
            && dynamicTarget == target;
        return new DynamicTarget(Node(target), isDynamic ? Remember(anchor!) : null);
    }

    public DynamicTarget RecursiveReference(SchemaResource from)
    {
        bool isDynamic = from.DynamicAnchors.ContainsKey(SchemaResource.RecursiveAnchor);
        return new DynamicTarget(Node(from.Root), isDynamic ? Remember(SchemaResource.RecursiveAnchor) : null);
    }

    private string Remember(string anchor)
    {
        _dynamicAnchors.Add(anchor);
        return anchor;
    }

    private SchemaLocation Find(string reference, SchemaResource from, SchemaLocation location, out SchemaResource resource)
    {
        if (++_references > options.Limits.MaxReferences)
            throw location.Refuse(SchemaErrorCodes.LimitExceeded, $"There are more than {options.Limits.MaxReferences} references.");
        var uri = from.Uri.Resolve(SchemaUri.Parse(reference));
        resource = _library.Find(uri.Resource, from.Dialect)
            ?? throw location.Refuse(SchemaErrorCodes.UnresolvedReference, $"There is no schema at '{uri.Resource}'.");
        return FragmentTarget.Find(resource, uri.Fragment)
            ?? throw location.Refuse(SchemaErrorCodes.UnresolvedReference, $"'{reference}' leads nowhere in '{uri.Resource}'.");
    }

    private void Complete(SchemaNode node)
    {
        if (node.Source.Kind == JsonKind.Boolean)
        {
            node.Complete(node.IsFalse ? [new FalseKeyword(node)] : []);
            return;
        }
        var dialect = node.Resource.Dialect;
        var keywords = new List<Keyword>();
        foreach (string name in dialect.KeywordsIn(node.Source))
        {
            if (dialect.Create(new KeywordContext(this, node, name)) is { } keyword)
                keywords.Add(keyword);
        }
        node.Complete(keywords);
    }

    private void BindDynamicAnchors()
    {
        foreach (var resource in _library.Resources)
        {
            foreach (var (name, location) in resource.DynamicAnchors.Where(anchor => _dynamicAnchors.Contains(anchor.Key)))
                resource.DynamicNodes[name] = Node(location);
        }
    }
}
