using Workflows.Abstractions.Json;
using Workflows.Schemas.Compilation;
using Workflows.Schemas.Validation;

namespace Workflows.Schemas.Keywords;

/// <summary><c>dependentSchemas</c> (core §10.2.2.4): a property that puts the whole object under a subschema.</summary>
internal sealed class DependentSchemasKeyword(KeywordContext context) : Keyword(context)
{
    public Dictionary<string, SchemaNode> Schemas { get; } = context.SubschemaMap();

    public override IEnumerable<SchemaNode> Subschemas => Schemas.Values;

    public override bool Evaluate(JsonValue instance, Evaluation evaluation, EvaluatedParts? parts)
    {
        if (instance.Kind != JsonKind.Object)
            return true;
        bool holds = true;
        foreach (var (trigger, schema) in Schemas)
        {
            if (instance.TryGetProperty(trigger, out _))
                holds &= schema.Evaluate(instance, evaluation, parts);
        }
        return holds;
    }
}
