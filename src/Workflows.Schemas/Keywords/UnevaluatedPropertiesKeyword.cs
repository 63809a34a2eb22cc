using Workflows.Abstractions.Json;
using Workflows.Schemas.Compilation;
using Workflows.Schemas.Validation;

namespace Workflows.Schemas.Keywords;

/// <summary><c>unevaluatedProperties</c> (core §11.3).</summary>
internal sealed class UnevaluatedPropertiesKeyword(KeywordContext context) : Keyword(context)
{
    public SchemaNode Schema { get; } = context.Subschema();

    public override KeywordPhase Phase => KeywordPhase.Unevaluated;

    public override IEnumerable<SchemaNode> Subschemas => [Schema];

    public override bool Evaluate(JsonValue instance, Evaluation evaluation, EvaluatedParts? parts)
    {
        bool holds = true;
        int position = -1;
        foreach (var property in instance.EnumerateObject())
        {
            if (parts!.IsMarked(++position))
                continue;
            bool isAllowed = Schema.IsFalse
                ? evaluation.FailProperty(this, property.Name, new Complaint("absent: no schema evaluates it", "present"))
                : evaluation.Property(Schema, property.Name, property.Value);
            holds &= isAllowed;
            if (!holds && evaluation.IsDecided)
                return false;
        }
        if (instance.Kind == JsonKind.Object)
            parts!.MarkAll();
        return holds;
    }
}
