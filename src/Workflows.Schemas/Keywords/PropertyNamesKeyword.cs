using Workflows.Abstractions.Json;
using Workflows.Schemas.Compilation;
using Workflows.Schemas.Validation;

namespace Workflows.Schemas.Keywords;

/// <summary><c>propertyNames</c> (core §10.3.2.4): every name, taken as a string, is under the subschema.</summary>
internal sealed class PropertyNamesKeyword(KeywordContext context) : Keyword(context)
{
    public SchemaNode Schema { get; } = context.Subschema();

    public override IEnumerable<SchemaNode> Subschemas => [Schema];

    public override bool Evaluate(JsonValue instance, Evaluation evaluation, EvaluatedParts? parts)
    {
        bool holds = true;
        foreach (var property in instance.EnumerateObject())
        {
            holds &= evaluation.Property(Schema, property.Name, JsonValue.From(property.Name));
            if (!holds && evaluation.IsDecided)
                break;
        }
        return holds;
    }
}
