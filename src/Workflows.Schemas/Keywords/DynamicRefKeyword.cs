using Workflows.Abstractions.Json;
using Workflows.Schemas.Compilation;
using Workflows.Schemas.Validation;

namespace Workflows.Schemas.Keywords;

/// <summary><c>$dynamicRef</c> (core §8.2.3.2) and <c>$recursiveRef</c> of 2019-09.</summary>
internal sealed class DynamicRefKeyword(KeywordContext context, DynamicTarget target) : Keyword(context)
{
    /// <summary>Where it leads when nothing in the dynamic scope says otherwise.</summary>
    public SchemaNode Target => target.Fallback;

    public override IEnumerable<SchemaNode> Subschemas => [Target];

    public override bool Evaluate(JsonValue instance, Evaluation evaluation, EvaluatedParts? parts)
    {
        var outermost = target.Anchor is null ? null : evaluation.FindDynamic(target.Anchor);
        return (outermost ?? Target).Evaluate(instance, evaluation, parts);
    }
}
