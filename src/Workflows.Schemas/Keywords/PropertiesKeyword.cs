using System.Collections.Frozen;
using Workflows.Abstractions.Json;
using Workflows.Schemas.Compilation;
using Workflows.Schemas.Validation;

namespace Workflows.Schemas.Keywords;

/// <summary><c>properties</c> (core §10.3.2.1).</summary>
internal sealed class PropertiesKeyword : Keyword
{
    private readonly FrozenDictionary<string, SchemaNode> _byName;

    public PropertiesKeyword(KeywordContext context)
        : base(context)
    {
        var schemas = context.SubschemaMap();
        Names = [.. schemas.Keys];
        _byName = schemas.ToFrozenDictionary(StringComparer.Ordinal);
    }

    /// <summary>The names in the order of the schema.</summary>
    public IReadOnlyList<string> Names { get; }

    public override IEnumerable<SchemaNode> Subschemas => Names.Select(name => _byName[name]);

    public SchemaNode Schema(string name) => _byName[name];

    public override bool Evaluate(JsonValue instance, Evaluation evaluation, EvaluatedParts? parts)
    {
        bool holds = true;
        int position = -1;
        foreach (var property in instance.EnumerateObject())
        {
            position++;
            if (!_byName.TryGetValue(property.Name, out var schema))
                continue;
            parts?.Mark(position);
            if (evaluation.Property(schema, property.Name, property.Value))
                continue;
            holds = false;
            if (evaluation.IsDecided)
                break;
        }
        return holds;
    }
}
