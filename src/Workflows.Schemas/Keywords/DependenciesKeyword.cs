using Workflows.Abstractions.Json;
using Workflows.Schemas.Compilation;
using Workflows.Schemas.Validation;

namespace Workflows.Schemas.Keywords;

/// <summary><c>dependencies</c> of draft-07 (validation §6.5.7), still accepted in 2020-12.</summary>
internal sealed class DependenciesKeyword : Keyword
{
    private readonly Dictionary<string, string[]> _names = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SchemaNode> _schemas = new(StringComparer.Ordinal);

    public DependenciesKeyword(KeywordContext context)
        : base(context)
    {
        if (context.Value.Kind != JsonKind.Object)
            throw context.Refuse("must be an object");
        foreach (var property in context.Value.EnumerateObject())
        {
            if (property.Value.Kind == JsonKind.Array)
                _names[property.Name] = context.Names(property.Value, Location.Append(property.Name));
            else
                _schemas[property.Name] = context.Subschema(property.Name);
        }
    }

    public override IEnumerable<SchemaNode> Subschemas => _schemas.Values;

    public override bool Evaluate(JsonValue instance, Evaluation evaluation, EvaluatedParts? parts)
    {
        if (instance.Kind != JsonKind.Object)
            return true;
        bool holds = true;
        foreach (var (trigger, names) in _names)
        {
            if (instance.TryGetProperty(trigger, out _))
                holds &= DependencyRule.RequireAll(this, trigger, names, instance, evaluation);
        }
        foreach (var (trigger, schema) in _schemas)
        {
            if (instance.TryGetProperty(trigger, out _))
                holds &= schema.Evaluate(instance, evaluation, parts);
        }
        return holds;
    }
}
