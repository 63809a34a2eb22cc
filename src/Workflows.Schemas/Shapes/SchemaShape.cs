using Workflows.Abstractions.Json;
using Workflows.Schemas.Compilation;
using Workflows.Schemas.Keywords;

namespace Workflows.Schemas.Shapes;

/// <summary>
/// What holds for one place of an instance, whatever way it is written: the subschemas for that place together with all
/// that they bring in through <c>$ref</c> and <c>allOf</c>. The common ground of walking, sampling and comparing.
/// </summary>
internal sealed class SchemaShape
{
    private readonly List<SchemaNode> _nodes = [];
    private readonly Dictionary<string, List<SchemaNode>> _properties = new(StringComparer.Ordinal);

    private SchemaShape()
    {
    }

    /// <summary>The subschemas, the nearest first.</summary>
    public IReadOnlyList<SchemaNode> Nodes => _nodes;

    /// <summary>The types that are left when all <c>type</c>, <c>const</c> and <c>enum</c> are taken together.</summary>
    public SchemaTypes Types { get; private set; } = SchemaTypes.All;

    /// <summary>The values that <c>const</c> and <c>enum</c> leave; null when there are neither.</summary>
    public IReadOnlyList<JsonValue>? Values { get; private set; }

    /// <summary>Names of properties in the order in which they are first said.</summary>
    public List<string> PropertyNames { get; } = [];

    public HashSet<string> Required { get; } = new(StringComparer.Ordinal);

    public static SchemaShape Of(params IEnumerable<SchemaNode> nodes)
    {
        var shape = new SchemaShape();
        shape.AddAll(new Queue<SchemaNode>(nodes));
        shape.Types &= shape.Values is null
            ? SchemaTypes.All
            : shape.Values.Aggregate(SchemaTypes.None, (types, value) => types | SchemaTypeNames.Of(value));
        return shape;
    }

    /// <summary>All keywords of a kind, over all subschemas.</summary>
    public IEnumerable<T> All<T>()
        where T : Keyword =>
        _nodes.SelectMany(node => node.Keywords.OfType<T>());

    /// <summary>The subschemas for a property that is named by <c>properties</c>.</summary>
    public IReadOnlyList<SchemaNode> Property(string name) =>
        _properties.TryGetValue(name, out var nodes) ? nodes : [];

    /// <summary>The subschemas for properties that are not named.</summary>
    public IReadOnlyList<SchemaNode> AdditionalProperties() =>
        [.. All<AdditionalPropertiesKeyword>().Select(keyword => keyword.Schema).Where(schema => !schema.IsFalse)];

    /// <summary>The subschemas for the item at an index.</summary>
    public IReadOnlyList<SchemaNode> Item(int index)
    {
        var prefixed = All<PrefixItemsKeyword>()
            .Where(keyword => index < keyword.Schemas.Length)
            .Select(keyword => keyword.Schemas[index]);
        var repeated = All<ItemsKeyword>().Where(keyword => index >= keyword.Start).Select(keyword => keyword.Schema);
        return [.. prefixed, .. repeated];
    }

    /// <summary>Items that have a subschema of their own.</summary>
    public int PrefixLength => All<PrefixItemsKeyword>().Select(keyword => keyword.Schemas.Length).DefaultIfEmpty(0).Max();

    /// <summary>Each <c>anyOf</c> and <c>oneOf</c>: the alternatives of which one must hold.</summary>
    public IEnumerable<SchemaNode[]> Alternatives() =>
        All<AnyOfKeyword>().Select(keyword => keyword.Schemas).Concat(All<OneOfKeyword>().Select(keyword => keyword.Schemas));

    /// <summary>An annotation (<c>title</c>, <c>default</c> …) as the nearest subschema has it; missing when none has.</summary>
    public JsonValue Annotation(string keyword)
    {
        foreach (var node in _nodes)
        {
            var value = node.Source[keyword];
            if (!value.IsMissing)
                return value;
        }
        return JsonValue.Missing;
    }

    /// <summary>A textual annotation; null when there is none.</summary>
    public string? Text(string keyword)
    {
        var value = Annotation(keyword);
        return value.Kind == JsonKind.String ? value.GetString() : null;
    }

    // A queue, not recursion: references may form long chains.
    private void AddAll(Queue<SchemaNode> nodes)
    {
        var seen = new HashSet<SchemaNode>();
        while (nodes.TryDequeue(out var node))
        {
            if (!seen.Add(node))
                continue;
            _nodes.Add(node);
            foreach (var keyword in node.Keywords)
                Add(keyword, nodes);
        }
    }

    private void Add(Keyword keyword, Queue<SchemaNode> more)
    {
        switch (keyword)
        {
            case TypeKeyword type:
                Types &= SchemaTypeNames.Parse(type.Types);
                break;
            case ConstKeyword constant:
                Limit([constant.Value]);
                break;
            case EnumKeyword enumeration:
                Limit(enumeration.Values);
                break;
            case RequiredKeyword required:
                Required.UnionWith(required.Names);
                break;
            case PropertiesKeyword properties:
                AddProperties(properties);
                break;
            case RefKeyword or DynamicRefKeyword or AllOfKeyword:
                foreach (var schema in keyword.Subschemas)
                    more.Enqueue(schema);
                break;
        }
    }

    private void AddProperties(PropertiesKeyword properties)
    {
        foreach (string name in properties.Names)
        {
            if (!_properties.TryGetValue(name, out var nodes))
            {
                _properties.Add(name, nodes = []);
                PropertyNames.Add(name);
            }
            nodes.Add(properties.Schema(name));
        }
    }

    private void Limit(IEnumerable<JsonValue> values) =>
        Values = Values is null ? [.. values] : [.. Values.Where(values.Contains)];
}
