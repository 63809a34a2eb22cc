using Workflows.Schemas.Dialects;
using Workflows.Schemas.Locations;

namespace Workflows.Schemas.Compilation;

/// <summary>A schema resource: what one <c>$id</c> (or a document's root) spans, with its anchors.</summary>
internal sealed class SchemaResource(SchemaUri uri, SchemaLocation root, Dialect dialect)
{
    /// <summary>The anchor name under which <c>$recursiveAnchor</c> of 2019-09 is kept.</summary>
    public const string RecursiveAnchor = "";

    public SchemaUri Uri { get; } = uri;

    public SchemaLocation Root { get; } = root;

    public Dialect Dialect { get; } = dialect;

    public Dictionary<string, SchemaLocation> Anchors { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, SchemaLocation> DynamicAnchors { get; } = new(StringComparer.Ordinal);

    /// <summary>The compiled targets of the dynamic anchors that some <c>$dynamicRef</c> asks for.</summary>
    public Dictionary<string, SchemaNode> DynamicNodes { get; } = new(StringComparer.Ordinal);
}
