using Workflows.Abstractions.Json;
using Workflows.Schemas.Compilation;
using Workflows.Schemas.Validation;

namespace Workflows.Schemas.Keywords;

/// <summary><c>unevaluatedItems</c> (core §11.2).</summary>
internal sealed class UnevaluatedItemsKeyword(KeywordContext context) : Keyword(context)
{
    public SchemaNode Schema { get; } = context.Subschema();

    public override KeywordPhase Phase => KeywordPhase.Unevaluated;

    public override IEnumerable<SchemaNode> Subschemas => [Schema];

    public override bool Evaluate(JsonValue instance, Evaluation evaluation, EvaluatedParts? parts)
    {
        bool holds = true;
        int index = -1;
        foreach (var item in instance.EnumerateArray())
        {
            if (parts!.IsMarked(++index))
                continue;
            bool isAllowed = Schema.IsFalse
                ? evaluation.FailItem(this, index, new Complaint("absent: no schema evaluates it", "present"))
                : evaluation.Item(Schema, index, item);
            holds &= isAllowed;
            if (!holds && evaluation.IsDecided)
                return false;
        }
        if (instance.Kind == JsonKind.Array)
            parts!.MarkAll();
        return holds;
    }
}
